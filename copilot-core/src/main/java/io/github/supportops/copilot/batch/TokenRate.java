package io.github.supportops.copilot.batch;

/**
 * Keeps the tokens of all calls under a limit per minute. What a call will take is guessed from the calls before it and put
 * right when it ends. Not thread-safe.
 */
final class TokenRate {
    private static final double NANOS_PER_MINUTE = 60e9;
    private static final double NEW_WEIGHT = 0.1;

    private final double perMinute;
    private double balance;
    private double guess = 1_000;
    private double taken;
    private int underWay;
    private long filledAt;

    /** Creates it with the most tokens a minute; infinite for no limit. A tenth of that may be used at once. */
    TokenRate(double perMinute, long now) {
        this.perMinute = perMinute;
        this.balance = perMinute / 10;
        this.filledAt = now;
    }

    /** {@return how long to wait before the next call, 0 for not at all} */
    long waitNanos(long now) {
        if (Double.isInfinite(perMinute)) {
            return 0;
        }
        balance = Math.min(perMinute / 10, balance + (now - filledAt) * perMinute / NANOS_PER_MINUTE);
        filledAt = now;
        return balance > 0 ? 0 : (long) Math.ceil(-balance * NANOS_PER_MINUTE / perMinute) + 1;
    }

    /** Takes a guess off the balance. */
    void sent() {
        balance -= guess;
        taken += guess;
        underWay++;
    }

    /** Puts the average of the guesses under way right. */
    void ended(long tokens) {
        if (underWay > 0) {
            double share = taken / underWay;
            taken -= share;
            underWay--;
            balance += share;
        }
        balance -= tokens;
        guess += NEW_WEIGHT * (tokens - guess);
    }
}
