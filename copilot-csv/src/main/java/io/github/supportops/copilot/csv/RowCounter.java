package io.github.supportops.copilot.csv;

import io.github.supportops.copilot.AnalysisField;
import io.github.supportops.copilot.TicketAnalysis;
import io.github.supportops.copilot.TokenUsage;
import io.github.supportops.copilot.csv.EnrichmentSummary.RowCounts;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;

/** Counts rows and labels while an output is written. */
final class RowCounter implements OutputAssembly.RowListener {
    private final Map<AnalysisField, Map<String, Long>> labels = new EnumMap<>(AnalysisField.class);
    private long succeeded;
    private long failed;
    private double calls;
    private TokenUsage usage = TokenUsage.none();

    RowCounter() {
        for (AnalysisField field : AnalysisField.values()) {
            if (field != AnalysisField.SUGGESTED_RESPONSE) {
                labels.put(field, new TreeMap<>());
            }
        }
    }

    @Override
    public void row(Row row, RowOutcome outcome) {
        calls += outcome.calls();
        usage = usage.plus(outcome.usage());
        if (outcome.result() == null) {
            failed++;
            return;
        }
        succeeded++;
        TicketAnalysis analysis = outcome.result().analysis();
        labels.forEach((field, counts) -> counts.merge(analysis.wireValue(field), 1L, Long::sum));
    }

    RowCounts counts() {
        return new RowCounts(succeeded, failed, Math.round(calls), usage, Collections.unmodifiableMap(labels));
    }
}
