package io.github.supportops.copilot.app.service;

import java.time.Duration;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Measures one body while it arrives: how much of it there is, and whether it comes fast enough. Large files may take as long
 * as an ordinary line needs for them; a byte now and then may not.
 */
final class BodyMeter {
    private static final long LEAST_BYTES_A_SECOND = 32_768;

    private final long mostBytes;
    private final Duration grace;
    private final LongSupplier nanoTime;
    private final long start;
    private long total;

    /** @param grace how long it may take in any case; beyond that it must have come at 32 KiB a second */
    BodyMeter(long mostBytes, Duration grace, LongSupplier nanoTime) {
        this.mostBytes = mostBytes;
        this.grace = grace;
        this.nanoTime = nanoTime;
        this.start = nanoTime.getAsLong();
    }

    /** @throws ProblemException if that makes it too long, or it took too long to come so far */
    void add(int bytes) {
        total += bytes;
        if (total > mostBytes) {
            throw tooLarge(mostBytes);
        }
        long allowed = grace.toNanos() + total * 1_000_000_000L / LEAST_BYTES_A_SECOND;
        if (nanoTime.getAsLong() - start > allowed) {
            throw tooSlow(null);
        }
    }

    static ProblemException tooLarge(long mostBytes) {
        return new ProblemException(ProblemType.TOO_LARGE, "The body may have " + mostBytes + " bytes at most")
                .header("Connection", "close");
    }

    ProblemException tooSlow(@Nullable Throwable cause) {
        return new ProblemException(
                        ProblemType.REQUEST_TIMEOUT,
                        "The body must arrive without a pause, and after " + grace.toSeconds() + " seconds at "
                                + LEAST_BYTES_A_SECOND + " bytes a second",
                        cause)
                .header("Connection", "close");
    }
}
