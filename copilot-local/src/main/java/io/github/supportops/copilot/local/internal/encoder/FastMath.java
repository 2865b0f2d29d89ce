package io.github.supportops.copilot.local.internal.encoder;

/**
 * The non-linear functions of the encoder over whole rows, without branches, so that the JIT compiler vectorises them. Only
 * the four basic operations in a fixed order: the same bits on every JVM.
 */
final class FastMath {

    private static final float HALF_ROOT = 0.70710677f;

    private FastMath() {}

    /** {@code x = x * (1 + erf(x / sqrt 2)) / 2}; erf is off by at most 5e-7. */
    static void gelu(float[] row, int length) {
        for (int i = 0; i < length; i++) {
            float x = row[i];
            float t = Math.max(-4f, Math.min(4f, x * HALF_ROOT));
            float z = t * t;
            // The minimax rational approximation of erf on [-4, 4], odd polynomial over even polynomial.
            float p = -2.7261424e-10f;
            p = p * z + 2.7706815e-8f;
            p = p * z - 2.101024e-6f;
            p = p * z - 5.6925062e-5f;
            p = p * z - 7.3499064e-4f;
            p = p * z - 2.9546e-3f;
            p = p * z - 1.6096033e-2f;
            float q = -1.45660715e-5f;
            q = q * z - 2.1337405e-4f;
            q = q * z - 1.682827e-3f;
            q = q * z - 7.3733293e-3f;
            q = q * z - 1.4264739e-2f;
            row[i] = x * 0.5f * (1f + t * p / q);
        }
    }

    /** {@code x = exp(scale * (x - shift))} for exponents of at most 0; relative error below 2e-5, 0 below e^-60. */
    static void exp(float[] row, float[] shift, float scale, int length) {
        for (int i = 0; i < length; i++) {
            // exp(x) = exp(x / 64)^64; the Taylor polynomial is exact enough on the short range that is left.
            float x = Math.max(-60f, (row[i] - shift[i]) * scale) * 0.015625f;
            float e = 1.984127e-4f;
            e = e * x + 1.3888889e-3f;
            e = e * x + 8.333333e-3f;
            e = e * x + 4.1666668e-2f;
            e = e * x + 0.16666667f;
            e = e * x + 0.5f;
            e = e * x + 1f;
            e = e * x + 1f;
            e = e * e;
            e = e * e;
            e = e * e;
            e = e * e;
            e = e * e;
            row[i] = e * e;
        }
    }

    static void max(float[] row, float[] maximum, int length) {
        for (int i = 0; i < length; i++) {
            maximum[i] = Math.max(maximum[i], row[i]);
        }
    }

    static void add(float[] row, float[] sum, int length) {
        for (int i = 0; i < length; i++) {
            sum[i] = sum[i] + row[i];
        }
    }

    static void divide(float[] row, float[] divisor, int length) {
        for (int i = 0; i < length; i++) {
            row[i] = row[i] / divisor[i];
        }
    }

    /** Brings a row to mean 0 and variance 1, then applies gain and offset. */
    static void normalize(float[] row, BertWeights.Norm norm) {
        int length = norm.gain.length;
        float mean = sum(row, length) / length;
        float s0 = 0;
        float s1 = 0;
        float s2 = 0;
        float s3 = 0;
        for (int i = 0; i < length; i += 4) {
            float d0 = row[i] - mean;
            float d1 = row[i + 1] - mean;
            float d2 = row[i + 2] - mean;
            float d3 = row[i + 3] - mean;
            s0 += d0 * d0;
            s1 += d1 * d1;
            s2 += d2 * d2;
            s3 += d3 * d3;
        }
        float deviation = (float) Math.sqrt((s0 + s1 + s2 + s3) / length + 1e-12f);
        float[] gain = norm.gain;
        float[] offset = norm.offset;
        for (int i = 0; i < length; i++) {
            row[i] = (row[i] - mean) / deviation * gain[i] + offset[i];
        }
    }

    private static float sum(float[] row, int length) {
        float s0 = 0;
        float s1 = 0;
        float s2 = 0;
        float s3 = 0;
        for (int i = 0; i < length; i += 4) {
            s0 += row[i];
            s1 += row[i + 1];
            s2 += row[i + 2];
            s3 += row[i + 3];
        }
        return s0 + s1 + s2 + s3;
    }
}
