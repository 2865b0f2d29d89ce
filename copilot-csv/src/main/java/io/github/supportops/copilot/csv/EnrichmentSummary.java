package io.github.supportops.copilot.csv;

import io.github.supportops.copilot.AnalysisField;
import io.github.supportops.copilot.TokenUsage;
import io.github.supportops.copilot.batch.BatchSummary;
import java.nio.file.Path;
import java.util.Map;

/**
 * What an enrichment has done.
 *
 * @param plan what there was to do
 * @param batch how the analyses of this run ended
 * @param rows what all rows came to, earlier runs included; all zero unless the output was written
 * @param output the enriched file, written only when every row has its outcome
 * @param journal where the outcomes are kept until then; gone once the output is written
 */
public record EnrichmentSummary(EnrichmentPlan plan, BatchSummary batch, RowCounts rows, Path output, Path journal) {
    /** {@return whether every row has its outcome and the output was written} */
    public boolean isComplete() {
        return batch.isComplete();
    }

    /**
     * What the rows of an output came to.
     *
     * @param succeeded rows with an analysis
     * @param failed rows with an error
     * @param calls calls made for these rows; those of rows that took an identical one's result are counted once
     * @param usage tokens and cost of those calls
     * @param labels for each field that has labels, how often each value occurs; in the order of the fields
     */
    public record RowCounts(
            long succeeded, long failed, long calls, TokenUsage usage, Map<AnalysisField, Map<String, Long>> labels) {}
}
