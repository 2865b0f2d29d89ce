package io.github.supportops.copilot.helpdesk.internal;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Keeps the calls of one account below its limits: each class of calls (all of them, updates, lists…) has a rate of its
 * own, and what the server says overrules what was configured. Calls are spread evenly instead of sent in bursts, because a
 * burst at the edge of the server's minute would count twice. Thread-safe.
 */
public final class Pacer {
    private static final Duration LONGEST_PAUSE = Duration.ofDays(1);

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
     * @param longestWait how long it may take
     * @return empty once the call may start; otherwise how long it would have to wait, and then it takes no place
     */
    public Optional<Duration> acquire(Iterable<String> names, Duration longestWait) throws InterruptedException {
        long wait = reserve(names, longestWait.toNanos());
        while (wait > 0 && wait <= longestWait.toNanos()) {
            time.sleep(Duration.ofNanos(wait));
            // Who slept when the server asked for a pause takes a new place behind its end.
            wait = isPaused(names) ? reserve(names, longestWait.toNanos()) : 0;
        }
        return wait > 0 ? Optional.of(Duration.ofNanos(wait)) : Optional.empty();
    }

    /** The call starts when the slowest of its classes allows it, and takes its place in all of them. */
    private synchronized long reserve(Iterable<String> names, long longest) {
        long now = time.nanoTime();
        long start = now;
        for (String name : names) {
            start = Math.max(start, lane(name).next(now));
        }
        if (start - now <= longest) {
            for (String name : names) {
                lane(name).take(start);
            }
        }
        return start - now;
    }

    private synchronized boolean isPaused(Iterable<String> names) {
        long now = time.nanoTime();
        for (String name : names) {
            if (lane(name).isPaused(now)) {
                return true;
            }
        }
        return false;
    }

    /** Lets no call of a class start for a while, at most a day, because the server said so. */
    public synchronized void pause(String name, Duration duration) {
        Duration bounded = duration.compareTo(LONGEST_PAUSE) < 0 ? duration : LONGEST_PAUSE;
        lane(name).pause(time.nanoTime() + bounded.toNanos());
    }

    /** Charges a class for more than the one call it was asked for, as systems with credits do. */
    public synchronized void charge(String name, int furtherCalls) {
        lane(name).charge(furtherCalls);
    }

    private Lane lane(String name) {
        return lanes.computeIfAbsent(name, unknown -> new Lane());
    }

    /** When the next call of a class may start. */
    private static final class Lane {
        private long spacingNanos;
        private long nextNanos;
        private long pausedUntil;
        private boolean used;
        private boolean paused;

        long next(long now) {
            long next = used && nextNanos - now > 0 ? nextNanos : now;
            return isPaused(now) ? Math.max(next, pausedUntil) : next;
        }

        void take(long start) {
            nextNanos = start + spacingNanos;
            used = true;
        }

        void pause(long until) {
            pausedUntil = paused ? Math.max(pausedUntil, until) : until;
            paused = true;
        }

        boolean isPaused(long now) {
            return paused && pausedUntil - now > 0;
        }

        void charge(int furtherCalls) {
            if (furtherCalls > 0 && used) {
                nextNanos += furtherCalls * spacingNanos;
            }
        }
    }
}
