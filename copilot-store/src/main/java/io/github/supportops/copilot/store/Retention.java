package io.github.supportops.copilot.store;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;

/**
 * How long a store keeps things. Pending reviews are kept whatever their age: nobody has looked at them yet.
 *
 * @param decidedReviews for how long after its decision a review is kept
 * @param feedback for how long after the decision its feedback is kept
 * @param cachedResults for how long a cached result is kept
 */
public record Retention(Duration decidedReviews, Duration feedback, Duration cachedResults) {
    /** Checks the times. @throws IllegalArgumentException if one is negative */
    public Retention {
        requireNotNegative(decidedReviews, "decidedReviews");
        requireNotNegative(feedback, "feedback");
        requireNotNegative(cachedResults, "cachedResults");
    }

    /** {@return the same time for everything} */
    public static Retention of(Duration everything) {
        return new Retention(everything, everything, everything);
    }

    static long limit(Instant now, Duration kept) {
        try {
            return now.minus(kept).toEpochMilli();
        } catch (ArithmeticException | DateTimeException longerThanTimeItself) {
            return Long.MIN_VALUE;
        }
    }

    private static void requireNotNegative(Duration time, String name) {
        if (time.isNegative()) {
            throw new IllegalArgumentException(name + " must not be negative: " + time);
        }
    }
}
