package io.github.supportops.copilot.internal.exchange;

import java.io.IOException;

/** A reply was longer than allowed and was cut off. */
public final class BodyTooLargeException extends IOException {
    private static final long serialVersionUID = 1L;

    /** Creates it for the limit that was passed. */
    public BodyTooLargeException(int maxBytes) {
        super("The reply is longer than " + maxBytes + " bytes");
    }
}
