package io.github.supportops.copilot.app;

import io.github.supportops.copilot.batch.BatchProgress;
import io.github.supportops.copilot.csv.EnrichmentPlan;
import io.github.supportops.copilot.csv.EnrichmentSummary;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Locale;

/** One JSON object a line for machines: one at the start, at most one a second, one at the end. */
final class JsonProgress implements Progress {
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final PrintStream err;
    private Duration nextLine = PAUSE;

    JsonProgress(PrintStream err) {
        this.err = err;
    }

    @Override
    public void begin(EnrichmentPlan plan) {
        err.println("{\"event\":\"start\",\"rows\":" + plan.rows() + ",\"finished_before\":" + plan.finishedBefore()
                + ",\"in_doubt\":" + plan.inDoubt() + "}");
    }

    @Override
    public void update(BatchProgress progress) {
        if (progress.elapsed().compareTo(nextLine) >= 0) {
            nextLine = progress.elapsed().plus(PAUSE);
            err.println("{\"event\":\"progress\"," + counts(progress) + "}");
        }
    }

    @Override
    public void end() {}

    @Override
    public void summarize(EnrichmentSummary summary, SummaryText text) {
        err.println("{\"event\":\"end\",\"complete\":" + summary.isComplete() + ","
                + counts(summary.batch().progress()) + "}");
        if (!summary.isComplete()) {
            text.stopped().forEach(err::println);
        }
    }

    /** The cost is null where no call has reported one. */
    private static String counts(BatchProgress progress) {
        String cost = progress.usage().cost().map(BigDecimal::toPlainString).orElse("null");
        return String.format(
                Locale.ROOT,
                "\"succeeded\":%d,\"failed\":%d,\"reused\":%d,\"in_flight\":%d,\"concurrency\":%d,\"calls\":%d,"
                        + "\"tokens\":%d,\"cost_usd\":%s,\"seconds\":%.3f,\"rows_per_second\":%.1f",
                progress.succeeded(),
                progress.failed(),
                progress.reused(),
                progress.inFlight(),
                progress.concurrency(),
                progress.calls(),
                progress.usage().totalTokens(),
                cost,
                progress.elapsed().toNanos() / 1e9,
                progress.ticketsPerSecond());
    }
}
