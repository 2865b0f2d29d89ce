package io.github.supportops.copilot.app;

import io.github.supportops.copilot.batch.BatchProgress;
import io.github.supportops.copilot.csv.EnrichmentPlan;
import io.github.supportops.copilot.csv.EnrichmentSummary;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;

/** One line that is drawn over and over, at most ten times a second. */
final class BarProgress implements Progress {
    private static final Duration PAUSE = Duration.ofMillis(100);
    private static final int WIDTH = 24;

    private final PrintStream err;
    private Duration nextDrawing = Duration.ZERO;
    private long total;

    BarProgress(PrintStream err) {
        this.err = err;
    }

    @Override
    public void begin(EnrichmentPlan plan) {
        total = plan.remaining();
        err.println(Progress.describe(plan));
    }

    @Override
    public void update(BatchProgress progress) {
        if (progress.elapsed().compareTo(nextDrawing) < 0 && progress.finished() < total) {
            return;
        }
        nextDrawing = progress.elapsed().plus(PAUSE);
        // Erasing to the end of the line after the text, not before it, keeps the line from flickering.
        err.print("\r" + line(progress, total) + "\u001B[K");
        err.flush();
    }

    @Override
    public void end() {
        if (!nextDrawing.isZero()) {
            err.println();
        }
    }

    @Override
    public void summarize(EnrichmentSummary summary, SummaryText text) {
        text.lines().forEach(err::println);
    }

    static String line(BatchProgress progress, long total) {
        long finished = progress.finished();
        double share = total == 0 ? 1 : Math.min(1, (double) finished / total);
        int filled = (int) (share * WIDTH);
        StringBuilder text = new StringBuilder("[")
                .append("#".repeat(filled))
                .append(".".repeat(WIDTH - filled))
                .append(String.format(Locale.ROOT, "] %3d %% ", (int) (share * 100)))
                .append(finished)
                .append('/')
                .append(total)
                .append("  ")
                .append(Numbers.rate(progress.ticketsPerSecond()));
        if (finished > 0 && finished < total) {
            text.append("  ETA ").append(Numbers.duration(remaining(progress, total)));
        }
        if (progress.usage().cost().isPresent()) {
            text.append("  ").append(Numbers.cost(progress.usage()));
        }
        if (progress.failed() > 0) {
            text.append("  failed ").append(progress.failed());
        }
        return text.append("  ").append(Numbers.underWay(progress)).toString();
    }

    private static Duration remaining(BatchProgress progress, long total) {
        double seconds = (total - progress.finished()) / Math.max(1e-9, progress.ticketsPerSecond());
        return Duration.ofSeconds((long) Math.ceil(Math.min(seconds, 1e9)));
    }
}
