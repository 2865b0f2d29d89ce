package io.github.supportops.copilot.eval;

import java.util.ArrayList;
import java.util.List;

/**
 * How good an analyzer is at one class.
 *
 * @param label the class
 * @param support how many tickets are of this class
 * @param given how many were said to be
 * @param precision of those said to be, the share that are; 0 when none was
 * @param recall of those that are, the share said to be; 0 when none is
 * @param f1 the harmonic mean of precision and recall
 */
public record ClassReport(String label, int support, int given, double precision, double recall, double f1) {

    static List<ClassReport> of(Predictions predictions) {
        int[][] counts = ConfusionMatrix.count(predictions, predictions.all());
        List<ClassReport> reports = new ArrayList<>();
        for (int label = 0; label < counts.length; label++) {
            int support = ConfusionMatrix.support(counts, label);
            int given = ConfusionMatrix.given(counts, label);
            int right = counts[label][label];
            reports.add(new ClassReport(
                    predictions.classes().get(label),
                    support,
                    given,
                    share(right, given),
                    share(right, support),
                    ConfusionMatrix.f1(counts, label)));
        }
        return reports;
    }

    private static double share(int part, int whole) {
        return whole == 0 ? 0 : (double) part / whole;
    }
}
