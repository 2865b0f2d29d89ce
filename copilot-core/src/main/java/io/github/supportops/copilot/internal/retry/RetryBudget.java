package io.github.supportops.copilot.internal.retry;

/**
 * One purse for the retries of all callers: a retry takes out, a success puts in. When a provider is down the purse
 * empties and everybody stops retrying: 500 tokens at 14 a retry are at most 35 retries in a row, however many callers
 * there are. Figures: AWS SDK retry strategy of 2026. Thread-safe.
 */
public final class RetryBudget {
    private static final int CAPACITY = 500;
    private static final int COST = 14;
    private static final int THROTTLED_COST = 5;
    private static final int REWARD = 1;

    private int tokens = CAPACITY;

    /** Takes out a retry; false when there is not enough. */
    public synchronized boolean tryTake(boolean throttled) {
        int cost = cost(throttled);
        if (tokens < cost) {
            return false;
        }
        tokens -= cost;
        return true;
    }

    /** Gives back what the retries of a call took that succeeded in the end, or a little for one that needed none. */
    public synchronized void succeeded(int retries, int throttledRetries) {
        int taken = retries * COST + throttledRetries * THROTTLED_COST;
        tokens = Math.min(CAPACITY, tokens + Math.max(REWARD, taken));
    }

    private static int cost(boolean throttled) {
        return throttled ? THROTTLED_COST : COST;
    }
}
