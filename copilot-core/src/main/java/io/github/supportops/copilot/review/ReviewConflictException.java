package io.github.supportops.copilot.review;

/**
 * Somebody else was faster: the review has changed since the version that was looked at. Nothing was written. Show {@link
 * #current()} and let the person decide again, if there is still something to decide.
 */
public final class ReviewConflictException extends ReviewException {
    private static final long serialVersionUID = 1L;

    private final transient Review current;

    /** Creates it. */
    public ReviewConflictException(Review current, long seen) {
        super("Review " + current.id() + " is " + current.state().wireName() + " at version " + current.version()
                + ", and the decision was about version " + seen + "; read it again before deciding");
        this.current = current;
    }

    /** {@return the review as it is now} */
    public Review current() {
        return current;
    }
}
