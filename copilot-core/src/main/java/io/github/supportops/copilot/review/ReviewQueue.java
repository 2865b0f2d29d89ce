package io.github.supportops.copilot.review;

import io.github.supportops.copilot.AnalysisResult;
import io.github.supportops.copilot.Ticket;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * Results waiting for a person, and what became of them. Whatever {@link #submit} has returned is in the queue; a review
 * is decided once, and its decision is in the {@link #feedback() feedback log} from the same moment. Implementations are
 * thread-safe; those in a database also serve several processes.
 *
 * <pre>{@code
 * ReviewQueue queue = ReviewQueue.inMemory();
 * TicketAnalyzer analyzer = Analyzers.reviewing(openRouter, ReviewPolicy.standard(), queue);
 * for (Review review : queue.list(ReviewQuery.pending().build()).reviews()) {
 *     queue.decide(review.id(), review.version(), ReviewDecision.approve("ana"));
 * }
 * }</pre>
 */
public interface ReviewQueue {

    /**
     * Puts a result up for review. May be repeated: the same ticket with the same content is one review, and the one that
     * is already there, decided or not, is left as it is.
     *
     * @return the review as it is now in the queue
     * @throws IllegalArgumentException if the result is about another ticket
     * @throws ReviewLimitException if the queue is full or the ticket larger than it keeps
     */
    Review submit(Ticket ticket, AnalysisResult result);

    /** {@return the review with this id} */
    Optional<Review> find(String reviewId);

    /** {@return one page of the reviews that pass the filters} */
    ReviewPage list(ReviewQuery query);

    /**
     * Decides a review and appends the decision to the feedback log, both or neither.
     *
     * @param reviewId which one
     * @param version the version the person looked at
     * @param decision what was decided
     * @return the decided review
     * @throws ReviewConflictException if the review has changed since that version; nothing was written
     * @throws UnknownReviewException if there is no such review
     * @throws ReviewLimitException if the feedback log is full
     */
    Review decide(String reviewId, long version, ReviewDecision decision);

    /** {@return how many reviews stand where; every state is there} */
    Map<ReviewState, Long> counts();

    /** {@return where the decisions of this queue are kept} */
    FeedbackLog feedback();

    /** Erases a ticket's reviews and feedback. */
    Erased eraseTicket(String ticketId);

    /** Erases the reviews and feedback of all tickets of a customer. */
    Erased eraseCustomer(String customerId);

    /** Deletes the reviews that were decided before a time; their feedback stays. @return how many went */
    int deleteDecidedBefore(Instant limit);

    /** As {@link #inMemory(FeedbackLog)} with a feedback log in memory. */
    static ReviewQueue inMemory() {
        return inMemory(FeedbackLog.inMemory());
    }

    /**
     * An empty queue in memory for trying out and for tests; it holds 10,000 reviews, about 100 MB. Beyond that the
     * oldest decided review is forgotten, and when none is decided, nothing more is taken.
     */
    static ReviewQueue inMemory(FeedbackLog feedback) {
        return new MemoryReviewQueue(feedback, MemoryReviewQueue.STANDARD_LIMIT, Instant::now);
    }
}
