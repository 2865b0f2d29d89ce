package io.github.supportops.copilot.app;

import io.github.supportops.copilot.batch.BatchProgress;
import io.github.supportops.copilot.csv.EnrichmentPlan;

/** Shows how an enrichment goes on. Called by one thread. */
interface Progress {
    /** Before the first call. */
    void begin(EnrichmentPlan plan);

    /** After each row. */
    void update(BatchProgress progress);

    /** After the last row, before anything else is printed. */
    void end();

    /** {@return a bar for a person who watches, plain lines for everything else} */
    static Progress of(Surroundings surroundings) {
        return surroundings.liveTerminal() ? new BarProgress(surroundings.err()) : new LineProgress(surroundings.err());
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
