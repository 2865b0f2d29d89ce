package io.github.supportops.copilot.app;

import io.github.supportops.copilot.batch.BatchProgress;
import io.github.supportops.copilot.csv.EnrichmentPlan;
import io.github.supportops.copilot.csv.EnrichmentSummary;
import java.io.PrintStream;
import org.jspecify.annotations.Nullable;

/** Shows how an enrichment goes on. Called by one thread. */
interface Progress {
    /** Before the first call. */
    void begin(EnrichmentPlan plan);

    /** After each row. */
    void update(BatchProgress progress);

    /** After the last row, before anything else is printed. */
    void end();

    /** Says how the enrichment ended, behind {@link #end()}. */
    void summarize(EnrichmentSummary summary, SummaryText text);

    /** How it is shown. */
    enum Kind {
        BAR,
        LINES,
        JSON,
        NONE
    }

    /** {@return what was asked for; otherwise a bar for a person who watches and plain lines for everything else} */
    static Progress of(@Nullable Kind wanted, Surroundings surroundings) {
        Kind kind = wanted != null ? wanted : surroundings.liveTerminal() ? Kind.BAR : Kind.LINES;
        PrintStream err = surroundings.err();
        return switch (kind) {
            case BAR -> new BarProgress(err);
            case LINES -> new LineProgress(err);
            case JSON -> new JsonProgress(err);
            case NONE -> new NoProgress(err);
        };
    }

    /** {@return what there is to do, in a sentence} */
    static String describe(EnrichmentPlan plan) {
        StringBuilder text = new StringBuilder("copilot: " + Numbers.count(plan.rows(), "row"));
        if (plan.finishedBefore() > 0) {
            text.append(", ").append(plan.finishedBefore()).append(" finished by an earlier run");
        }
        if (plan.inDoubt() > 0) {
            text.append(", ")
                    .append(plan.inDoubt())
                    .append(" of the rest were under way when it ended and are asked again");
        }
        return text.toString();
    }
}
