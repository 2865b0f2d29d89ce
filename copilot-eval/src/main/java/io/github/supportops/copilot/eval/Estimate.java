package io.github.supportops.copilot.eval;

import java.util.Locale;

/**
 * A measured value with its 95 % confidence interval.
 *
 * @param value the value on the tickets at hand
 * @param low the lower end of the interval
 * @param high the upper end of the interval
 */
public record Estimate(double value, double low, double high) {
    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%.3f [%.3f, %.3f]", value, low, high);
    }
}
