package io.github.supportops.copilot;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Try later: the provider is down, slow, overloaded or limits the rate, and the retries did not get through in time. */
public final class ProviderUnavailableException extends AnalysisException {
    private static final long serialVersionUID = 1L;

    private final @Nullable Duration retryAfter;

    /** Creates it; null for what is unknown. */
    public ProviderUnavailableException(
            FailureKind kind,
            String message,
            @Nullable Integer status,
            @Nullable Duration retryAfter,
            List<Attempt> attempts,
            @Nullable Throwable cause) {
        super(kind, message, status, attempts, cause);
        this.retryAfter = retryAfter;
    }

    /** {@return how long the provider asked to wait, where it did; not capped} */
    public Optional<Duration> retryAfter() {
        return Optional.ofNullable(retryAfter);
    }
}
