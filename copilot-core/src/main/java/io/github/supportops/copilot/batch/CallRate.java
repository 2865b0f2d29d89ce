package io.github.supportops.copilot.batch;

/**
 * How fast calls may be sent. There is no limit until the provider refuses a call. Then nothing is sent for as long as it
 * asked, while the answers to the calls under way tell its limit: what it still lets through of a stream that is too fast
 * is just what it allows. After the pause a little less than that is sent; the rate rises slowly for some seconds and then
 * faster and faster, so that a limit that was lifted is found soon. Not thread-safe.
 */
final class CallRate {
    private static final double NANOS = 1e9;
    private static final double KEPT = 0.98;
    /** Where too few answers came to tell the limit. */
    private static final double KEPT_BLINDLY = 0.7;

    private static final int FEWEST_ANSWERS = 5;
    private static final long SHORTEST_SPAN_NANOS = 20_000_000L;
    private static final double SLOW_GROWTH_PER_SECOND = 0.002;
    private static final double FAST_GROWTH_PER_SECOND = 0.4;
    private static final long SLOW_NANOS = 17_000_000_000L;
    /** From this rate on an estimate rests on so many answers that it is kept for longer, and raised less. */
    private static final double SURE_PER_SECOND = 100;

    private static final double SURE_GROWTH_PER_SECOND = 0.0005;
    private static final long SURE_NANOS = 25_000_000_000L;
    /** Being late on a busy machine must not cost calls; this much may be caught up, which no provider takes for a burst. */
    private static final long CATCH_UP_NANOS = 20_000_000L;

    private static final double SLOWEST = 0.2;

    private final double ceiling;
    private double rate = Double.POSITIVE_INFINITY;
    private long raisedAt;
    private long slowUntil;
    private boolean sure;
    private long nextAt;
    private long pausedUntil;

    private boolean estimating;
    private double rateWhenRefused;
    private long refusedAt;
    /** Answers from here on are those of calls that were made again, at whatever pace their makers chose. */
    private long retriesFrom;

    private long lastAnswerAt;
    private int letThrough;

    /** Creates it with the most calls a second the user allows; infinite for no limit. */
    CallRate(double ceiling, long now) {
        this.ceiling = ceiling;
        this.nextAt = now;
        this.pausedUntil = now;
    }

    /** {@return how long to wait before the next call, 0 for not at all} */
    long waitNanos(long now) {
        adjust(now);
        return Math.max(0, Math.max(nextAt, pausedUntil) - now);
    }

    /**
     * A call was sent.
     *
     * @param unpaced how many a second are sent while there is no limit; infinite for as fast as can be
     */
    void sent(long now, double unpaced) {
        double perSecond = Math.min(ceiling, Double.isInfinite(rate) ? unpaced : rate);
        if (!Double.isInfinite(perSecond)) {
            nextAt = Math.max(nextAt, now - CATCH_UP_NANOS) + (long) (NANOS / perSecond);
        }
    }

    /** A call was let through. */
    void accepted(long now) {
        if (estimating && now < retriesFrom) {
            letThrough++;
            lastAnswerAt = now;
        }
    }

    /**
     * The provider refused a call and wants it to be tried again after a while.
     *
     * @param sendingPerSecond about how many are being sent, for when no limit was known yet
     */
    void refused(long now, long retryAfterNanos, double sendingPerSecond) {
        adjust(now);
        if (!estimating) {
            estimating = true;
            rateWhenRefused = Math.min(rate, sendingPerSecond);
            refusedAt = now;
            retriesFrom = now + retryAfterNanos;
            lastAnswerAt = now;
            letThrough = 0;
        }
        if (now < retriesFrom) {
            lastAnswerAt = now;
        }
        pausedUntil = Math.max(pausedUntil, now + retryAfterNanos);
    }

    private void adjust(long now) {
        if (estimating && now >= pausedUntil) {
            estimating = false;
            // A pause is no delay to be caught up.
            nextAt = Math.max(nextAt, now);
            rate = Math.max(SLOWEST, estimate());
            raisedAt = now;
            sure = rate >= SURE_PER_SECOND;
            slowUntil = now + (sure ? SURE_NANOS : SLOW_NANOS);
        } else if (!Double.isInfinite(rate) && now > raisedAt) {
            double slowly = Math.max(0, Math.min(now, slowUntil) - raisedAt) / NANOS;
            double fast = Math.max(0, now - Math.max(raisedAt, slowUntil)) / NANOS;
            double slowGrowth = sure ? SURE_GROWTH_PER_SECOND : SLOW_GROWTH_PER_SECOND;
            rate *= Math.exp(slowGrowth * slowly + FAST_GROWTH_PER_SECOND * fast);
            raisedAt = now;
        }
    }

    private double estimate() {
        long span = lastAnswerAt - refusedAt;
        if (letThrough < FEWEST_ANSWERS || span < SHORTEST_SPAN_NANOS) {
            return rateWhenRefused * KEPT_BLINDLY;
        }
        return Math.min(rateWhenRefused, letThrough * NANOS / span) * KEPT;
    }
}
