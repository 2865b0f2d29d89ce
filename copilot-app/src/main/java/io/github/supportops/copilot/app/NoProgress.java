package io.github.supportops.copilot.app;

import io.github.supportops.copilot.batch.BatchProgress;
import io.github.supportops.copilot.csv.EnrichmentPlan;
import io.github.supportops.copilot.csv.EnrichmentSummary;
import java.io.PrintStream;

/** Says nothing unless the run stopped before its end: how to go on must not stay a secret. */
final class NoProgress implements Progress {
    private final PrintStream err;

    NoProgress(PrintStream err) {
        this.err = err;
    }

    @Override
    public void begin(EnrichmentPlan plan) {}

    @Override
    public void update(BatchProgress progress) {}

    @Override
    public void end() {}

    @Override
    public void summarize(EnrichmentSummary summary, SummaryText text) {
        if (!summary.isComplete()) {
            text.stopped().forEach(err::println);
        }
    }
}
