package io.github.supportops.copilot.review;

import io.github.supportops.copilot.Intent;
import io.github.supportops.copilot.ReviewReason;
import io.github.supportops.copilot.Urgency;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which reviews to list. Filters are all to be met; an empty filter lets everything through. Defaults: all states, no
 * filter, oldest first, {@value #STANDARD_LIMIT} a page. Immutable.
 *
 * <pre>{@code
 * ReviewPage page = queue.list(ReviewQuery.pending().order(ReviewOrder.MOST_URGENT_FIRST).build());
 * }</pre>
 */
public final class ReviewQuery {
    /** The size of a page unless another is set. */
    public static final int STANDARD_LIMIT = 50;

    /** The largest page. */
    public static final int LARGEST_LIMIT = 500;

    private final Set<ReviewState> states;
    private final Set<Intent> intents;
    private final Set<Urgency> urgencies;
    private final Set<ReviewReason.Kind> reasons;
    private final @Nullable String ticketId;
    private final @Nullable String customerId;
    private final ReviewOrder order;
    private final int limit;
    private final @Nullable ReviewPosition after;

    private ReviewQuery(Builder builder) {
        this.states = builder.states;
        this.intents = builder.intents;
        this.urgencies = builder.urgencies;
        this.reasons = builder.reasons;
        this.ticketId = builder.ticketId;
        this.customerId = builder.customerId;
        this.order = builder.order;
        this.limit = builder.limit;
        this.after = builder.cursor == null ? null : ReviewPosition.parse(order, builder.cursor);
    }

    /** {@return a builder that asks for everything} */
    public static Builder builder() {
        return new Builder();
    }

    /** {@return a builder that asks for what waits for a decision} */
    public static Builder pending() {
        return builder().states(Set.of(ReviewState.PENDING));
    }

    /** {@return the states asked for; empty for all} */
    public Set<ReviewState> states() {
        return states;
    }

    /** {@return the intents asked for, as the analyzer saw them; empty for all} */
    public Set<Intent> intents() {
        return intents;
    }

    /** {@return the urgencies asked for, as the analyzer saw them; empty for all} */
    public Set<Urgency> urgencies() {
        return urgencies;
    }

    /** {@return the kinds of reasons of which a review must have one; empty for all} */
    public Set<ReviewReason.Kind> reasons() {
        return reasons;
    }

    /** {@return the only ticket asked for} */
    public Optional<String> ticketId() {
        return Optional.ofNullable(ticketId);
    }

    /** {@return the only customer asked for} */
    public Optional<String> customerId() {
        return Optional.ofNullable(customerId);
    }

    /** {@return the order} */
    public ReviewOrder order() {
        return order;
    }

    /** {@return the most reviews on the page} */
    public int limit() {
        return limit;
    }

    /** {@return the place after which the page starts} */
    public Optional<ReviewPosition> after() {
        return Optional.ofNullable(after);
    }

    /** {@return whether a review passes all filters; order, limit and cursor aside} */
    public boolean matches(Review review) {
        return passes(states, review.state())
                && passes(intents, review.result().analysis().intent())
                && passes(urgencies, review.result().analysis().urgency())
                && (reasons.isEmpty()
                        || review.result().reviewReasons().stream().anyMatch(reason -> reasons.contains(reason.kind())))
                && (ticketId == null || ticketId.equals(review.ticket().id()))
                && (customerId == null || CustomerIds.belongsTo(review.ticket(), customerId));
    }

    private static <T> boolean passes(Set<T> wanted, T value) {
        return wanted.isEmpty() || wanted.contains(value);
    }

    @Override
    public String toString() {
        return "ReviewQuery[states=" + states + ", order=" + order.wireName() + ", limit=" + limit + "]";
    }

    /** Builds a {@link ReviewQuery}. Not thread-safe. */
    public static final class Builder {
        private Set<ReviewState> states = Set.of();
        private Set<Intent> intents = Set.of();
        private Set<Urgency> urgencies = Set.of();
        private Set<ReviewReason.Kind> reasons = Set.of();
        private @Nullable String ticketId;
        private @Nullable String customerId;
        private ReviewOrder order = ReviewOrder.OLDEST_FIRST;
        private int limit = STANDARD_LIMIT;
        private @Nullable String cursor;

        private Builder() {}

        /** Sets the states. Default: all. */
        public Builder states(Set<ReviewState> wanted) {
            this.states = Set.copyOf(wanted);
            return this;
        }

        /** Sets the intents. Default: all. */
        public Builder intents(Set<Intent> wanted) {
            this.intents = Set.copyOf(wanted);
            return this;
        }

        /** Sets the urgencies. Default: all. */
        public Builder urgencies(Set<Urgency> wanted) {
            this.urgencies = Set.copyOf(wanted);
            return this;
        }

        /** Sets the kinds of reasons of which a review must have one. Default: all. */
        public Builder reasons(Set<ReviewReason.Kind> wanted) {
            this.reasons = Set.copyOf(wanted);
            return this;
        }

        /** Asks for the reviews of one ticket. */
        public Builder ticketId(String id) {
            this.ticketId = Objects.requireNonNull(id, "ticketId");
            return this;
        }

        /** Asks for the reviews of one customer. */
        public Builder customerId(String id) {
            this.customerId = Objects.requireNonNull(id, "customerId");
            return this;
        }

        /** Sets the order. Default: oldest first. */
        public Builder order(ReviewOrder wanted) {
            this.order = Objects.requireNonNull(wanted, "order");
            return this;
        }

        /**
         * Sets the size of the page. Default: {@value ReviewQuery#STANDARD_LIMIT}.
         *
         * @throws IllegalArgumentException if not within 1 and {@value ReviewQuery#LARGEST_LIMIT}
         */
        public Builder limit(int most) {
            if (most < 1 || most > LARGEST_LIMIT) {
                throw new IllegalArgumentException("limit must be within 1 and " + LARGEST_LIMIT + ": " + most);
            }
            this.limit = most;
            return this;
        }

        /** Starts behind the page before; the cursor is that page's {@link ReviewPage#next()}. Default: the first page. */
        public Builder after(String pageCursor) {
            this.cursor = Objects.requireNonNull(pageCursor, "cursor");
            return this;
        }

        /** {@return the query} @throws IllegalArgumentException if the cursor is none of the chosen order */
        public ReviewQuery build() {
            return new ReviewQuery(this);
        }
    }
}
