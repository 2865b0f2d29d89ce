package io.github.supportops.copilot.csv;

import io.github.supportops.copilot.AnalysisField;
import io.github.supportops.copilot.TicketAnalysis;
import io.github.supportops.copilot.csv.EnrichmentSummary.RowCounts;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;

/** Counts rows and labels while an output is written. */
final class RowCounter {
    private final Map<AnalysisField, Map<String, Long>> labels = new EnumMap<>(AnalysisField.class);
    private long succeeded;
    private long failed;

    RowCounter() {
        for (AnalysisField field : AnalysisField.values()) {
            if (field != AnalysisField.SUGGESTED_RESPONSE) {
                labels.put(field, new TreeMap<>());
            }
        }
    }

    void count(RowOutcome outcome) {
        if (outcome.result() == null) {
            failed++;
            return;
        }
        succeeded++;
        TicketAnalysis analysis = outcome.result().analysis();
        labels.forEach((field, counts) -> counts.merge(analysis.wireValue(field), 1L, Long::sum));
    }

    RowCounts counts() {
        return new RowCounts(succeeded, failed, Collections.unmodifiableMap(labels));
    }
}
