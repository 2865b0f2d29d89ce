package io.github.supportops.copilot.review;

/** A queue or log is full, or a ticket is larger than it keeps. Nothing was written; the message says how to go on. */
public final class ReviewLimitException extends ReviewException {
    private static final long serialVersionUID = 1L;

    /** Creates it. */
    public ReviewLimitException(String message) {
        super(message);
    }
}
