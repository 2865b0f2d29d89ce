package io.github.supportops.copilot.testkit.helpdesk;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;

/** Counts calls in the last so-called minute, which a test may make shorter. Not thread-safe: the server's lock guards it. */
final class CallWindow {
    private final int most;
    private final long minuteNanos;
    private final Deque<Long> starts = new ArrayDeque<>();

    CallWindow(int most, Duration minute) {
        this.most = most;
        this.minuteNanos = minute.toNanos();
    }

    /** Counts so many calls at once, unless that would be too many; a refused call is not counted. */
    boolean admits(int calls) {
        long now = System.nanoTime();
        while (!starts.isEmpty() && now - starts.peekFirst() > minuteNanos) {
            starts.removeFirst();
        }
        if (starts.size() + calls > most) {
            return false;
        }
        for (int call = 0; call < calls; call++) {
            starts.addLast(now);
        }
        return true;
    }

    int most() {
        return most;
    }

    int remaining() {
        return Math.max(0, most - starts.size());
    }
}
