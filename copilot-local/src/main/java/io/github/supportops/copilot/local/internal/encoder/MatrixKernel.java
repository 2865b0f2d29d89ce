package io.github.supportops.copilot.local.internal.encoder;

/**
 * {@code C += A x B} on rows of floats, written so that the JIT compiler of Java 17 turns the inner loops into vector
 * instructions by itself.
 *
 * <p>What that takes, found by measuring: every row is an array of its own, indexed by the plain loop variable; the loop
 * walks along output columns, so nothing is summed across lanes; the body stays small enough to be unrolled. A block of 3
 * rows by 3 inputs with fused multiply-add runs at about 35 billion multiplications a second and core here, 4 x 4 blocks at
 * 7. Where the processor has no fused multiply-add, {@code Math.fma} would be a thousand times slower, so it is tried once
 * and the plain form is used instead. For whole numbers below 2^24 both forms give the same, exact result.
 */
final class MatrixKernel {

    private static final boolean FUSED = fusedIsFast();

    private MatrixKernel() {}

    /**
     * Adds {@code a x b} to {@code c}.
     *
     * @param rows how many rows of a and c; both have at least the next multiple of three, filled or not
     * @param inputs how many columns of a and rows of b; a multiple of twelve
     * @param columns how many columns of b and c
     */
    static void multiply(float[][] a, int rows, float[][] b, int inputs, int columns, float[][] c) {
        if (FUSED) {
            fused(a, rows, b, inputs, columns, c);
        } else {
            plain(a, rows, b, inputs, columns, c);
        }
    }

    static void fused(float[][] a, int rows, float[][] b, int inputs, int columns, float[][] c) {
        for (int k = 0; k < inputs; k += 3) {
            for (int row = 0; row < rows; row += 3) {
                fusedBlock(a, row, b, k, columns, c);
            }
        }
    }

    /**
     * Three rows by three inputs. It takes the whole matrices and checks the bounds itself: that also makes it longer than
     * the compiler's inlining limit of 325 bytes, and inlined into the loops of the caller it is not vectorized, which
     * makes it five times slower.
     */
    private static void fusedBlock(float[][] a, int row, float[][] b, int k, int columns, float[][] c) {
        float[] a0 = a[row];
        float[] a1 = a[row + 1];
        float[] a2 = a[row + 2];
        float[] b0 = b[k];
        float[] b1 = b[k + 1];
        float[] b2 = b[k + 2];
        float[] c0 = c[row];
        float[] c1 = c[row + 1];
        float[] c2 = c[row + 2];
        if (k + 2 >= Math.min(a0.length, Math.min(a1.length, a2.length))
                || columns > Math.min(b0.length, Math.min(b1.length, b2.length))
                || columns > Math.min(c0.length, Math.min(c1.length, c2.length))) {
            throw new IndexOutOfBoundsException("block " + row + ", " + k + " of " + columns + " columns");
        }
        float p00 = a0[k];
        float p01 = a0[k + 1];
        float p02 = a0[k + 2];
        float p10 = a1[k];
        float p11 = a1[k + 1];
        float p12 = a1[k + 2];
        float p20 = a2[k];
        float p21 = a2[k + 1];
        float p22 = a2[k + 2];
        for (int j = 0; j < columns; j++) {
            float v0 = b0[j];
            float v1 = b1[j];
            float v2 = b2[j];
            c0[j] = Math.fma(p02, v2, Math.fma(p01, v1, Math.fma(p00, v0, c0[j])));
            c1[j] = Math.fma(p12, v2, Math.fma(p11, v1, Math.fma(p10, v0, c1[j])));
            c2[j] = Math.fma(p22, v2, Math.fma(p21, v1, Math.fma(p20, v0, c2[j])));
        }
    }

    static void plain(float[][] a, int rows, float[][] b, int inputs, int columns, float[][] c) {
        for (int k = 0; k < inputs; k += 4) {
            for (int row = 0; row < rows; row++) {
                addRows(a[row], k, b[k], b[k + 1], b[k + 2], b[k + 3], columns, c[row]);
            }
        }
    }

    /** {@code c += a[k] * b0 + a[k + 1] * b1 + a[k + 2] * b2 + a[k + 3] * b3}, in this order on every machine. */
    static void addRows(float[] a, int k, float[] b0, float[] b1, float[] b2, float[] b3, int columns, float[] c) {
        float a0 = a[k];
        float a1 = a[k + 1];
        float a2 = a[k + 2];
        float a3 = a[k + 3];
        for (int j = 0; j < columns; j++) {
            c[j] = c[j] + a0 * b0[j] + a1 * b1[j] + a2 * b2[j] + a3 * b3[j];
        }
    }

    private static boolean fusedIsFast() {
        float value = 1;
        long started = System.nanoTime();
        for (int i = 0; i < 200; i++) {
            value = Math.fma(value, 0.5f, 1f);
        }
        // Emulated, one takes microseconds even when compiled; interpreted on real hardware about 50 ns.
        return System.nanoTime() - started < 200_000 && value > 0;
    }
}
