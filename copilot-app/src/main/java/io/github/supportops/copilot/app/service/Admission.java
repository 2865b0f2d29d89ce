package io.github.supportops.copilot.app.service;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/** Lets a bounded number of things go on at one time; the next one is told to come again. Thread-safe. */
final class Admission {
    private static final Duration COME_AGAIN = Duration.ofSeconds(1);

    private final String what;
    private final int most;
    private final AtomicInteger inside = new AtomicInteger();
    private final AtomicInteger refused = new AtomicInteger();

    /** @param what names the things in the message, in the plural */
    Admission(String what, int most) {
        this.what = what;
        this.most = most;
    }

    /**
     * {@return what gives the place back; running it again does nothing}
     *
     * @throws ProblemException if there is no place
     */
    Runnable enter() {
        if (inside.incrementAndGet() > most) {
            inside.decrementAndGet();
            refused.incrementAndGet();
            throw new ProblemException(
                            ProblemType.TOO_MANY_REQUESTS, most + " " + what + " are under way already; come again")
                    .retryAfter(COME_AGAIN);
        }
        AtomicBoolean left = new AtomicBoolean();
        return () -> {
            if (left.compareAndSet(false, true)) {
                inside.decrementAndGet();
            }
        };
    }

    int inside() {
        return inside.get();
    }

    int refused() {
        return refused.get();
    }
}
