package io.github.supportops.copilot.openrouter;

import io.github.supportops.copilot.AnalysisResult;
import java.util.concurrent.CompletableFuture;

/** A result to come. What is derived from it is an ordinary future, so that cancelling that cancels no call. */
final class AnalysisFuture extends CompletableFuture<AnalysisResult> {
    private volatile Runnable onCancel = () -> {};

    /** Sets what ends the work when this future is cancelled, before it counts as cancelled. */
    void onCancel(Runnable ending) {
        this.onCancel = ending;
    }

    @Override
    public boolean cancel(boolean mayInterruptIfRunning) {
        if (!isDone()) {
            onCancel.run();
        }
        return super.cancel(mayInterruptIfRunning);
    }

    @Override
    public <U> CompletableFuture<U> newIncompleteFuture() {
        return new CompletableFuture<>();
    }
}
