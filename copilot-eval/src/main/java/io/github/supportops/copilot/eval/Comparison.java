package io.github.supportops.copilot.eval;

import io.github.supportops.copilot.AnalysisField;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Two analyzers on the same tickets. Immutable.
 *
 * @param first the name of the first
 * @param second the name of the second
 * @param fields one comparison for each field with labels
 */
public record Comparison(String first, String second, List<Field> fields) {
    /** Copies the list. */
    public Comparison {
        Objects.requireNonNull(first, "first");
        Objects.requireNonNull(second, "second");
        fields = List.copyOf(fields);
    }

    /**
     * One field. The probability is that of the exact McNemar test (McNemar 1947, with the binomial distribution instead of
     * the chi-square approximation): of the {@code n} tickets that only one of the two labels right, the smaller side has
     * {@code k}; {@code p = min(1, 2 * sum over i = 0..k of C(n, i) / 2^n)}. It is the chance of a difference at least this
     * large if both were equally good; below 0.05 it is usually called significant.
     *
     * @param field which field
     * @param tickets how many tickets have its label
     * @param firstAccuracy the first's share of right labels
     * @param secondAccuracy the second's share of right labels
     * @param difference second minus first, with an interval from a bootstrap over the same draws
     * @param onlyFirstRight tickets that only the first labels right
     * @param onlySecondRight tickets that only the second labels right
     * @param probability the two-sided p value
     */
    public record Field(
            AnalysisField field,
            int tickets,
            double firstAccuracy,
            double secondAccuracy,
            Estimate difference,
            int onlyFirstRight,
            int onlySecondRight,
            double probability) {}

    static Comparison of(EvaluationReport first, EvaluationReport second, Bootstrap bootstrap) {
        requireSameTickets(first, second);
        List<Field> fields = new ArrayList<>();
        for (FieldReport report : first.fields()) {
            fields.add(compare(
                    Predictions.of(report.field(), first.scored()),
                    Predictions.of(report.field(), second.scored()),
                    bootstrap));
        }
        return new Comparison(first.name(), second.name(), fields);
    }

    private static void requireSameTickets(EvaluationReport first, EvaluationReport second) {
        List<LabelledTicket> left =
                first.scored().stream().map(ScoredTicket::labelled).toList();
        List<LabelledTicket> right =
                second.scored().stream().map(ScoredTicket::labelled).toList();
        if (!left.equals(right)) {
            throw new IllegalArgumentException(
                    "Two reports can be compared only when they were made of the same labelled tickets in the same order");
        }
    }

    private static Field compare(Predictions first, Predictions second, Bootstrap bootstrap) {
        int onlyFirst = 0;
        int onlySecond = 0;
        for (int at = 0; at < first.size(); at++) {
            onlyFirst += first.isRight(at) && !second.isRight(at) ? 1 : 0;
            onlySecond += second.isRight(at) && !first.isRight(at) ? 1 : 0;
        }
        int[] all = first.all();
        return new Field(
                first.field(),
                first.size(),
                accuracy(first, all),
                accuracy(second, all),
                bootstrap.estimate(
                        first.size(),
                        accuracy(second, all) - accuracy(first, all),
                        drawn -> accuracy(second, drawn) - accuracy(first, drawn)),
                onlyFirst,
                onlySecond,
                McNemar.probability(onlyFirst, onlySecond));
    }

    private static double accuracy(Predictions predictions, int[] drawn) {
        int right = 0;
        for (int at : drawn) {
            right += predictions.isRight(at) ? 1 : 0;
        }
        return (double) right / drawn.length;
    }
}
