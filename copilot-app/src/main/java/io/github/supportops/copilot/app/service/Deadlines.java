package io.github.supportops.copilot.app.service;

import io.github.supportops.copilot.AnalysisResult;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Ends analyses that take longer than a request may. One thread waits for all of them. */
final class Deadlines implements AutoCloseable {
    private final ScheduledThreadPoolExecutor timer;
    private final Duration limit;

    Deadlines(Duration limit) {
        this.limit = limit;
        this.timer = new ScheduledThreadPoolExecutor(1, task -> {
            Thread thread = new Thread(task, "copilot-deadlines");
            thread.setDaemon(true);
            return thread;
        });
        // Nearly every deadline is cancelled, and must not lie in the queue until its time.
        timer.setRemoveOnCancelPolicy(true);
    }

    /** {@return the same analysis, failing with a problem and cancelled when its time is up} */
    CompletableFuture<AnalysisResult> watch(CompletableFuture<AnalysisResult> analysis) {
        CompletableFuture<AnalysisResult> watched = new CompletableFuture<>();
        Future<?> alarm = timer.schedule(() -> expire(analysis, watched), limit.toMillis(), TimeUnit.MILLISECONDS);
        analysis.whenComplete((result, failure) -> {
            alarm.cancel(false);
            if (failure == null) {
                watched.complete(result);
            } else {
                watched.completeExceptionally(failure);
            }
        });
        return watched;
    }

    private void expire(CompletableFuture<AnalysisResult> analysis, CompletableFuture<AnalysisResult> watched) {
        watched.completeExceptionally(new ProblemException(
                ProblemType.DEADLINE, "The analysis took longer than " + limit.toMillis() + " ms and was cancelled"));
        analysis.cancel(true);
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
