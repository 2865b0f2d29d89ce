package io.github.supportops.copilot.review;

/** Maps the confidence an analyzer states to the share of such labels that are right. Never falls as confidence rises. */
sealed interface CalibrationCurve permits IsotonicCurve, TemperatureCurve {

    double apply(double confidence);

    /** Six digits are more than any set of tickets can justify, and are the same when they are read back from a file. */
    static double rounded(double value) {
        return Math.round(value * 1e6) / 1e6;
    }
}
