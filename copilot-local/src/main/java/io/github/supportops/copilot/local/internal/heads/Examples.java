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

    /** The same as numbers, one row for each dimension: rows of thousands of examples are fast to multiply and add. */
    private final float[][] rows;

    Examples(byte[] components, int dimensions) {
        this.components = components;
        int size = components.length / dimensions;
        rows = new float[dimensions][size];
        for (int i = 0; i < size; i++) {
            for (int d = 0; d < dimensions; d++) {
                rows[d][i] = components[i * dimensions + d];
            }
        }
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
        return rows[0].length;
    }

    byte[] components() {
        return components;
    }

    /** The cosine of a vector with every example. */
    public float[] cosines(float[] vector) {
        float[] cosines = new float[size()];
        for (int d = 0; d < rows.length; d++) {
            add(rows[d], vector[d] * (LARGEST / 127), cosines);
        }
        return cosines;
    }

    private static void add(float[] row, float factor, float[] sum) {
        for (int i = 0; i < sum.length; i++) {
            sum[i] = sum[i] + row[i] * factor;
        }
    }
}
