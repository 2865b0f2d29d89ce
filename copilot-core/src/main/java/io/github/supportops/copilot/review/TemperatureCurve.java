package io.github.supportops.copilot.review;

import java.util.List;

/**
 * Divides the log-odds of the stated confidence by one number (after Guo et al. 2017, "On Calibration of Modern Neural
 * Networks", for the probability of the chosen label alone): above 1 it tones down, below 1 it emboldens. Needs far fewer
 * samples than an isotonic curve, and can only shrink or stretch.
 */
record TemperatureCurve(double temperature) implements CalibrationCurve {
    private static final double LOWEST = 0.05;
    private static final double HIGHEST = 20;
    private static final double EDGE = 1e-4;
    private static final double GOLDEN = (Math.sqrt(5) - 1) / 2;

    TemperatureCurve {
        if (!(temperature >= LOWEST && temperature <= HIGHEST)) {
            throw new IllegalArgumentException(
                    "A temperature must be within " + LOWEST + " and " + HIGHEST + ": " + temperature);
        }
    }

    /** The temperature with the smallest log loss; the loss has one minimum, which a golden-section search narrows down. */
    static TemperatureCurve fit(List<CalibrationSample> samples) {
        double low = Math.log(LOWEST);
        double high = Math.log(HIGHEST);
        for (int step = 0; step < 60; step++) {
            double left = high - GOLDEN * (high - low);
            double right = low + GOLDEN * (high - low);
            if (loss(samples, Math.exp(left)) <= loss(samples, Math.exp(right))) {
                high = right;
            } else {
                low = left;
            }
        }
        double best = CalibrationCurve.rounded(Math.exp((low + high) / 2));
        return new TemperatureCurve(Math.min(HIGHEST, Math.max(LOWEST, best)));
    }

    @Override
    public double apply(double confidence) {
        return scaled(confidence, temperature);
    }

    private static double loss(List<CalibrationSample> samples, double temperature) {
        double loss = 0;
        for (CalibrationSample sample : samples) {
            double probability = scaled(sample.confidence(), temperature);
            double given = sample.correct() ? probability : 1 - probability;
            loss -= Math.log(Math.max(given, 1e-12));
        }
        return loss;
    }

    /** Certainty has no finite log-odds, so it is taken a little in before it is scaled. */
    private static double scaled(double confidence, double temperature) {
        double inside = Math.min(1 - EDGE, Math.max(EDGE, confidence));
        double odds = Math.log(inside / (1 - inside)) / temperature;
        return 1 / (1 + Math.exp(-odds));
    }
}
