package io.github.supportops.copilot.internal.retry;

import io.github.supportops.copilot.internal.exchange.Scheduler;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Leaves a model alone that keeps failing. After so many failures in a row it opens for a while; then one call may probe,
 * and its outcome closes it or opens it again for twice as long. Whoever was let through says how it ended, or the next
 * probe would wait for ever. Thread-safe.
 */
public final class Circuit {
    private static final int LONGEST_FACTOR = 12;

    private final int threshold;
    private final Duration openFor;
    private final Scheduler scheduler;
    private int failures;
    private int factor = 1;
    private boolean open;
    private @Nullable Pass probe;
    private long openedAt;

    /** Creates a closed circuit. */
    public Circuit(int threshold, Duration openFor, Scheduler scheduler) {
        this.threshold = threshold;
        this.openFor = openFor;
        this.scheduler = scheduler;
    }

    /** Asks to make a call; empty when none may go now. */
    public synchronized Optional<Pass> tryPass() {
        Pass pass = new Pass();
        if (open) {
            if (probe != null || restLeft().compareTo(Duration.ZERO) > 0) {
                return Optional.empty();
            }
            probe = pass;
        }
        return Optional.of(pass);
    }

    /** {@return after how long it makes sense to ask again: what is left of the rest, or a whole one while a probe is out} */
    public synchronized Duration askAgainAfter() {
        Duration left = restLeft();
        return left.compareTo(Duration.ZERO) > 0 ? left : openFor;
    }

    private Duration restLeft() {
        return openFor.multipliedBy(factor).minusNanos(scheduler.nanoTime() - openedAt);
    }

    private void openNow() {
        open = true;
        probe = null;
        openedAt = scheduler.nanoTime();
    }

    /** The right to make one call, until its outcome is reported. Only the first report counts. */
    public final class Pass {
        private boolean reported;

        private Pass() {}

        /** Reports that the model answered. */
        public void succeeded() {
            synchronized (Circuit.this) {
                if (isFirstReport()) {
                    failures = 0;
                    factor = 1;
                    open = false;
                    probe = null;
                }
            }
        }

        /** Reports that the provider or the network failed. */
        public void failed() {
            synchronized (Circuit.this) {
                if (!isFirstReport()) {
                    return;
                }
                failures++;
                if (probe == this) {
                    factor = Math.min(LONGEST_FACTOR, factor * 2);
                    openNow();
                } else if (!open && failures >= threshold) {
                    openNow();
                }
            }
        }

        /** Reports that the call was not made, or ended without saying anything about the model's health. */
        public void abandoned() {
            synchronized (Circuit.this) {
                if (isFirstReport() && probe == this) {
                    probe = null;
                }
            }
        }

        private boolean isFirstReport() {
            boolean first = !reported;
            reported = true;
            return first;
        }
    }
}
