package io.github.supportops.copilot.eval;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;

/**
 * Percentile bootstrap (Efron and Tibshirani 1993, chapter 13): the tickets are drawn anew with replacement, the statistic
 * is computed again, and the middle 95 % of its values are the interval. The same seed always draws the same tickets, so
 * two analyzers are compared on the same draws.
 */
record Bootstrap(int resamples, long seed) {

    /**
     * An interval for a statistic of tickets.
     *
     * @param tickets how many there are
     * @param value the statistic on all of them
     * @param statistic computes it from the places of the drawn tickets; NaN where a draw does not define it
     */
    Estimate estimate(int tickets, double value, ToDoubleFunction<int[]> statistic) {
        SplittableRandom random = new SplittableRandom(seed);
        double[] values = new double[resamples];
        int[] drawn = new int[tickets];
        for (int round = 0; round < resamples; round++) {
            for (int at = 0; at < tickets; at++) {
                drawn[at] = random.nextInt(tickets);
            }
            values[round] = statistic.applyAsDouble(drawn);
        }
        return interval(
                value,
                Arrays.stream(values).filter(one -> !Double.isNaN(one)).sorted().toArray());
    }

    private static Estimate interval(double value, double[] sorted) {
        if (sorted.length == 0) {
            return new Estimate(value, value, value);
        }
        return new Estimate(value, quantile(sorted, 0.025), quantile(sorted, 0.975));
    }

    private static double quantile(double[] sorted, double share) {
        return sorted[(int) Math.round(share * (sorted.length - 1))];
    }
}
