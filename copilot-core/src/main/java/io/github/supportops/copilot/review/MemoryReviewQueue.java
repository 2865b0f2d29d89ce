package io.github.supportops.copilot.review;

import io.github.supportops.copilot.AnalysisResult;
import io.github.supportops.copilot.Ticket;
import java.time.Instant;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** One lock around a map in the order of arrival; a list is a sort of what passes the filters. */
final class MemoryReviewQueue implements ReviewQueue {
    static final int STANDARD_LIMIT = 10_000;

    private final FeedbackLog feedback;
    private final int mostReviews;
    private final Supplier<Instant> clock;
    private final Map<String, Review> reviews = new LinkedHashMap<>();

    MemoryReviewQueue(FeedbackLog feedback, int mostReviews, Supplier<Instant> clock) {
        this.feedback = Objects.requireNonNull(feedback, "feedback");
        this.mostReviews = mostReviews;
        this.clock = clock;
    }

    @Override
    public synchronized Review submit(Ticket ticket, AnalysisResult result) {
        Review fresh = Review.pending(ticket, result, clock.get());
        Review known = reviews.get(fresh.id());
        if (known != null) {
            return known;
        }
        if (reviews.size() >= mostReviews) {
            forgetOldestDecided();
        }
        reviews.put(fresh.id(), fresh);
        return fresh;
    }

    private void forgetOldestDecided() {
        for (Iterator<Review> oldest = reviews.values().iterator(); oldest.hasNext(); ) {
            if (oldest.next().state() != ReviewState.PENDING) {
                oldest.remove();
                return;
            }
        }
        throw new ReviewLimitException("The review queue in memory holds " + mostReviews
                + " undecided reviews; decide some, or keep them in a database (copilot-store)");
    }

    @Override
    public synchronized Optional<Review> find(String reviewId) {
        return Optional.ofNullable(reviews.get(Objects.requireNonNull(reviewId, "reviewId")));
    }

    @Override
    public synchronized ReviewPage list(ReviewQuery query) {
        Comparator<Review> byPlace = Comparator.comparing(review -> ReviewPosition.of(query.order(), review));
        List<Review> rest = reviews.values().stream()
                .filter(query::matches)
                .filter(review -> query.after()
                        .map(place -> ReviewPosition.of(query.order(), review).compareTo(place) > 0)
                        .orElse(true))
                .sorted(byPlace)
                .limit(query.limit() + 1L)
                .toList();
        if (rest.size() <= query.limit()) {
            return new ReviewPage(rest, null);
        }
        List<Review> page = rest.subList(0, query.limit());
        return new ReviewPage(
                page,
                ReviewPosition.of(query.order(), page.get(page.size() - 1)).cursor());
    }

    @Override
    public synchronized Review decide(String reviewId, long version, ReviewDecision decision) {
        Review decided = find(reviewId)
                .orElseThrow(() -> new UnknownReviewException(reviewId))
                .decided(version, decision);
        // The log may refuse, so it comes first: a decision that is not in the log has not happened.
        feedback.append(FeedbackEntry.of(decided));
        reviews.put(reviewId, decided);
        return decided;
    }

    @Override
    public synchronized Map<ReviewState, Long> counts() {
        Map<ReviewState, Long> counts = new EnumMap<>(ReviewState.class);
        for (ReviewState state : ReviewState.values()) {
            counts.put(state, 0L);
        }
        reviews.values().forEach(review -> counts.merge(review.state(), 1L, Long::sum));
        return counts;
    }

    @Override
    public FeedbackLog feedback() {
        return feedback;
    }

    @Override
    public synchronized Erased eraseTicket(String ticketId) {
        Objects.requireNonNull(ticketId, "ticketId");
        return new Erased(remove(review -> review.ticket().id().equals(ticketId)), feedback.eraseTicket(ticketId));
    }

    @Override
    public synchronized Erased eraseCustomer(String customerId) {
        Objects.requireNonNull(customerId, "customerId");
        return new Erased(
                remove(review -> CustomerIds.belongsTo(review.ticket(), customerId)),
                feedback.eraseCustomer(customerId));
    }

    @Override
    public synchronized int deleteDecidedBefore(Instant limit) {
        Objects.requireNonNull(limit, "limit");
        return remove(review ->
                review.decision().filter(made -> made.at().isBefore(limit)).isPresent());
    }

    private int remove(Predicate<Review> unwanted) {
        int before = reviews.size();
        reviews.values().removeIf(unwanted);
        return before - reviews.size();
    }

    @Override
    public synchronized String toString() {
        return "MemoryReviewQueue[" + reviews.size() + " reviews]";
    }
}
