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
        int fours = rows.length / 4 * 4;
        for (int d = 0; d < fours; d += 4) {
            addFour(d, vector, cosines);
        }
        for (int d = fours; d < rows.length; d++) {
            add(rows[d], vector[d] * (LARGEST / 127), cosines);
        }
        return cosines;
    }

    /** Four components in one walk over the examples, added in the same order as one by one: the same sums. */
    private void addFour(int from, float[] vector, float[] sum) {
        float[] row0 = rows[from];
        float[] row1 = rows[from + 1];
        float[] row2 = rows[from + 2];
        float[] row3 = rows[from + 3];
        float factor0 = vector[from] * (LARGEST / 127);
        float factor1 = vector[from + 1] * (LARGEST / 127);
        float factor2 = vector[from + 2] * (LARGEST / 127);
        float factor3 = vector[from + 3] * (LARGEST / 127);
        for (int i = 0; i < sum.length; i++) {
            sum[i] = sum[i] + row0[i] * factor0 + row1[i] * factor1 + row2[i] * factor2 + row3[i] * factor3;
        }
    }

    private static void add(float[] row, float factor, float[] sum) {
        for (int i = 0; i < sum.length; i++) {
            sum[i] = sum[i] + row[i] * factor;
        }
    }
}
