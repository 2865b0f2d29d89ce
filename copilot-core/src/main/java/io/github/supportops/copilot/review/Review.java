package io.github.supportops.copilot.review;

import io.github.supportops.copilot.AnalysisResult;
import io.github.supportops.copilot.Ticket;
import io.github.supportops.copilot.internal.text.SafeText;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A result a person should look at: the ticket as it stood, what the analyzer said, and the decision once there is one.
 * Immutable; {@code toString()} holds no ticket text and no reply.
 */
public final class Review {
    private final String id;
    private final Ticket ticket;
    private final AnalysisResult result;
    private final long version;
    private final Instant createdAt;
    private final @Nullable ReviewDecision decision;

    private Review(
            String id,
            Ticket ticket,
            AnalysisResult result,
            long version,
            Instant createdAt,
            @Nullable ReviewDecision decision) {
        this.id = Objects.requireNonNull(id, "id");
        this.ticket = Objects.requireNonNull(ticket, "ticket");
        this.result = Objects.requireNonNull(result, "result");
        this.version = version;
        this.createdAt = createdAt.truncatedTo(ChronoUnit.MILLIS);
        this.decision = decision;
    }

    /**
     * A review nobody has decided. Its id follows from the ticket's id and content, so that the same ticket handed in twice
     * is one review.
     *
     * @throws IllegalArgumentException if the result is about another ticket
     */
    public static Review pending(Ticket ticket, AnalysisResult result, Instant createdAt) {
        if (!ticket.id().equals(result.ticketId())) {
            throw new IllegalArgumentException("The result is about another ticket than "
                    + SafeText.printable(ticket.id()) + "; submit each ticket with its own result");
        }
        return new Review(ReviewId.of(ticket), ticket, result, 1, createdAt, null);
    }

    /**
     * A review as a queue kept it; for implementations of {@link ReviewQueue}.
     *
     * @param decision null while nobody has decided
     */
    public static Review restored(
            String id,
            Ticket ticket,
            AnalysisResult result,
            long version,
            Instant createdAt,
            @Nullable ReviewDecision decision) {
        return new Review(id, ticket, result, version, createdAt, decision);
    }

    /** {@return the id: 32 hexadecimal digits, safe in a URL} */
    public String id() {
        return id;
    }

    /** {@return the ticket as it stood when the analyzer saw it} */
    public Ticket ticket() {
        return ticket;
    }

    /** {@return what the analyzer said, with the reasons for this review} */
    public AnalysisResult result() {
        return result;
    }

    /** {@return the version to hand back with a decision; it changes with every change of the review} */
    public long version() {
        return version;
    }

    /** {@return when it was put up for review, to the millisecond} */
    public Instant createdAt() {
        return createdAt;
    }

    /** {@return where it stands} */
    public ReviewState state() {
        return decision == null ? ReviewState.PENDING : decision.kind().state();
    }

    /** {@return the decision, absent while the review is pending} */
    public Optional<ReviewDecision> decision() {
        return Optional.ofNullable(decision);
    }

    /**
     * This review with a decision; for implementations of {@link ReviewQueue}.
     *
     * @param seen the version the person looked at
     * @throws ReviewConflictException if the review is at another version or decided already
     */
    public Review decided(long seen, ReviewDecision made) {
        Objects.requireNonNull(made, "decision");
        if (seen != version || decision != null) {
            throw new ReviewConflictException(this, seen);
        }
        return new Review(id, ticket, result, version + 1, createdAt, made);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Review that
                && id.equals(that.id)
                && version == that.version
                && createdAt.equals(that.createdAt)
                && Objects.equals(decision, that.decision)
                && ticket.equals(that.ticket)
                && result.equals(that.result);
    }

    @Override
    public int hashCode() {
        return Objects.hash(id, version);
    }

    @Override
    public String toString() {
        return "Review[id=" + id + ", ticketId=" + SafeText.printable(ticket.id()) + ", state=" + state().wireName()
                + ", version=" + version + "]";
    }
}
