package io.github.supportops.copilot.local.internal.heads;

import java.util.List;

/** Everything that decides one field. Immutable. */
public final class Head {

    private final List<String> labels;
    private final LinearHead linear;
    private final byte[] exampleLabels;
    private final Settings settings;
    private final Calibration shortTexts;
    private final Calibration longTexts;

    /**
     * How the regression and the likeness to examples are weighed.
     *
     * @param linearShare what the regression counts, the rest is the likeness
     * @param width see {@link Likeness#shares}
     */
    public record Settings(double linearShare, double width) {}

    /**
     * A head of the given parts.
     *
     * @param labels the labels by their wire names
     * @param linear the trained regression
     * @param exampleLabels the label of every example, as a place in {@code labels}
     * @param settings how the two are weighed
     * @param shortTexts from the share of the chosen label to a confidence, for texts of one passage
     * @param longTexts the same for longer texts, whose shares are lower for the same certainty
     */
    public Head(
            List<String> labels,
            LinearHead linear,
            byte[] exampleLabels,
            Settings settings,
            Calibration shortTexts,
            Calibration longTexts) {
        this.labels = List.copyOf(labels);
        this.linear = linear;
        this.exampleLabels = exampleLabels.clone();
        this.settings = settings;
        this.shortTexts = shortTexts;
        this.longTexts = longTexts;
    }

    /** The labels by their wire names. */
    public List<String> labels() {
        return labels;
    }

    LinearHead linear() {
        return linear;
    }

    byte[] exampleLabels() {
        return exampleLabels;
    }

    Settings settings() {
        return settings;
    }

    Calibration shortTexts() {
        return shortTexts;
    }

    Calibration longTexts() {
        return longTexts;
    }

    /** How often a label that was chosen with this share was right on held-back examples. */
    public double confidence(double share, boolean longText) {
        return (longText ? longTexts : shortTexts).apply(share);
    }

    /** The shares of the labels for an input; they add up to one. */
    public double[] shares(float[] inputs, float[] cosines) {
        double[] shares = linear.probabilities(inputs);
        double[] votes = Likeness.shares(cosines, exampleLabels, labels.size(), settings.width());
        for (int label = 0; label < shares.length; label++) {
            shares[label] = settings.linearShare() * shares[label] + (1 - settings.linearShare()) * votes[label];
        }
        return shares;
    }
}
