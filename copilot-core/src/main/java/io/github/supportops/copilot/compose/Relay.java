package io.github.supportops.copilot.compose;

import io.github.supportops.copilot.AnalysisResult;
import io.github.supportops.copilot.Ticket;
import io.github.supportops.copilot.TicketAnalyzer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;

/**
 * The future a wrapper hands out. Whatever ends it, cancelling above all, also ends the calls it follows: plain stages of
 * a {@link CompletableFuture} would leave them running and billed. What comes next runs on the thread that ended the call,
 * never on a shared pool.
 */
final class Relay extends CompletableFuture<AnalysisResult> {

    /** Starts a call unless this future is over, and goes on with what it brings. */
    void follow(
            TicketAnalyzer analyzer, Ticket ticket, Consumer<AnalysisResult> onResult, Consumer<Throwable> onFailure) {
        if (isDone()) {
            return;
        }
        CompletableFuture<AnalysisResult> call = started(analyzer, ticket);
        endWithThis(call);
        call.whenComplete((result, failure) -> guarded(() -> {
            if (failure == null) {
                onResult.accept(result);
            } else {
                onFailure.accept(cause(failure));
            }
        }));
    }

    /** Cancels the call when this future ends first; does nothing to a call that is over. */
    void endWithThis(CompletableFuture<AnalysisResult> call) {
        whenComplete((result, failure) -> call.cancel(true));
    }

    /** Fails the way the call failed. */
    void fail(Throwable failure) {
        completeExceptionally(failure);
    }

    /** An analyzer that throws instead of returning a failed future is treated as if it had returned one. */
    static CompletableFuture<AnalysisResult> started(TicketAnalyzer analyzer, Ticket ticket) {
        try {
            return analyzer.analyzeAsync(ticket);
        } catch (RuntimeException thrown) {
            return CompletableFuture.failedFuture(thrown);
        }
    }

    static Throwable cause(Throwable failure) {
        return failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
    }

    /** A mistake in what follows must end the analysis, not leave its caller waiting for ever. */
    void guarded(Runnable next) {
        try {
            next.run();
        } catch (RuntimeException | Error thrown) {
            completeExceptionally(thrown);
        }
    }
}
