package io.github.supportops.copilot.review;

import io.github.supportops.copilot.internal.text.SafeText;

/** There is no review with this id: it never existed, was erased, or was deleted because of its age. */
public final class UnknownReviewException extends ReviewException {
    private static final long serialVersionUID = 1L;

    /** Creates it. */
    public UnknownReviewException(String reviewId) {
        super("There is no review " + SafeText.printable(reviewId)
                + "; it may have been erased, so list the reviews again");
    }
}
