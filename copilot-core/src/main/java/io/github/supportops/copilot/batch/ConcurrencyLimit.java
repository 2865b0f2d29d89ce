package io.github.supportops.copilot.batch;

/**
 * How many calls may be under way: doubles with each round while nothing goes wrong, then grows by one a round; shrinks by
 * three tenths when the provider is overloaded or calls time out. Not thread-safe.
 */
final class ConcurrencyLimit {
    private static final double START = 8;
    private static final double SHRINK = 0.7;
    /** Waits shorter than this cost more than the burst they would spread. */
    private static final long SHORT_NANOS = 10_000_000L;

    private static final long REST_NANOS = 1_000_000_000L;

    private final int ceiling;
    private double limit;
    private boolean searching = true;
    private long shrunkAt;

    ConcurrencyLimit(int ceiling) {
        this.ceiling = ceiling;
        this.limit = Math.min(START, ceiling);
    }

    int current() {
        return (int) limit;
    }

    /**
     * A call ended well while about as many tickets were under way as allowed; less would say nothing about the limit.
     *
     * @param tickets how many it carried
     */
    void succeeded(int tickets, int underWay) {
        if (underWay >= limit / 2) {
            limit = Math.min(ceiling, limit + (searching ? tickets : tickets / limit));
        }
    }

    /**
     * {@return how many calls a second keep the limit full, times two; spreads the calls of a limit that doubles over the
     * round instead of sending them in one burst}
     */
    double pacePerSecond(long roundTripNanos) {
        return roundTripNanos < SHORT_NANOS ? Double.POSITIVE_INFINITY : 2 * limit * 1e9 / roundTripNanos;
    }

    /** A call met an overloaded provider or ran out of time. Calls sent before the last such sign tell nothing new. */
    void overloaded(long now) {
        searching = false;
        if (shrunkAt == 0 || now - shrunkAt >= REST_NANOS) {
            shrunkAt = now;
            limit = Math.max(1, limit * SHRINK);
        }
    }
}
