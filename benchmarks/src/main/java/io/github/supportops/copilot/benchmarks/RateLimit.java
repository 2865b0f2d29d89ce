package io.github.supportops.copilot.benchmarks;

/** How many calls a second a {@link Stub} takes: a bucket that holds a tenth of a second's worth. Thread-safe. */
final class RateLimit {
    private double perSecond;
    private double bucket;
    private long filledAt = System.nanoTime();

    private RateLimit(double perSecond) {
        this.perSecond = perSecond;
        this.bucket = most();
    }

    static RateLimit none() {
        return new RateLimit(Double.POSITIVE_INFINITY);
    }

    static RateLimit of(double perSecond) {
        return new RateLimit(perSecond);
    }

    synchronized void change(double newPerSecond) {
        perSecond = newPerSecond;
        bucket = Math.min(bucket, most());
    }

    synchronized boolean take(long now) {
        if (Double.isInfinite(perSecond)) {
            return true;
        }
        bucket = Math.min(most(), bucket + (now - filledAt) * perSecond / 1e9);
        filledAt = now;
        if (bucket < 1) {
            return false;
        }
        bucket--;
        return true;
    }

    private double most() {
        return Math.max(1, perSecond / 10);
    }
}
