package io.github.supportops.copilot.batch;

import io.github.supportops.copilot.AnalysisException;
import io.github.supportops.copilot.FailureKind;
import io.github.supportops.copilot.ProviderUnavailableException;
import java.util.List;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/** Makes a ticket's failure of whatever an analyzer's future ended with. */
final class BrokenContract {
    private BrokenContract() {}

    /** An analyzer that breaks its contract costs the one ticket, not the run; an {@link Error} is nobody's to hide. */
    static AnalysisException asFailure(@Nullable Throwable error) {
        Throwable cause = error instanceof CompletionException && error.getCause() != null ? error.getCause() : error;
        if (cause instanceof Error fatal) {
            throw fatal;
        }
        if (cause instanceof AnalysisException failure) {
            return failure;
        }
        String what =
                cause == null ? "null instead of a result" : cause.getClass().getName();
        return new ProviderUnavailableException(
                FailureKind.PROVIDER_ERROR,
                "The analyzer broke its contract: its future ended with " + what
                        + ". The cause is attached; report it to the analyzer's author",
                null,
                null,
                List.of(),
                cause);
    }
}
