package io.github.supportops.copilot.compose;

import io.github.supportops.copilot.AnalysisResult;
import io.github.supportops.copilot.Ticket;
import io.github.supportops.copilot.review.Erased;
import io.github.supportops.copilot.review.FeedbackLog;
import io.github.supportops.copilot.review.Review;
import io.github.supportops.copilot.review.ReviewDecision;
import io.github.supportops.copilot.review.ReviewPage;
import io.github.supportops.copilot.review.ReviewQuery;
import io.github.supportops.copilot.review.ReviewQueue;
import io.github.supportops.copilot.review.ReviewState;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** Passes everything on, so that a test overrides what it is about. */
class ForwardingQueue implements ReviewQueue {
    private final ReviewQueue queue;

    ForwardingQueue(ReviewQueue queue) {
        this.queue = queue;
    }

    @Override
    public Review submit(Ticket ticket, AnalysisResult result) {
        return queue.submit(ticket, result);
    }

    @Override
    public Optional<Review> find(String reviewId) {
        return queue.find(reviewId);
    }

    @Override
    public ReviewPage list(ReviewQuery query) {
        return queue.list(query);
    }

    @Override
    public Review decide(String reviewId, long version, ReviewDecision decision) {
        return queue.decide(reviewId, version, decision);
    }

    @Override
    public Map<ReviewState, Long> counts() {
        return queue.counts();
    }

    @Override
    public FeedbackLog feedback() {
        return queue.feedback();
    }

    @Override
    public Erased eraseTicket(String ticketId) {
        return queue.eraseTicket(ticketId);
    }

    @Override
    public Erased eraseCustomer(String customerId) {
        return queue.eraseCustomer(customerId);
    }

    @Override
    public int deleteDecidedBefore(Instant limit) {
        return queue.deleteDecidedBefore(limit);
    }
}
