package io.github.supportops.copilot.local.internal.heads;

/**
 * Turns a share between 0 and 1 into the frequency with which such a share was right on held-back examples: a rising
 * line through a few points. Immutable.
 */
public final class Calibration {

    private final float[] shares;
    private final float[] frequencies;

    /**
     * A line through points.
     *
     * @param shares rising
     * @param frequencies of the same length, never falling
     */
    public Calibration(float[] shares, float[] frequencies) {
        this.shares = shares;
        this.frequencies = frequencies;
    }

    float[] shares() {
        return shares;
    }

    float[] frequencies() {
        return frequencies;
    }

    /** The frequency for a share; outside the points, that of the nearest one. */
    public double apply(double share) {
        int last = shares.length - 1;
        if (share <= shares[0]) {
            return frequencies[0];
        }
        for (int i = 1; i <= last; i++) {
            if (share <= shares[i]) {
                double part = (share - shares[i - 1]) / (shares[i] - shares[i - 1]);
                return frequencies[i - 1] + part * (frequencies[i] - frequencies[i - 1]);
            }
        }
        return frequencies[last];
    }
}
