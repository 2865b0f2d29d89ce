package io.github.supportops.copilot.eval;

import java.util.ArrayList;
import java.util.List;

/**
 * How often each class was given for each right class.
 *
 * @param classes the classes, in the order of the rows and columns
 * @param counts one row for each right class; the last column, after the classes, is "no answer"
 */
public record ConfusionMatrix(List<String> classes, List<List<Integer>> counts) {
    /** Copies both. */
    public ConfusionMatrix {
        classes = List.copyOf(classes);
        counts = counts.stream().map(List::copyOf).toList();
    }

    static ConfusionMatrix of(Predictions predictions) {
        int[][] counts = count(predictions, predictions.all());
        List<List<Integer>> rows = new ArrayList<>();
        for (int[] row : counts) {
            List<Integer> cells = new ArrayList<>();
            for (int cell : row) {
                cells.add(cell);
            }
            rows.add(cells);
        }
        return new ConfusionMatrix(predictions.classes(), rows);
    }

    static int[][] count(Predictions predictions, int[] drawn) {
        int classes = predictions.classes().size();
        int[][] counts = new int[classes][classes + 1];
        for (int at : drawn) {
            counts[predictions.actual(at)][predictions.predicted(at)]++;
        }
        return counts;
    }

    /** {@return the share of right answers, NaN without tickets} */
    static double accuracy(int[][] counts) {
        long right = 0;
        long all = 0;
        for (int actual = 0; actual < counts.length; actual++) {
            right += counts[actual][actual];
            all += support(counts, actual);
        }
        return all == 0 ? Double.NaN : (double) right / all;
    }

    /**
     * The mean F1 of the classes that occur among the right labels. A class that does not occur has no recall to measure;
     * answers of that class still cost the recall of the class that was right.
     */
    static double macroF1(int[][] counts) {
        double sum = 0;
        int occurring = 0;
        for (int actual = 0; actual < counts.length; actual++) {
            if (support(counts, actual) > 0) {
                sum += f1(counts, actual);
                occurring++;
            }
        }
        return occurring == 0 ? Double.NaN : sum / occurring;
    }

    static double f1(int[][] counts, int label) {
        int found = support(counts, label) + given(counts, label);
        return found == 0 ? 0 : 2.0 * counts[label][label] / found;
    }

    static int support(int[][] counts, int actual) {
        int support = 0;
        for (int cell : counts[actual]) {
            support += cell;
        }
        return support;
    }

    static int given(int[][] counts, int predicted) {
        int given = 0;
        for (int[] row : counts) {
            given += row[predicted];
        }
        return given;
    }
}
