package io.github.supportops.copilot.openrouter;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * How long the machine itself lets a thread wait: a bound on lateness holds on top of that, or a busy machine would fail
 * tests that are right.
 */
final class Hiccups {
    private static final long TICK = 2_000_000;
    private static final AtomicLong WORST = new AtomicLong();

    static {
        Thread watch = new Thread(Hiccups::watch, "hiccups");
        watch.setDaemon(true);
        watch.start();
    }

    private Hiccups() {}

    static void forget() {
        WORST.set(0);
    }

    static Duration worst() {
        return Duration.ofNanos(WORST.get());
    }

    private static void watch() {
        while (true) {
            long before = System.nanoTime();
            LockSupport.parkNanos(TICK);
            long late = System.nanoTime() - before - TICK;
            WORST.accumulateAndGet(Math.max(0, late), Math::max);
        }
    }
}
