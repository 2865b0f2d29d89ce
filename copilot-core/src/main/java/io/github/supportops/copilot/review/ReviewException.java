package io.github.supportops.copilot.review;

/** A review that could not be put up or decided. Messages hold no ticket text and no reply. */
public abstract class ReviewException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    ReviewException(String message) {
        super(message);
    }
}
