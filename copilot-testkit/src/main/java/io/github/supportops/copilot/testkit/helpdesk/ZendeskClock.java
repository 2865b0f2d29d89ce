package io.github.supportops.copilot.testkit.helpdesk;

import java.time.Duration;
import java.time.Instant;

/** A fake Zendesk's time: runs as fast as its so-called minute is short, and gives every change a second of its own. */
final class ZendeskClock {
    private static final long MINUTE_MILLIS = 60_000;

    private final long startMillis = System.currentTimeMillis();
    private final long startNanos = System.nanoTime();
    private final double speed;
    private long jumpMillis;
    private long lastStamp;

    ZendeskClock(Duration minute) {
        this.speed = (double) MINUTE_MILLIS / minute.toMillis();
    }

    /** The time in seconds. */
    long now() {
        double elapsedMillis = (System.nanoTime() - startNanos) / 1e6;
        return (startMillis + jumpMillis + (long) (elapsedMillis * speed)) / 1000;
    }

    /** The time of a change, later than every one before by at least a second. */
    long stamp() {
        lastStamp = Math.max(lastStamp + 1, now());
        long ahead = lastStamp - now();
        if (ahead > 0) {
            jumpMillis += ahead * 1000;
        }
        return lastStamp;
    }

    void minutePasses() {
        jumpMillis += MINUTE_MILLIS + 1000;
    }

    static String text(long seconds) {
        return Instant.ofEpochSecond(seconds).toString();
    }
}
