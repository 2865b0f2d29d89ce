package io.github.supportops.copilot.batch;

import io.github.supportops.copilot.TokenUsage;
import java.time.Duration;

/**
 * How far a batch has come.
 *
 * @param succeeded tickets with a result
 * @param failed tickets without one
 * @param reused of those with a result, the ones that cost nothing because the result was there already
 * @param inFlight analyses under way
 * @param concurrency how many may be under way now, at most the ceiling
 * @param calls calls made to a model, failed ones included
 * @param usage tokens and cost of those calls
 * @param elapsed since the start
 */
public record BatchProgress(
        long succeeded,
        long failed,
        long reused,
        int inFlight,
        int concurrency,
        long calls,
        TokenUsage usage,
        Duration elapsed) {

    /** {@return tickets that have their outcome} */
    public long finished() {
        return succeeded + failed;
    }

    /** {@return tickets finished per second since the start; 0 before any time has passed} */
    public double ticketsPerSecond() {
        return elapsed.isZero() ? 0 : finished() / (elapsed.toNanos() / 1e9);
    }
}
