package io.github.supportops.copilot.app;

import io.github.supportops.copilot.AnalysisField;
import io.github.supportops.copilot.TokenUsage;
import io.github.supportops.copilot.batch.BatchEnd;
import io.github.supportops.copilot.batch.BatchProgress;
import io.github.supportops.copilot.csv.EnrichmentSummary;
import io.github.supportops.copilot.schema.AnalysisSchema;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What is said when an enrichment has ended: what came out, what it cost, and how to go on where it did not finish. */
final class SummaryText {
    private final EnrichmentSummary summary;
    private final boolean toStandardOutput;
    private final boolean resume;

    /**
     * @param toStandardOutput whether the output of the summary is a temporary one
     * @param resume whether the same command would continue the journal
     */
    SummaryText(EnrichmentSummary summary, boolean toStandardOutput, boolean resume) {
        this.summary = summary;
        this.toStandardOutput = toStandardOutput;
        this.resume = resume;
    }

    List<String> lines() {
        List<String> lines = new ArrayList<>();
        if (summary.isComplete()) {
            lines.add("copilot: wrote "
                    + Numbers.count(summary.rows().succeeded() + summary.rows().failed(), "row") + " to "
                    + (toStandardOutput ? "standard output" : summary.output()) + ", "
                    + summary.rows().failed() + " failed");
            summary.rows().labels().forEach((field, counts) -> lines.add(label(field, counts)));
        } else {
            lines.addAll(stopped());
        }
        lines.add(cost());
        return lines;
    }

    private static String label(AnalysisField field, Map<String, Long> counts) {
        String values = Stream.concat(order(field), counts.keySet().stream())
                .distinct()
                .filter(counts::containsKey)
                .map(value -> value + " " + counts.get(value))
                .collect(Collectors.joining(", "));
        return String.format(Locale.ROOT, "  %-20s %s", field.wireName(), values);
    }

    /** Labels in the order of the schema, from harmless to critical, instead of the alphabet's. */
    private static Stream<String> order(AnalysisField field) {
        return AnalysisSchema.standard().contractFields().stream()
                .filter(known -> known.name().equals(field.wireName()))
                .flatMap(known -> known.allowed().stream());
    }

    /** {@return why it stopped, how far it came and how to go on} */
    List<String> stopped() {
        long finished =
                summary.plan().finishedBefore() + summary.batch().progress().finished();
        List<String> lines = new ArrayList<>();
        summary.batch().stoppedBy().ifPresent(failure -> lines.add("copilot: " + failure.getMessage()));
        lines.add("copilot: stopped after " + finished + " of "
                + Numbers.count(summary.plan().rows(), "row") + "; " + nextStep() + " to continue ("
                + summary.journal() + " keeps what is finished)");
        return lines;
    }

    private String nextStep() {
        String raise = summary.batch().end() == BatchEnd.BUDGET ? "raise --max-calls or --max-cost-usd and " : "";
        if (toStandardOutput) {
            return raise + "run again with --output " + summary.output();
        }
        return raise + "run the same command again" + (resume ? "" : " without --no-resume");
    }

    private String cost() {
        BatchProgress progress = summary.batch().progress();
        TokenUsage usage = progress.usage();
        String calls = progress.calls() == 0
                ? "no calls to a model"
                : Numbers.count(progress.calls(), "call") + ", " + usage.promptTokens() + " tokens sent, "
                        + usage.completionTokens() + " received, " + Numbers.cost(usage);
        return "  " + calls + ", " + Numbers.duration(progress.elapsed()) + ", "
                + Numbers.rate(progress.ticketsPerSecond());
    }
}
