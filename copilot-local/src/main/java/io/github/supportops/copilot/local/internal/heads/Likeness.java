package io.github.supportops.copilot.local.internal.heads;

/** Lets examples vote for their labels, the more alike the louder. */
public final class Likeness {

    /** A little for every label, so that none is ruled out because no near example has it. */
    private static final double FLOOR = 0.01;

    private Likeness() {}

    /**
     * The share of every label in the votes.
     *
     * @param cosines the likeness to every example; an example at {@link Float#NEGATIVE_INFINITY} does not vote
     * @param labels the label of every example
     * @param count how many labels there are
     * @param width how much less alike an example must be for its vote to weigh e times less
     */
    public static double[] shares(float[] cosines, byte[] labels, int count, double width) {
        float nearest = Float.NEGATIVE_INFINITY;
        for (float cosine : cosines) {
            nearest = Math.max(nearest, cosine);
        }
        double[] shares = new double[count];
        double sum = 0;
        for (int i = 0; i < cosines.length; i++) {
            double distance = (nearest - cosines[i]) / width;
            if (distance < 16) {
                double vote = StrictMath.exp(-distance);
                shares[labels[i]] += vote;
                sum += vote;
            }
        }
        for (int label = 0; label < count; label++) {
            shares[label] = (1 - FLOOR) * shares[label] / sum + FLOOR / count;
        }
        return shares;
    }
}
