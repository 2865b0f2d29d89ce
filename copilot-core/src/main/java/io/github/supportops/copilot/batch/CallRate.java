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
    /** Of a rate that was too fast at its first, or right after the last pause: the limit may be anywhere below. */
    private static final double KEPT_BLINDLY = 0.7;
    /** Of a rate that rose slowly until it was refused: it is hardly more than the limit. */
    private static final double KEPT_AFTER_SLOW_GROWTH = 0.95;
    /** Of a rate that rose fast: so far it gets above the limit until a provider's small reserve is used up. */
    private static final double KEPT_AFTER_FAST_GROWTH = 0.74;

    private static final long SOON_NANOS = 1_000_000_000L;

    private static final int FEWEST_ANSWERS = 2;
    /** As long as no limit is known, and a wrong one would be kept for long. */
    private static final int FEWEST_ANSWERS_FIRST = 5;

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
    private long resumedAt;
    private long slowUntil;
    private boolean sure;
    private long nextAt;
    private long pausedUntil;

    private boolean estimating;
    private double rateWhenRefused;
    private long refusedAt;
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

    /** A call was let through; it took so long. */
    void accepted(long now, long tookNanos) {
        if (estimating && wasUnderWay(now, tookNanos)) {
            letThrough++;
            lastAnswerAt = now;
        }
    }

    /**
     * The provider refused a call and wants it to be tried again after a while.
     *
     * @param tookNanos how long the call took
     * @param sendingPerSecond about how many are being sent, for when no limit was known yet
     */
    void refused(long now, long tookNanos, long retryAfterNanos, double sendingPerSecond) {
        adjust(now);
        if (!estimating) {
            estimating = true;
            rateWhenRefused = Math.min(rate, sendingPerSecond);
            refusedAt = now;
            lastAnswerAt = now;
            letThrough = 0;
        } else if (wasUnderWay(now, tookNanos)) {
            lastAnswerAt = now;
        }
        pausedUntil = Math.max(pausedUntil, now + retryAfterNanos);
    }

    /** A call that was made again after a refusal does not belong to the stream that was too fast. */
    private boolean wasUnderWay(long now, long tookNanos) {
        return now - tookNanos < refusedAt;
    }

    private void adjust(long now) {
        if (estimating && now >= pausedUntil) {
            estimating = false;
            // A pause is no delay to be caught up.
            nextAt = Math.max(nextAt, now);
            rate = Math.max(SLOWEST, estimate());
            raisedAt = now;
            resumedAt = now;
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
        boolean known = !Double.isInfinite(rate);
        boolean paced = known && refusedAt - resumedAt >= SOON_NANOS;
        double guess = rateWhenRefused * (paced ? keptAfterGrowth() : KEPT_BLINDLY);
        long span = lastAnswerAt - refusedAt;
        if (letThrough < (known ? FEWEST_ANSWERS : FEWEST_ANSWERS_FIRST) || span < SHORTEST_SPAN_NANOS) {
            return guess;
        }
        double measured = Math.min(rateWhenRefused, letThrough * NANOS / span) * KEPT;
        // A measurement is about two answers wrong at most; where that leaves room for the guess, the guess is closer.
        return paced && Math.abs(guess - measured) <= measured * 2 / letThrough ? guess : measured;
    }

    private double keptAfterGrowth() {
        return refusedAt < slowUntil ? KEPT_AFTER_SLOW_GROWTH : KEPT_AFTER_FAST_GROWTH;
    }
}
