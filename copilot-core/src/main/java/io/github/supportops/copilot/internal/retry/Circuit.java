package io.github.supportops.copilot.internal.retry;

import io.github.supportops.copilot.internal.exchange.Scheduler;
import java.time.Duration;
import java.util.Optional;

/**
 * Leaves a model alone that keeps failing. After so many failures in a row it opens for a while; then one call may probe,
 * and its outcome closes it or opens it again for twice as long. Thread-safe.
 */
public final class Circuit {
    private static final int LONGEST_FACTOR = 12;

    private final int threshold;
    private final Duration openFor;
    private final Scheduler scheduler;
    private int failures;
    private int factor = 1;
    private boolean open;
    private boolean probing;
    private long openedAt;

    /** Creates a closed circuit. */
    public Circuit(int threshold, Duration openFor, Scheduler scheduler) {
        this.threshold = threshold;
        this.openFor = openFor;
        this.scheduler = scheduler;
    }

    /** Asks to make a call: empty when it may go, else how long to wait. */
    public synchronized Optional<Duration> tryPass() {
        if (!open) {
            return Optional.empty();
        }
        Duration left = openFor.multipliedBy(factor).minusNanos(scheduler.nanoTime() - openedAt);
        if (!left.isNegative() && !left.isZero()) {
            return Optional.of(left);
        }
        if (probing) {
            return Optional.of(openFor);
        }
        probing = true;
        return Optional.empty();
    }

    /** Reports that the model answered. */
    public synchronized void succeeded() {
        failures = 0;
        factor = 1;
        open = false;
        probing = false;
    }

    /** Reports that the provider or the network failed. */
    public synchronized void failed() {
        failures++;
        if (probing) {
            factor = Math.min(LONGEST_FACTOR, factor * 2);
            openNow();
        } else if (!open && failures >= threshold) {
            openNow();
        }
    }

    /** Reports that a call ended without saying anything about the model's health. */
    public synchronized void abandoned() {
        probing = false;
    }

    private void openNow() {
        open = true;
        probing = false;
        openedAt = scheduler.nanoTime();
    }
}
