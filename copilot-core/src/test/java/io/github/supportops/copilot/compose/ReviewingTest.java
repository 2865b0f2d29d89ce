package io.github.supportops.copilot.compose;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.supportops.copilot.AnalysisResult;
import io.github.supportops.copilot.Intent;
import io.github.supportops.copilot.Sentiment;
import io.github.supportops.copilot.Ticket;
import io.github.supportops.copilot.TicketAnalysis;
import io.github.supportops.copilot.Urgency;
import io.github.supportops.copilot.review.FeedbackLog;
import io.github.supportops.copilot.review.Review;
import io.github.supportops.copilot.review.ReviewDecision;
import io.github.supportops.copilot.review.ReviewPolicy;
import io.github.supportops.copilot.review.ReviewQuery;
import io.github.supportops.copilot.review.ReviewQueue;
import io.github.supportops.copilot.review.ReviewState;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;

class ReviewingTest {
    private static final TicketAnalysis CRITICAL = new TicketAnalysis(
            Intent.TECHNICAL_ISSUE,
            Urgency.CRITICAL,
            Sentiment.NEGATIVE,
            true,
            Sample.ANALYSIS.churnRisk(),
            "We are on it.");

    private final ManualAnalyzer model = new ManualAnalyzer("Model");
    private final ReviewQueue queue = ReviewQueue.inMemory();

    @Test
    void whatAPersonShouldLookAtIsInTheQueueBeforeTheCallerGetsIt() {
        CompletableFuture<AnalysisResult> future = analyze(Sample.TICKET);

        model.call(0).complete(Sample.result("model", CRITICAL));

        Review review = queue.list(ReviewQuery.pending().build()).reviews().get(0);
        assertThat(review.ticket()).isEqualTo(Sample.TICKET);
        assertThat(review.result().reviewReasons())
                .hasToString("[ReviewReason[kind=CRITICAL_URGENCY," + " detail=urgency is critical]]");
        assertThat(future.join().reviewReasons()).isEqualTo(review.result().reviewReasons());
        assertThat(future.join().provenance().steps()).hasToString("[review: queued as " + review.id() + "]");
    }

    @Test
    void whatNobodyNeedsToSeeIsNotQueued() {
        CompletableFuture<AnalysisResult> future = analyze(Sample.TICKET);

        model.call(0).complete(Sample.result("model"));

        assertThat(future.join().needsReview()).isFalse();
        assertThat(queue.counts()).containsEntry(ReviewState.PENDING, 0L);
    }

    @Test
    void theSameTicketAnalysedAgainIsStillOneReviewAndKeepsItsDecision() {
        analyze(Sample.TICKET);
        model.call(0).complete(Sample.result("model", CRITICAL));
        Review review = queue.list(ReviewQuery.pending().build()).reviews().get(0);
        queue.decide(review.id(), review.version(), ReviewDecision.approve("ana"));

        CompletableFuture<AnalysisResult> again = analyze(Sample.TICKET);
        model.call(1).complete(Sample.result("model", CRITICAL));

        assertThat(queue.counts()).containsEntry(ReviewState.PENDING, 0L).containsEntry(ReviewState.APPROVED, 1L);
        assertThat(again.join().provenance().steps()).hasToString("[review: approved before as " + review.id() + "]");
    }

    @Test
    void aQueueThatFailsCostsTheQueueingAndNotTheResult() {
        CompletableFuture<AnalysisResult> future = Analyzers.reviewing(
                        model, ReviewPolicy.standard(), new BrokenQueue())
                .analyzeAsync(Sample.TICKET);

        model.call(0).complete(Sample.result("model", CRITICAL));

        assertThat(future.join().needsReview()).isTrue();
        assertThat(future.join().provenance().steps()).hasToString("[review: not queued: IllegalStateException]");
    }

    @Test
    void waitingForTheQueueIsLeftToTheExecutor() {
        Queue<Runnable> tasks = new ArrayDeque<>();
        CompletableFuture<AnalysisResult> future = Analyzers.reviewing(
                        model, ReviewPolicy.standard(), queue, tasks::add)
                .analyzeAsync(Sample.TICKET);

        model.call(0).complete(Sample.result("model", CRITICAL));

        assertThat(future).isNotDone();
        tasks.remove().run();
        assertThat(future).isCompleted();
    }

    @Test
    void anExecutorThatIsClosedLosesNoReview() {
        CompletableFuture<AnalysisResult> future = Analyzers.reviewing(model, ReviewPolicy.standard(), queue, task -> {
                    throw new RejectedExecutionException("closed");
                })
                .analyzeAsync(Sample.TICKET);

        model.call(0).complete(Sample.result("model", CRITICAL));

        assertThat(future.join().needsReview()).isTrue();
        assertThat(queue.counts()).containsEntry(ReviewState.PENDING, 1L);
    }

    @Test
    void failuresAndCancellationsPassThrough() {
        CompletableFuture<AnalysisResult> failing = analyze(Sample.TICKET);
        model.call(0).completeExceptionally(Sample.badKey());
        assertThat(failing).isCompletedExceptionally();

        analyze(Sample.TICKET).cancel(true);
        assertThat(model.call(1)).isCancelled();
        assertThat(Analyzers.reviewing(model, ReviewPolicy.standard(), queue)).hasToString("Reviewing(Model)");
    }

    private CompletableFuture<AnalysisResult> analyze(Ticket ticket) {
        return Analyzers.reviewing(model, ReviewPolicy.standard(), queue).analyzeAsync(ticket);
    }

    /** A database that is gone. */
    private static final class BrokenQueue extends ForwardingQueue {
        BrokenQueue() {
            super(ReviewQueue.inMemory(FeedbackLog.inMemory()));
        }

        @Override
        public Review submit(Ticket ticket, AnalysisResult result) {
            throw new IllegalStateException("no database");
        }
    }
}
