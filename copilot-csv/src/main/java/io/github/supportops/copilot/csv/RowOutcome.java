package io.github.supportops.copilot.csv;

import io.github.supportops.copilot.AnalysisResult;
import io.github.supportops.copilot.FailureKind;
import io.github.supportops.copilot.batch.TicketOutcome;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What became of a row, as the journal remembers it: either a result, or the kind and message of a failure.
 *
 * @param result null for a failure
 * @param errorKind null for a result
 * @param error null for a result
 */
record RowOutcome(
        @Nullable AnalysisResult result,
        @Nullable FailureKind errorKind,
        @Nullable String error) {

    static RowOutcome of(TicketOutcome outcome) {
        return outcome.result()
                .map(RowOutcome::success)
                .orElseGet(() -> outcome.failure()
                        .map(failure -> failure(failure.kind(), Objects.requireNonNullElse(failure.getMessage(), "")))
                        .orElseThrow());
    }

    static RowOutcome success(AnalysisResult result) {
        return new RowOutcome(result, null, null);
    }

    static RowOutcome failure(FailureKind kind, String message) {
        return new RowOutcome(null, kind, message);
    }

    boolean isSuccess() {
        return result != null;
    }
}
