package io.github.supportops.copilot.local.training;

import io.github.supportops.copilot.local.internal.heads.Calibration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Learns a {@link Calibration} from held-back answers: equal bins, pooled until they rise. */
final class Isotonic {

    private static final int BINS = 16;

    /**
     * One held-back answer.
     *
     * @param share the share of the label that was chosen
     * @param right whether it was the right one
     */
    record Outcome(double share, boolean right) {}

    private record Pool(double shares, double right, int count) {
        Pool plus(Pool other) {
            return new Pool(shares + other.shares, right + other.right, count + other.count);
        }

        double share() {
            return shares / count;
        }

        double frequency() {
            // As if one more answer had been half right: no bin promises certainty.
            return (right + 0.5) / (count + 1);
        }
    }

    private Isotonic() {}

    /**
     * Fits the line.
     *
     * @param trust from 0 to 1, how much of the spread around the mean is believed on tickets from elsewhere
     * @param agreement from 0 to 1, by which every frequency is multiplied
     */
    static Calibration fit(List<Outcome> outcomes, double trust, double agreement) {
        double mean = outcomes.stream().filter(Outcome::right).count() / (double) outcomes.size();
        List<Outcome> sorted = new ArrayList<>(outcomes);
        sorted.sort(Comparator.comparingDouble(Outcome::share));
        List<Pool> pools = new ArrayList<>();
        for (int bin = 0; bin < BINS; bin++) {
            int from = sorted.size() * bin / BINS;
            int to = sorted.size() * (bin + 1) / BINS;
            if (from < to) {
                add(pool(sorted.subList(from, to)), pools);
            }
        }
        float[] shares = new float[pools.size()];
        float[] frequencies = new float[pools.size()];
        for (int i = 0; i < shares.length; i++) {
            shares[i] = (float) pools.get(i).share();
            frequencies[i] = (float) (agreement * (mean + trust * (pools.get(i).frequency() - mean)));
        }
        return new Calibration(shares, frequencies);
    }

    private static void add(Pool pool, List<Pool> pools) {
        Pool last = pool;
        while (!pools.isEmpty() && pools.get(pools.size() - 1).frequency() >= last.frequency()) {
            last = pools.remove(pools.size() - 1).plus(last);
        }
        pools.add(last);
    }

    private static Pool pool(List<Outcome> outcomes) {
        double shares = outcomes.stream().mapToDouble(Outcome::share).sum();
        long right = outcomes.stream().filter(Outcome::right).count();
        return new Pool(shares, right, outcomes.size());
    }
}
