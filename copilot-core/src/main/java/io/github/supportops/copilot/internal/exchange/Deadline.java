package io.github.supportops.copilot.internal.exchange;

import java.time.Duration;

/** The moment by which an analysis has to be over. */
public final class Deadline {
    private final Scheduler scheduler;
    private final long startedAt;
    private final long limitNanos;

    private Deadline(Scheduler scheduler, Duration limit) {
        this.scheduler = scheduler;
        this.startedAt = scheduler.nanoTime();
        this.limitNanos = limit.toNanos();
    }

    /** {@return a deadline that starts to run now} */
    public static Deadline in(Duration limit, Scheduler scheduler) {
        return new Deadline(scheduler, limit);
    }

    /** {@return what is left, never negative} */
    public Duration remaining() {
        return Duration.ofNanos(Math.max(0, limitNanos - elapsedNanos()));
    }

    /** {@return how long it has been running} */
    public Duration elapsed() {
        return Duration.ofNanos(elapsedNanos());
    }

    /** {@return whether nothing is left} */
    public boolean isOver() {
        return elapsedNanos() >= limitNanos;
    }

    private long elapsedNanos() {
        return scheduler.nanoTime() - startedAt;
    }
}
