package io.github.supportops.copilot.eval;

import io.github.supportops.copilot.AnalysisField;
import io.github.supportops.copilot.review.Calibration;
import io.github.supportops.copilot.review.CalibrationSample;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What an {@link Evaluation} found out. Immutable; holds the tickets it was made of, but shows none of their text. */
public final class EvaluationReport {
    private final String name;
    private final List<ScoredTicket> scored;
    private final List<FieldReport> fields;
    private final Totals totals;
    private final Bootstrap bootstrap;

    private EvaluationReport(String name, List<ScoredTicket> scored, List<FieldReport> fields, Bootstrap bootstrap) {
        this.name = name;
        this.scored = List.copyOf(scored);
        this.fields = List.copyOf(fields);
        this.totals = Totals.of(scored);
        this.bootstrap = bootstrap;
    }

    static EvaluationReport of(String name, List<ScoredTicket> scored, Bootstrap bootstrap) {
        List<FieldReport> fields = new ArrayList<>();
        for (AnalysisField field : FieldLabels.fields()) {
            Predictions predictions = Predictions.of(field, scored);
            if (predictions.size() > 0) {
                fields.add(FieldReport.of(predictions, bootstrap));
            }
        }
        return new EvaluationReport(name, scored, fields, bootstrap);
    }

    /**
     * One report over the tickets of several, as in cross-validation, where each part is scored by an analyzer that was
     * made without it. Intervals are drawn as in the first report.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static EvaluationReport joined(String name, List<EvaluationReport> parts) {
        if (parts.isEmpty()) {
            throw new IllegalArgumentException("There are no reports to join");
        }
        List<ScoredTicket> all =
                parts.stream().flatMap(part -> part.scored.stream()).toList();
        return of(name, all, parts.get(0).bootstrap);
    }

    /** {@return the name of what was evaluated} */
    public String name() {
        return name;
    }

    /** {@return a report for each field that some ticket has a label of, in their usual order} */
    public List<FieldReport> fields() {
        return fields;
    }

    /** {@return the report of a field, absent when no ticket has a label of it} */
    public Optional<FieldReport> field(AnalysisField field) {
        return fields.stream().filter(report -> report.field() == field).findFirst();
    }

    /** {@return what it took} */
    public Totals totals() {
        return totals;
    }

    /** {@return every ticket with its outcome, in the order they were given} */
    public List<ScoredTicket> scored() {
        return scored;
    }

    /** {@return what {@link Calibration#learn} wants to know: how sure each label was, and whether it was right} */
    public List<CalibrationSample> calibrationSamples() {
        List<CalibrationSample> samples = new ArrayList<>();
        for (FieldReport report : fields) {
            Predictions predictions = Predictions.of(report.field(), scored);
            for (int at : predictions.surestFirst()) {
                samples.add(new CalibrationSample(report.field(), predictions.confidence(at), predictions.isRight(at)));
            }
        }
        return samples;
    }

    /**
     * Compares this report with that of another analyzer, model or prompt.
     *
     * @throws IllegalArgumentException if the other was made of other tickets
     */
    public Comparison compareWith(EvaluationReport other) {
        return Comparison.of(this, other, bootstrap);
    }

    @Override
    public String toString() {
        return "EvaluationReport[" + name + ", " + fields + "]";
    }
}
