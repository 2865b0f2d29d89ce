package io.github.supportops.copilot.review;

import io.github.supportops.copilot.AnalysisField;
import java.util.Objects;

/**
 * One label that a person checked: how sure the analyzer was, and whether it was right.
 *
 * @param field which field
 * @param confidence what the analyzer said, 0 to 1
 * @param correct whether the label was right
 */
public record CalibrationSample(AnalysisField field, double confidence, boolean correct) {
    /** Checks the confidence. @throws IllegalArgumentException if not within 0 and 1 */
    public CalibrationSample {
        Objects.requireNonNull(field, "field");
        if (!(confidence >= 0 && confidence <= 1)) {
            throw new IllegalArgumentException("confidence must be within 0 and 1: " + confidence);
        }
    }
}
