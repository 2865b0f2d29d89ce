package io.github.supportops.copilot.helpdesk;

import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * A help desk did not do what was asked. There is one subtype for each decision a caller makes: try later ({@link
 * HelpdeskUnavailableException}), fix the setup ({@link HelpdeskSetupException}), leave this ticket alone ({@link
 * HelpdeskRefusedException}). Messages hold no ticket text, no note and no secret.
 */
public abstract sealed class HelpdeskException extends RuntimeException
        permits HelpdeskUnavailableException, HelpdeskSetupException, HelpdeskRefusedException {
    private static final long serialVersionUID = 1L;

    private final @Nullable Integer status;

    HelpdeskException(String message, @Nullable Integer status, @Nullable Throwable cause) {
        super(message, cause);
        this.status = status;
    }

    /** {@return the HTTP status, absent when there was no reply} */
    public OptionalInt status() {
        return status == null ? OptionalInt.empty() : OptionalInt.of(status);
    }
}
