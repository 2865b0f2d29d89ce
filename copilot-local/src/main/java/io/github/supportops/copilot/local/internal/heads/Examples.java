package io.github.supportops.copilot.local.internal.heads;

/**
 * The vectors of the example tickets in 8 bits each, for the likeness of a new ticket to every example. Immutable.
 *
 * <p>One scale for all: components of vectors of length one are far below {@value #LARGEST}, and the rounding moves a cosine
 * by less than 0.001.
 */
public final class Examples {

    private static final float LARGEST = 0.5f;

    private final byte[] components;
    private final int dimensions;

    Examples(byte[] components, int dimensions) {
        this.components = components;
        this.dimensions = dimensions;
    }

    /** Rounds vectors of length one. */
    public static Examples of(float[][] vectors, int dimensions) {
        byte[] components = new byte[vectors.length * dimensions];
        for (int i = 0; i < vectors.length; i++) {
            for (int d = 0; d < dimensions; d++) {
                float clipped = Math.max(-LARGEST, Math.min(LARGEST, vectors[i][d]));
                components[i * dimensions + d] = (byte) Math.round(clipped * (127 / LARGEST));
            }
        }
        return new Examples(components, dimensions);
    }

    int size() {
        return components.length / dimensions;
    }

    byte[] components() {
        return components;
    }

    /** The cosine of a vector with every example. */
    public float[] cosines(float[] vector) {
        float[] cosines = new float[size()];
        for (int i = 0; i < cosines.length; i++) {
            float even = 0;
            float odd = 0;
            int from = i * dimensions;
            for (int d = 0; d < dimensions; d += 2) {
                even += vector[d] * components[from + d];
                odd += vector[d + 1] * components[from + d + 1];
            }
            cosines[i] = (even + odd) * (LARGEST / 127);
        }
        return cosines;
    }
}
