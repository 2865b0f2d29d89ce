package io.github.supportops.copilot.app;

import io.github.supportops.copilot.batch.BatchProgress;
import io.github.supportops.copilot.csv.EnrichmentPlan;
import io.github.supportops.copilot.csv.EnrichmentSummary;
import java.io.PrintStream;
import java.time.Duration;

/** Plain lines for logs: one at the start, then one every five seconds. */
final class LineProgress implements Progress {
    private static final Duration PAUSE = Duration.ofSeconds(5);

    private final PrintStream err;
    private Duration nextLine = PAUSE;
    private long total;

    LineProgress(PrintStream err) {
        this.err = err;
    }

    @Override
    public void begin(EnrichmentPlan plan) {
        total = plan.remaining();
        err.println(Progress.describe(plan));
    }

    @Override
    public void update(BatchProgress progress) {
        if (progress.elapsed().compareTo(nextLine) >= 0) {
            nextLine = progress.elapsed().plus(PAUSE);
            String cost = progress.usage().cost().isPresent() ? ", " + Numbers.cost(progress.usage()) : "";
            err.println("copilot: " + progress.finished() + "/" + total + ", "
                    + Numbers.rate(progress.ticketsPerSecond()) + ", " + progress.failed() + " failed" + cost + ", "
                    + Numbers.underWay(progress));
        }
    }

    @Override
    public void end() {}

    @Override
    public void summarize(EnrichmentSummary summary, SummaryText text) {
        text.lines().forEach(err::println);
    }
}
