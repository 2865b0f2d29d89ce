package io.github.supportops.copilot.testkit.helpdesk;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** What goes wrong at a fake help desk: a share of all calls, by a seed, or the next few in order. Thread-safe. */
public final class Faults {
    private final Deque<Optional<Fault>> next = new ArrayDeque<>();
    private Random random = new Random(1);
    private double share;

    Faults() {}

    /** What can happen to a call. */
    public enum Fault {
        /** 429 with {@code Retry-After: 1}; the call has no effect. */
        TOO_MANY_CALLS,
        /** 503; the call has no effect. */
        UNAVAILABLE,
        /** The connection is cut before the call has an effect. */
        CUT_BEFORE,
        /** The call has its effect, and the connection is cut before the reply. */
        CUT_AFTER,
        /** The call has its effect, and the reply never comes. */
        NO_REPLY
    }

    /** From now on a share of the calls fails, each kind as often as the others. */
    public synchronized void share(double ofAllCalls, long seed) {
        this.share = ofAllCalls;
        this.random = new Random(seed);
    }

    /** The next call fails like this; several wait in line. */
    public synchronized void next(Fault fault) {
        next.add(Optional.of(fault));
    }

    /** The next call goes well; for a fault of the one after it. */
    public synchronized void nextIsFine() {
        next.add(Optional.empty());
    }

    /** All is well again. */
    public synchronized void none() {
        share = 0;
        next.clear();
    }

    @Nullable
    synchronized Fault draw() {
        if (!next.isEmpty()) {
            return next.remove().orElse(null);
        }
        return random.nextDouble() < share ? Fault.values()[random.nextInt(Fault.values().length)] : null;
    }
}
