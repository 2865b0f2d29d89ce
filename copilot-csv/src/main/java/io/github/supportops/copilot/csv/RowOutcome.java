package io.github.supportops.copilot.csv;

import io.github.supportops.copilot.AnalysisException;
import io.github.supportops.copilot.AnalysisResult;
import io.github.supportops.copilot.FailureKind;
import io.github.supportops.copilot.TokenUsage;
import io.github.supportops.copilot.batch.TicketOutcome;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What became of a row, as the journal remembers it: either a result, or the kind and message of a failure.
 *
 * @param result null for a failure
 * @param errorKind null for a result
 * @param error null for a result
 * @param calls calls made for it; a part of one where several tickets shared it
 * @param usage tokens and cost of those calls
 */
record RowOutcome(
        @Nullable AnalysisResult result,
        @Nullable FailureKind errorKind,
        @Nullable String error,
        double calls,
        TokenUsage usage) {

    static RowOutcome of(TicketOutcome outcome) {
        return outcome.result()
                .map(RowOutcome::success)
                .orElseGet(() -> failure(outcome.failure().orElseThrow()));
    }

    static RowOutcome success(AnalysisResult result) {
        return new RowOutcome(
                result,
                null,
                null,
                result.provenance().calls(),
                result.provenance().usage());
    }

    private static RowOutcome failure(AnalysisException failure) {
        String message = Objects.requireNonNullElse(failure.getMessage(), "");
        return new RowOutcome(null, failure.kind(), message, failure.calls(), failure.usage());
    }

    boolean isSuccess() {
        return result != null;
    }

    @Override
    public String toString() {
        return "RowOutcome[" + (errorKind == null ? "success" : errorKind.wireName()) + ", calls=" + calls + "]";
    }
}
