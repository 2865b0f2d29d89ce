package io.github.supportops.copilot.local.internal.encoder;

/** Arithmetic on sentence vectors. */
public final class Vectors {

    private Vectors() {}

    /** Scales a vector in place to length one and returns it; a zero vector stays. */
    public static float[] normalized(float[] vector) {
        double sum = 0;
        for (float value : vector) {
            sum += value * value;
        }
        float length = (float) Math.sqrt(sum);
        if (length > 0) {
            for (int i = 0; i < vector.length; i++) {
                vector[i] /= length;
            }
        }
        return vector;
    }

    /** The inner product; of two vectors of length one, their cosine. */
    public static float dot(float[] a, float[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return (float) sum;
    }
}
