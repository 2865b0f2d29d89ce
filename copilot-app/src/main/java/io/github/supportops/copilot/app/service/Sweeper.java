package io.github.supportops.copilot.app.service;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Deletes what was kept long enough: once at the start and then every hour. It has a thread of its own, because deleting
 * many files must not hold up the deadlines of requests.
 */
final class Sweeper implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Sweeper.class);

    private final List<Rule> rules;
    private final Supplier<Instant> clock;
    private final ScheduledThreadPoolExecutor timer;

    Sweeper(List<Rule> rules, Supplier<Instant> clock) {
        this.rules = List.copyOf(rules);
        this.clock = clock;
        this.timer = new ScheduledThreadPoolExecutor(1, task -> {
            Thread thread = new Thread(task, "copilot-sweeper");
            thread.setDaemon(true);
            return thread;
        });
    }

    /**
     * What is deleted at which age.
     *
     * @param what its name in the log
     * @param kept how long it is kept
     * @param delete deletes what is older than a moment
     */
    record Rule(String what, Duration kept, Consumer<Instant> delete) {}

    /** Sweeps now and then every hour until it is closed. */
    void start() {
        timer.scheduleWithFixedDelay(this::sweep, 0, 1, TimeUnit.HOURS);
    }

    /** Deletes what is too old at this moment. What fails is tried again an hour later, and holds up nothing else. */
    void sweep() {
        for (Rule rule : rules) {
            try {
                rule.delete().accept(limit(rule));
            } catch (RuntimeException failed) {
                LOG.error("Old {} cannot be deleted; the next attempt is in an hour", rule.what(), failed);
            }
        }
    }

    private Instant limit(Rule rule) {
        try {
            return clock.get().minus(rule.kept());
        } catch (ArithmeticException | DateTimeException longerThanTimeItself) {
            return Instant.MIN;
        }
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
