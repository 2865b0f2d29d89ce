package io.github.supportops.copilot.helpdesk.internal;

import java.time.Duration;
import java.time.Instant;

/** All that this module knows of time, so that a test can move it by hand. Thread-safe. */
public interface Time {

    /** {@return the time of day} */
    Instant now();

    /** {@return a time for measuring spans, in nanoseconds} */
    long nanoTime();

    /** Waits. @throws InterruptedException if the thread is interrupted, also before */
    void sleep(Duration duration) throws InterruptedException;

    /** {@return the machine's clock} */
    static Time system() {
        return SystemTime.INSTANCE;
    }
}
