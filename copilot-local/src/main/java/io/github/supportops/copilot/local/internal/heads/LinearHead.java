package io.github.supportops.copilot.local.internal.heads;

/** A trained multinomial logistic regression. Immutable. */
public final class LinearHead {

    private final float[][] weights;

    /**
     * A head with the given weights.
     *
     * @param weights for every label one weight for each input, then the bias
     */
    public LinearHead(float[][] weights) {
        this.weights = weights;
    }

    float[][] weights() {
        return weights;
    }

    /** The probability of every label. */
    public double[] probabilities(float[] inputs) {
        double[] scores = new double[weights.length];
        double highest = Double.NEGATIVE_INFINITY;
        for (int label = 0; label < weights.length; label++) {
            float[] row = weights[label];
            double score = row[inputs.length];
            for (int i = 0; i < inputs.length; i++) {
                score += row[i] * inputs[i];
            }
            scores[label] = score;
            highest = Math.max(highest, score);
        }
        double sum = 0;
        for (int label = 0; label < scores.length; label++) {
            scores[label] = StrictMath.exp(scores[label] - highest);
            sum += scores[label];
        }
        for (int label = 0; label < scores.length; label++) {
            scores[label] /= sum;
        }
        return scores;
    }
}
