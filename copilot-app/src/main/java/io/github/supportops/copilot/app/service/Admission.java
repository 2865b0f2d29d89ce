package io.github.supportops.copilot.app.service;

import java.time.Duration;
import java.util.Optional;
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

    /** @throws ProblemException if there is no place at this moment */
    void requireRoom() {
        if (inside.get() >= most) {
            throw full();
        }
    }

    /**
     * {@return what gives the place back; running it again does nothing}
     *
     * @throws ProblemException if there is no place
     */
    Runnable enter() {
        return tryEnter().orElseThrow(this::full);
    }

    /** {@return what gives the place back; empty if there is none} */
    Optional<Runnable> tryEnter() {
        if (inside.incrementAndGet() > most) {
            inside.decrementAndGet();
            return Optional.empty();
        }
        AtomicBoolean left = new AtomicBoolean();
        return Optional.of(() -> {
            if (left.compareAndSet(false, true)) {
                inside.decrementAndGet();
            }
        });
    }

    /** Runs something for which there is a place. @throws ProblemException if there is none */
    void during(Runnable work) {
        Runnable leave = enter();
        try {
            work.run();
        } finally {
            leave.run();
        }
    }

    private ProblemException full() {
        refused.incrementAndGet();
        return new ProblemException(
                        ProblemType.TOO_MANY_REQUESTS, most + " " + what + " are under way already; come again")
                .retryAfter(COME_AGAIN);
    }

    int inside() {
        return inside.get();
    }

    int refused() {
        return refused.get();
    }
}
