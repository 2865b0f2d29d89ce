package io.github.supportops.copilot.eval;

import io.github.supportops.copilot.AnalysisField;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How good an analyzer is at one field. Immutable. */
public final class FieldReport {
    private final AnalysisField field;
    private final int tickets;
    private final Estimate accuracy;
    private final Estimate macroF1;
    private final List<ClassReport> classes;
    private final ConfusionMatrix confusion;
    private final @Nullable ConfidenceReport confidence;

    private FieldReport(Predictions predictions, Bootstrap bootstrap) {
        int[][] counts = ConfusionMatrix.count(predictions, predictions.all());
        this.field = predictions.field();
        this.tickets = predictions.size();
        this.accuracy = bootstrap.estimate(
                tickets,
                ConfusionMatrix.accuracy(counts),
                drawn -> ConfusionMatrix.accuracy(ConfusionMatrix.count(predictions, drawn)));
        this.macroF1 = bootstrap.estimate(
                tickets,
                ConfusionMatrix.macroF1(counts),
                drawn -> ConfusionMatrix.macroF1(ConfusionMatrix.count(predictions, drawn)));
        this.classes = ClassReport.of(predictions);
        this.confusion = ConfusionMatrix.of(predictions);
        this.confidence = ConfidenceReport.of(predictions).orElse(null);
    }

    static FieldReport of(Predictions predictions, Bootstrap bootstrap) {
        return new FieldReport(Objects.requireNonNull(predictions), bootstrap);
    }

    /** {@return which field} */
    public AnalysisField field() {
        return field;
    }

    /** {@return how many tickets have this label} */
    public int tickets() {
        return tickets;
    }

    /** {@return the share of right labels} */
    public Estimate accuracy() {
        return accuracy;
    }

    /** {@return the mean F1 of the classes that occur among the right labels} */
    public Estimate macroF1() {
        return macroF1;
    }

    /** {@return precision, recall and F1 of each class} */
    public List<ClassReport> classes() {
        return classes;
    }

    /** {@return which class was taken for which} */
    public ConfusionMatrix confusion() {
        return confusion;
    }

    /** {@return what the confidence is worth; absent when the analyzer measured none} */
    public Optional<ConfidenceReport> confidence() {
        return Optional.ofNullable(confidence);
    }

    @Override
    public String toString() {
        return "FieldReport[" + field.wireName() + ", tickets=" + tickets + ", accuracy=" + accuracy + ", macroF1="
                + macroF1 + "]";
    }
}
