package io.github.supportops.copilot.helpdesk;

import java.util.Objects;

/** A webhook call that is not acted upon. The message may be shown to the caller: it says nothing about the secret. */
public final class WebhookRefusedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Reason reason;

    /** Why a call is refused. */
    public enum Reason {
        /** No secret is configured, so nothing can be proven. */
        NOT_CONFIGURED,
        /** Signature or secret are missing or wrong. */
        NOT_AUTHENTIC,
        /** Signed too long ago, or in the future. */
        OUT_OF_TIME,
        /** Authentic, but not in a form that says which ticket it is about. */
        UNREADABLE,
        /** Larger than {@link WebhookRequest#MOST_BYTES}. */
        TOO_LARGE
    }

    /** Creates it. */
    public WebhookRefusedException(Reason reason, String message) {
        super(message);
        this.reason = Objects.requireNonNull(reason, "reason");
    }

    /** {@return why} */
    public Reason reason() {
        return reason;
    }
}
