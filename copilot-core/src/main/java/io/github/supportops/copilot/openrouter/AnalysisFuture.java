package io.github.supportops.copilot.openrouter;

import io.github.supportops.copilot.AnalysisResult;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** The result to come; cancelling it ends the run and closes the connection. */
final class AnalysisFuture extends CompletableFuture<AnalysisResult> {
    private volatile @Nullable AnalysisRun run;

    void belongsTo(AnalysisRun owner) {
        this.run = owner;
    }

    @Override
    public boolean cancel(boolean mayInterruptIfRunning) {
        AnalysisRun running = run;
        if (running != null && !isDone()) {
            running.cancelled();
        }
        return super.cancel(mayInterruptIfRunning);
    }

    /** What is derived from this future is an ordinary future. */
    @Override
    public <U> CompletableFuture<U> newIncompleteFuture() {
        return new CompletableFuture<>();
    }
}
