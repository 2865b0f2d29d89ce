package io.github.supportops.copilot.local.internal.heads;

/** Joins a sentence vector and cues to the inputs of a {@link LinearHead}. */
public final class Inputs {

    /** What a present cue counts beside the vector, whose length is one. Chosen on held-back examples. */
    private static final float CUE_WEIGHT = 0.25f;

    private Inputs() {}

    /** The vector, then the weighed cues. */
    public static float[] join(float[] vector, float[] cues) {
        float[] inputs = new float[vector.length + cues.length];
        System.arraycopy(vector, 0, inputs, 0, vector.length);
        for (int i = 0; i < cues.length; i++) {
            inputs[vector.length + i] = cues[i] * CUE_WEIGHT;
        }
        return inputs;
    }
}
