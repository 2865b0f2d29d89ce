package io.github.supportops.copilot.local.internal.heads;

/**
 * Joins a sentence vector and cues to the inputs of a {@link LinearHead}: the vector, the cues of a short text, the cues of
 * a long text. One of the two cue blocks is always zero, so a head learns for itself what a cue means in either: "great"
 * in a tweet is praise, in a long mail it is courtesy.
 */
public final class Inputs {

    /** What a present cue counts beside the vector, whose length is one. Chosen on held-back examples. */
    private static final float CUE_WEIGHT = 0.25f;

    private Inputs() {}

    /** The inputs of a text. */
    public static float[] join(float[] vector, float[] cues, boolean longText) {
        float[] inputs = new float[vector.length + 2 * cues.length];
        System.arraycopy(vector, 0, inputs, 0, vector.length);
        int from = vector.length + (longText ? cues.length : 0);
        for (int i = 0; i < cues.length; i++) {
            inputs[from + i] = cues[i] * CUE_WEIGHT;
        }
        return inputs;
    }

    /** The same inputs without the cues of a long text. */
    public static float[] withoutLongCues(float[] inputs, int dimensions) {
        float[] changed = inputs.clone();
        java.util.Arrays.fill(changed, dimensions + (inputs.length - dimensions) / 2, inputs.length, 0f);
        return changed;
    }
}
