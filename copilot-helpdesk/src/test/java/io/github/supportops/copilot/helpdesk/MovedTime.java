package io.github.supportops.copilot.helpdesk;

import io.github.supportops.copilot.helpdesk.internal.Time;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Time that passes only when somebody waits. Thread-safe. */
public final class MovedTime implements Time {
    private final List<Duration> sleeps = new ArrayList<>();
    private Instant now;

    /** Creates it at a time of day. */
    public MovedTime(Instant start) {
        this.now = start;
    }

    @Override
    public synchronized Instant now() {
        return now;
    }

    @Override
    public synchronized long nanoTime() {
        return Duration.between(Instant.EPOCH, now).toNanos();
    }

    @Override
    public synchronized void sleep(Duration duration) throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        sleeps.add(duration);
        now = now.plus(duration);
    }

    /** Lets time pass. */
    public synchronized void pass(Duration duration) {
        now = now.plus(duration);
    }

    /** {@return every wait, in order} */
    public synchronized List<Duration> sleeps() {
        return List.copyOf(sleeps);
    }
}
