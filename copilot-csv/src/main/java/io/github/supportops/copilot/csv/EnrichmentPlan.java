package io.github.supportops.copilot.csv;

/**
 * What an enrichment is about to do, known before the first call.
 *
 * @param rows rows of the input, broken ones included
 * @param finishedBefore of these, the ones an earlier run has finished, which are not asked again
 * @param inDoubt rows an earlier run had sent when it was killed; they are asked again and may be paid twice
 * @param droppedBytes torn bytes at the journal's end, left by a crash and cut off
 */
public record EnrichmentPlan(long rows, long finishedBefore, long inDoubt, long droppedBytes) {
    /** {@return rows that are left to do} */
    public long remaining() {
        return rows - finishedBefore;
    }
}
