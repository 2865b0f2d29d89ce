package io.github.supportops.copilot.eval;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What an analyzer's confidence is worth for one field.
 *
 * @param measured of how many tickets confidence was measured
 * @param expectedCalibrationError the mean distance between confidence and accuracy over ten bins of equal width, weighted
 *     by the tickets in them (Guo et al. 2017); 0 is best
 * @param bins the ten bins, those without tickets included
 * @param coverage how many tickets can be left to the analyzer at a wanted precision
 * @param confidentHalfAccuracy the accuracy on the surer half of the tickets
 */
public record ConfidenceReport(
        int measured,
        double expectedCalibrationError,
        List<Bin> bins,
        List<Coverage> coverage,
        double confidentHalfAccuracy) {
    private static final int BINS = 10;
    private static final List<Double> WANTED = List.of(0.80, 0.90, 0.95);

    /** Copies the lists. */
    public ConfidenceReport {
        bins = List.copyOf(bins);
        coverage = List.copyOf(coverage);
    }

    /**
     * Tickets of similar confidence.
     *
     * @param from the lowest confidence, included
     * @param to the highest confidence, excluded except for 1
     * @param tickets how many
     * @param confidence their mean confidence; 0 without tickets
     * @param accuracy the share that is right; 0 without tickets
     */
    public record Bin(double from, double to, int tickets, double confidence, double accuracy) {}

    /**
     * The largest share of tickets, surest first, that is right at least this often.
     *
     * @param precision the wanted share of right answers
     * @param share the share of the tickets; 0 when no threshold reaches the precision
     * @param threshold the confidence they start at; 1 when there is none
     */
    public record Coverage(double precision, double share, double threshold) {}

    static Optional<ConfidenceReport> of(Predictions predictions) {
        List<Integer> surest = predictions.surestFirst();
        if (surest.isEmpty()) {
            return Optional.empty();
        }
        List<Bin> bins = bins(predictions, surest);
        double error = bins.stream()
                .mapToDouble(bin -> bin.tickets() * Math.abs(bin.confidence() - bin.accuracy()))
                .sum();
        return Optional.of(new ConfidenceReport(
                surest.size(),
                error / surest.size(),
                bins,
                WANTED.stream()
                        .map(wanted -> coverage(predictions, surest, wanted))
                        .toList(),
                accuracy(predictions, surest.subList(0, (surest.size() + 1) / 2))));
    }

    private static List<Bin> bins(Predictions predictions, List<Integer> places) {
        int[] tickets = new int[BINS];
        int[] right = new int[BINS];
        double[] sum = new double[BINS];
        for (int at : places) {
            int bin = Math.min(BINS - 1, (int) (predictions.confidence(at) * BINS));
            tickets[bin]++;
            right[bin] += predictions.isRight(at) ? 1 : 0;
            sum[bin] += predictions.confidence(at);
        }
        List<Bin> bins = new ArrayList<>();
        for (int bin = 0; bin < BINS; bin++) {
            int count = Math.max(1, tickets[bin]);
            bins.add(new Bin(
                    (double) bin / BINS,
                    (double) (bin + 1) / BINS,
                    tickets[bin],
                    sum[bin] / count,
                    (double) right[bin] / count));
        }
        return bins;
    }

    /** A threshold cannot tell tickets of the same confidence apart, so only the last of them can be the end. */
    private static Coverage coverage(Predictions predictions, List<Integer> surest, double wanted) {
        Coverage best = new Coverage(wanted, 0, 1);
        int right = 0;
        for (int taken = 1; taken <= surest.size(); taken++) {
            int at = surest.get(taken - 1);
            right += predictions.isRight(at) ? 1 : 0;
            double confidence = predictions.confidence(at);
            boolean last = taken == surest.size() || predictions.confidence(surest.get(taken)) < confidence;
            if (last && right >= wanted * taken) {
                best = new Coverage(wanted, (double) taken / predictions.size(), confidence);
            }
        }
        return best;
    }

    private static double accuracy(Predictions predictions, List<Integer> places) {
        return (double) places.stream().filter(predictions::isRight).count() / places.size();
    }
}
