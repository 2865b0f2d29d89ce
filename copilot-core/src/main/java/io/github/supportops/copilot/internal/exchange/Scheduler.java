package io.github.supportops.copilot.internal.exchange;

import java.time.Duration;
import java.time.Instant;

/** All that this library knows of time, so that a test can move it by hand. */
public interface Scheduler extends AutoCloseable {

    /** {@return a time for measuring spans, in nanoseconds; its origin means nothing} */
    long nanoTime();

    /** {@return the time of day, for dates that servers send} */
    Instant now();

    /** Runs a short task once after a delay, unless it is cancelled before. */
    Cancellable schedule(Duration delay, Runnable task);

    /** Drops what is still to come. */
    @Override
    void close();

    /** Something that can be called off. */
    @FunctionalInterface
    interface Cancellable {
        /** Calls it off; does nothing when it has run or was cancelled. */
        void cancel();
    }
}
