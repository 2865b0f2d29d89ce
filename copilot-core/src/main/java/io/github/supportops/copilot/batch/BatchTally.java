package io.github.supportops.copilot.batch;

import io.github.supportops.copilot.AnalysisException;
import io.github.supportops.copilot.AnalysisResult;
import io.github.supportops.copilot.TokenUsage;
import java.time.Duration;

/** Counts what a run has done so far. Used by the run's thread alone. */
final class BatchTally {
    private long succeeded;
    private long failed;
    private long reused;
    /** With parts of calls that several tickets share; what a double loses over a billion calls is no call. */
    private double calls;

    private TokenUsage usage = TokenUsage.none();

    /** Counts an outcome that was handed over. */
    void handedOver(TicketOutcome outcome) {
        if (outcome.isSuccess()) {
            succeeded++;
        } else {
            failed++;
        }
        if (outcome.isReused()) {
            reused++;
        }
    }

    /** Counts the calls of an analysis as soon as it ends, since they are paid whatever becomes of the outcome. */
    void paid(AnalysisResult result) {
        calls += result.provenance().calls();
        usage = usage.plus(result.provenance().usage());
    }

    /** Counts the calls of an analysis that failed. */
    void paid(AnalysisException failure) {
        calls += failure.calls();
        usage = usage.plus(failure.usage());
    }

    BatchProgress progress(int inFlight, int concurrency, Duration elapsed) {
        return new BatchProgress(succeeded, failed, reused, inFlight, concurrency, Math.round(calls), usage, elapsed);
    }
}
