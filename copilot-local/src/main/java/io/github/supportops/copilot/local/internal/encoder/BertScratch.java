package io.github.supportops.copilot.local.internal.encoder;

import java.util.Arrays;

/** The working memory of one call of {@link BertEncoder}; not thread-safe, reused from call to call. */
final class BertScratch {

    /** One over the square root of the width of a head. */
    static final float SCORE_SCALE = (float) (1 / Math.sqrt(BertWeights.HIDDEN / (double) BertWeights.HEADS));

    /** Adding and subtracting this rounds a float of up to 2^22 to the nearest whole number, halves to even. */
    private static final float ROUNDER = 12_582_912f;

    int tokens;
    /** The tokens rounded up to whole blocks of {@link MatrixKernel#multiply}. */
    int rows;
    /** The tokens rounded up to whole blocks of {@link MatrixKernel#addRows}. */
    int paddedTokens;

    float[][] state = {};
    float[][] quantized = {};
    float[][] attention = {};
    float[][] context = {};
    float[][] projected = {};
    float[][] inner = {};
    float[][] queries = {};
    float[][] weights = {};
    float[][] mixed = {};
    float[] maximum = {};
    float[] total = {};
    private float[] values = {};
    private int capacity;

    /** Makes room for a number of tokens. */
    void begin(int count) {
        tokens = count;
        rows = (count + 2) / 3 * 3;
        paddedTokens = (count + 3) / 4 * 4;
        if (count > capacity) {
            grow((count + 47) / 48 * 48);
        }
    }

    private void grow(int size) {
        capacity = size;
        state = matrix(size, BertWeights.HIDDEN);
        quantized = matrix(size, BertWeights.INNER);
        attention = matrix(size, 3 * BertWeights.HIDDEN);
        context = matrix(size, BertWeights.HIDDEN);
        projected = matrix(size, BertWeights.HIDDEN);
        inner = matrix(size, BertWeights.INNER);
        queries = matrix(BertWeights.HIDDEN, size);
        weights = matrix(size, size);
        mixed = matrix(BertWeights.HIDDEN, size);
        maximum = new float[BertWeights.padded(size)];
        total = new float[BertWeights.padded(size)];
        values = new float[BertWeights.padded(size)];
    }

    private static float[][] matrix(int rows, int columns) {
        return new float[rows][BertWeights.padded(columns)];
    }

    /**
     * ONNX DynamicQuantizeLinear over all tokens: fills {@link #quantized} with whole numbers in which the zero point is
     * already taken off, and returns the scale.
     */
    float quantize(float[][] input, int columns) {
        float low = 0f;
        float high = 0f;
        for (int row = 0; row < tokens; row++) {
            low = Math.min(low, lowest(input[row], columns));
            high = Math.max(high, highest(input[row], columns));
        }
        float scale = high == low ? 1f : (high - low) / 255f;
        float zero = Math.min(255f, Math.max(0f, (float) Math.rint(-low / scale)));
        for (int row = 0; row < tokens; row++) {
            round(input[row], quantized[row], scale, -zero, 255f - zero, columns);
        }
        for (int row = tokens; row < rows; row++) {
            Arrays.fill(quantized[row], 0, columns, 0f);
        }
        return scale;
    }

    private static void round(float[] from, float[] to, float scale, float least, float most, int columns) {
        for (int column = 0; column < columns; column++) {
            float rounded = from[column] / scale + ROUNDER - ROUNDER;
            to[column] = Math.max(least, Math.min(most, rounded));
        }
    }

    private static float lowest(float[] row, int columns) {
        float a = 0f;
        float b = 0f;
        float c = 0f;
        float d = 0f;
        for (int column = 0; column < columns; column += 4) {
            a = Math.min(a, row[column]);
            b = Math.min(b, row[column + 1]);
            c = Math.min(c, row[column + 2]);
            d = Math.min(d, row[column + 3]);
        }
        return Math.min(Math.min(a, b), Math.min(c, d));
    }

    private static float highest(float[] row, int columns) {
        float a = 0f;
        float b = 0f;
        float c = 0f;
        float d = 0f;
        for (int column = 0; column < columns; column += 4) {
            a = Math.max(a, row[column]);
            b = Math.max(b, row[column + 1]);
            c = Math.max(c, row[column + 2]);
            d = Math.max(d, row[column + 3]);
        }
        return Math.max(Math.max(a, b), Math.max(c, d));
    }

    /** The values of one column of {@link #attention}, padded with zeros; valid until the next call. */
    float[] column(int column) {
        for (int row = 0; row < tokens; row++) {
            values[row] = attention[row][column];
        }
        Arrays.fill(values, tokens, paddedTokens, 0f);
        return values;
    }

    static void transpose(float[][] from, int rows, int columns, float[][] to) {
        for (int row = 0; row < rows; row++) {
            float[] source = from[row];
            for (int column = 0; column < columns; column++) {
                to[column][row] = source[column];
            }
        }
    }
}
