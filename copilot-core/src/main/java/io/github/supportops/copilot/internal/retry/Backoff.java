package io.github.supportops.copilot.internal.retry;

import java.time.Duration;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Full jitter: a random wait between zero and a bound that doubles with each retry. What a server asked to wait comes on
 * top, so that nobody is earlier than allowed and a crowd still spreads out. Source: M. Brooker, "Exponential Backoff And
 * Jitter", AWS Architecture Blog, 2015.
 */
public final class Backoff {
    private static final Duration BASE = Duration.ofMillis(500);
    private static final Duration THROTTLED_BASE = Duration.ofSeconds(1);
    private static final Duration CAP = Duration.ofSeconds(20);

    private final DoubleSupplier random;

    /** Creates it with a source of numbers from 0 to 1. */
    public Backoff(DoubleSupplier random) {
        this.random = random;
    }

    /**
     * How long to wait.
     *
     * @param retry which retry this is, starting with 1
     * @param throttled whether the server said "too many"
     * @param retryAfter what the server asked to wait, or null
     */
    public Duration delay(int retry, boolean throttled, @Nullable Duration retryAfter) {
        long base = (throttled ? THROTTLED_BASE : BASE).toNanos();
        long bound = Math.min(CAP.toNanos(), base << Math.min(retry - 1, 20));
        Duration jitter = Duration.ofNanos((long) (random.getAsDouble() * bound));
        return retryAfter == null ? jitter : retryAfter.plus(jitter);
    }
}
