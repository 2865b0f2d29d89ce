package io.github.supportops.copilot.helpdesk.internal;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/**
 * Keeps the calls of one account below its limits: each class of calls (all of them, updates, lists…) has a rate of its
 * own, and what the server says overrules what was configured. Calls are spread evenly instead of sent in bursts, because a
 * burst at the edge of the server's minute would count twice. Thread-safe.
 */
public final class Pacer {
    private final Time time;
    private final Map<String, Lane> lanes = new HashMap<>();

    /** Creates it without limits; {@link #limit} adds them. */
    public Pacer(Time time) {
        this.time = Objects.requireNonNull(time, "time");
    }

    /**
     * Sets the rate of a class of calls.
     *
     * @param name the class
     * @param perMinute calls a minute; may be a fraction
     */
    public synchronized Pacer limit(String name, double perMinute) {
        if (!(perMinute > 0)) {
            throw new IllegalArgumentException("Calls a minute must be more than 0: " + perMinute);
        }
        Lane lane = lane(name);
        lane.spacingNanos = (long) (60e9 / perMinute);
        return this;
    }

    /**
     * Waits until a call of these classes may start.
     *
     * @param names every class the call counts for
     */
    public void acquire(Iterable<String> names) throws InterruptedException {
        long wait = reserve(names);
        if (wait > 0) {
            time.sleep(Duration.ofNanos(wait));
        }
    }

    /** The call starts when the slowest of its classes allows it, and takes its place in all of them. */
    private synchronized long reserve(Iterable<String> names) {
        long now = time.nanoTime();
        long start = now;
        for (String name : names) {
            start = Math.max(start, lane(name).next(now));
        }
        for (String name : names) {
            lane(name).take(start);
        }
        return start - now;
    }

    /** Lets no call of a class start for a while, because the server said so. */
    public synchronized void pause(String name, Duration duration) {
        Lane lane = lane(name);
        long until = time.nanoTime() + duration.toNanos();
        lane.nextNanos = lane.used ? Math.max(lane.nextNanos, until) : until;
        lane.used = true;
    }

    /** Charges a class for more than the one call it was asked for, as systems with credits do. */
    public synchronized void charge(String name, int furtherCalls) {
        Lane lane = lane(name);
        if (furtherCalls > 0 && lane.used) {
            lane.nextNanos += furtherCalls * lane.spacingNanos;
        }
    }

    private Lane lane(String name) {
        return lanes.computeIfAbsent(name, unknown -> new Lane());
    }

    /** When the next call of a class may start. */
    private static final class Lane {
        private long spacingNanos;
        private long nextNanos;
        private boolean used;

        long next(long now) {
            return used && nextNanos - now > 0 ? nextNanos : now;
        }

        void take(long start) {
            nextNanos = start + spacingNanos;
            used = true;
        }
    }
}
