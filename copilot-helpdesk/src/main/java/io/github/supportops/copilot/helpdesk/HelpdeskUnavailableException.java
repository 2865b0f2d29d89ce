package io.github.supportops.copilot.helpdesk;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The help desk could not be reached, is down, or allows no more calls for now. The same call may work later. */
public final class HelpdeskUnavailableException extends HelpdeskException {
    private static final long serialVersionUID = 1L;

    private final @Nullable Duration retryAfter;
    private final boolean mayHaveHappened;

    /**
     * Creates it.
     *
     * @param message what happened and where, without ticket text
     * @param status the HTTP status, or null
     * @param retryAfter how long the help desk asks to wait, or null
     * @param mayHaveHappened whether the request may have taken effect although its reply was not seen
     */
    public HelpdeskUnavailableException(
            String message,
            @Nullable Integer status,
            @Nullable Duration retryAfter,
            boolean mayHaveHappened,
            @Nullable Throwable cause) {
        super(message, status, cause);
        this.retryAfter = retryAfter;
        this.mayHaveHappened = mayHaveHappened;
    }

    /** {@return how long to wait at least} */
    public Optional<Duration> retryAfter() {
        return Optional.ofNullable(retryAfter);
    }

    /** {@return whether the request may have taken effect; if so, read before trying again} */
    public boolean mayHaveHappened() {
        return mayHaveHappened;
    }
}
