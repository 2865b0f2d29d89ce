package io.github.supportops.copilot.eval;

import java.time.Duration;
import java.util.Locale;

/** How numbers are shown to people. */
final class Numbers {
    private Numbers() {}

    static String percent(double share) {
        return String.format(Locale.ROOT, "%.1f %%", 100 * share);
    }

    static String percent(Estimate estimate) {
        return String.format(
                Locale.ROOT,
                "%.1f %% [%.1f, %.1f]",
                100 * estimate.value(),
                100 * estimate.low(),
                100 * estimate.high());
    }

    /** A difference of shares in percentage points, always with a sign. */
    static String points(Estimate estimate) {
        return String.format(
                Locale.ROOT,
                "%+.1f [%+.1f, %+.1f]",
                100 * estimate.value(),
                100 * estimate.low(),
                100 * estimate.high());
    }

    static String three(double value) {
        return String.format(Locale.ROOT, "%.3f", value);
    }

    static String two(double value) {
        return String.format(Locale.ROOT, "%.2f", value);
    }

    static String probability(double value) {
        return value < 0.0001 ? "<0.0001" : String.format(Locale.ROOT, "%.4f", value);
    }

    static String milliseconds(Duration duration) {
        return String.format(Locale.ROOT, "%.1f ms", duration.toNanos() / 1e6);
    }
}
