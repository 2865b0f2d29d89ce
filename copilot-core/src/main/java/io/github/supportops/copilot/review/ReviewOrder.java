package io.github.supportops.copilot.review;

import io.github.supportops.copilot.Urgency;
import java.util.Locale;

/** In which order reviews are listed; between equals the one that waits longest comes first. */
public enum ReviewOrder {
    /** The one that waits longest first. */
    OLDEST_FIRST,

    /** The newest first. */
    NEWEST_FIRST,

    /** The highest urgency first, as the analyzer saw it. */
    MOST_URGENT_FIRST,

    /** The lowest confidence of any field first; results without measured confidence last. */
    LEAST_SURE_FIRST;

    private static final long UNMEASURED = 1_000_001;

    /** {@return the name used in JSON and URLs, in lower_snake_case} */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * Reads a name as written by {@link #wireName()}.
     *
     * @throws IllegalArgumentException if it is none of the allowed names, which the message lists
     */
    public static ReviewOrder of(String wireName) {
        return ReviewNames.read(ReviewOrder.class, "order", wireName);
    }

    /**
     * {@return what this order sorts by before it looks at the time, the smallest first; for implementations of {@link
     * ReviewQueue}}
     *
     * @param review which one
     */
    public long rank(Review review) {
        return switch (this) {
            case OLDEST_FIRST, NEWEST_FIRST -> 0;
            case MOST_URGENT_FIRST -> urgencyRank(review.result().analysis().urgency());
            case LEAST_SURE_FIRST -> {
                var lowest = review.result().confidence().lowest();
                yield lowest.isPresent() ? Math.round(lowest.getAsDouble() * 1_000_000) : UNMEASURED;
            }
        };
    }

    private static long urgencyRank(Urgency urgency) {
        return switch (urgency) {
            case CRITICAL -> 0;
            case HIGH -> 1;
            case MEDIUM -> 2;
            case LOW -> 3;
        };
    }
}
