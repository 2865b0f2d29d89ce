package io.github.supportops.copilot.compose;

import io.github.supportops.copilot.AnalysisResult;
import io.github.supportops.copilot.Ticket;
import io.github.supportops.copilot.TicketAnalyzer;
import io.github.supportops.copilot.internal.text.SafeText;
import io.github.supportops.copilot.review.Review;
import io.github.supportops.copilot.review.ReviewPolicy;
import io.github.supportops.copilot.review.ReviewQueue;
import io.github.supportops.copilot.review.ReviewState;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts what a person should look at into a queue before the caller gets it. A queue that fails does not cost the caller a
 * result that was paid for: it keeps its review reasons, and a step says that it is not queued.
 */
final class ReviewingAnalyzer extends WrappingAnalyzer {
    private static final Logger LOG = LoggerFactory.getLogger(ReviewingAnalyzer.class);

    private final ReviewPolicy policy;
    private final ReviewQueue queue;
    private final Executor executor;

    ReviewingAnalyzer(TicketAnalyzer analyzer, ReviewPolicy policy, ReviewQueue queue, Executor executor) {
        super("Reviewing", List.of(analyzer));
        this.policy = policy;
        this.queue = queue;
        this.executor = executor;
    }

    @Override
    void run(Ticket ticket, Relay relay) {
        relay.follow(wrapped().get(0), ticket, result -> route(ticket, result, relay), relay::fail);
    }

    private void route(Ticket ticket, AnalysisResult plain, Relay relay) {
        AnalysisResult result =
                plain.toBuilder().reviewReasons(policy.reasons(ticket, plain)).build();
        if (!result.needsReview()) {
            relay.complete(result);
            return;
        }
        Runnable submission = () -> relay.guarded(() -> relay.complete(submitted(ticket, result)));
        try {
            executor.execute(submission);
        } catch (RejectedExecutionException closed) {
            // Waiting for the queue on this thread is better than losing a review.
            submission.run();
        }
    }

    private AnalysisResult submitted(Ticket ticket, AnalysisResult result) {
        try {
            Review review = queue.submit(ticket, result);
            String place = review.state() == ReviewState.PENDING
                    ? "queued"
                    : review.state().wireName() + " before";
            return withStep(result, place + " as " + review.id());
        } catch (RuntimeException failed) {
            LOG.error(
                    "The result of ticket {} needs a review and could not be queued; submit it again: {}",
                    SafeText.printable(ticket.id()),
                    failed.getClass().getName());
            return withStep(result, "not queued: " + failed.getClass().getSimpleName());
        }
    }

    private static AnalysisResult withStep(AnalysisResult result, String detail) {
        return result.toBuilder()
                .provenance(
                        result.provenance().toBuilder().step("review", detail).build())
                .build();
    }
}
