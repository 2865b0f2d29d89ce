package io.github.supportops.copilot.app.service;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Deletes finished jobs that were kept long enough: once at the start and then every hour. It has a thread of its own,
 * because deleting many files must not hold up the deadlines of requests.
 */
final class JobSweeper implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(JobSweeper.class);

    private final Jobs jobs;
    private final Duration kept;
    private final Supplier<Instant> clock;
    private final ScheduledThreadPoolExecutor timer;

    JobSweeper(Jobs jobs, Duration kept, Supplier<Instant> clock) {
        this.jobs = jobs;
        this.kept = kept;
        this.clock = clock;
        this.timer = new ScheduledThreadPoolExecutor(1, task -> {
            Thread thread = new Thread(task, "copilot-sweeper");
            thread.setDaemon(true);
            return thread;
        });
    }

    /** Sweeps now and then every hour until it is closed. */
    void start() {
        timer.scheduleWithFixedDelay(this::sweepAndGoOn, 0, 1, TimeUnit.HOURS);
    }

    /** Deletes what is too old at this moment. */
    void sweep() {
        jobs.deleteBefore(limit());
    }

    private Instant limit() {
        try {
            return clock.get().minus(kept);
        } catch (ArithmeticException | DateTimeException longerThanTimeItself) {
            return Instant.MIN;
        }
    }

    /** An exception would end the schedule for good. */
    private void sweepAndGoOn() {
        try {
            sweep();
        } catch (RuntimeException failed) {
            LOG.error("Old jobs cannot be deleted; the next attempt is in an hour", failed);
        }
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
