package io.github.supportops.copilot.app;

import io.github.supportops.copilot.TokenUsage;
import io.github.supportops.copilot.batch.BatchProgress;
import java.time.Duration;
import java.util.Locale;

/** Numbers as people read them; the same in every locale. */
final class Numbers {
    private Numbers() {}

    static String count(long number, String noun) {
        return number + " " + noun + (number == 1 ? "" : "s");
    }

    static String rate(double perSecond) {
        return String.format(Locale.ROOT, perSecond < 10 ? "%.1f/s" : "%.0f/s", perSecond);
    }

    static String duration(Duration duration) {
        long seconds = duration.toSeconds();
        if (seconds < 60) {
            return String.format(Locale.ROOT, "%.1f s", duration.toMillis() / 1000.0);
        }
        return seconds < 3_600
                ? String.format(Locale.ROOT, "%d min %02d s", seconds / 60, seconds % 60)
                : String.format(Locale.ROOT, "%d h %02d min", seconds / 3_600, seconds / 60 % 60);
    }

    /** Costs of single calls are fractions of a cent, so small sums keep more digits. */
    static String cost(TokenUsage usage) {
        return usage.cost()
                .map(cost -> String.format(Locale.ROOT, cost.doubleValue() < 1 ? "$%.4f" : "$%.2f", cost))
                .orElse("cost not reported");
    }

    /** {@return how many analyses are under way, and how many may be: fewer than asked for means a provider that is slow} */
    static String underWay(BatchProgress progress) {
        return progress.inFlight() + " of " + progress.concurrency() + " under way";
    }
}
