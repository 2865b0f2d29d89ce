package io.github.supportops.copilot.csv;

import java.time.Duration;

/** Counts durations in steps of five percent, so that any number of them takes the same memory. */
final class LatencyHistogram {
    private static final double STEP = Math.log(1.05);

    private final long[] counts = new long[512];
    private long total;

    void add(Duration duration) {
        long millis = Math.max(0, duration.toMillis());
        int step = (int) Math.round(Math.log(millis + 1.0) / STEP);
        counts[Math.min(step, counts.length - 1)]++;
        total++;
    }

    /** {@return about the duration that a share of all stays within, in milliseconds; 0 where there are none} */
    long millisAt(double share) {
        long seen = 0;
        for (int step = 0; step < counts.length; step++) {
            seen += counts[step];
            if (total > 0 && seen >= share * total) {
                return Math.round(Math.exp(step * STEP) - 1);
            }
        }
        return 0;
    }
}
