package io.github.supportops.copilot.local.internal.encoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class FastMathTest {

    @Test
    void exponentIsRightToFiveDigits() {
        for (float x = -20f; x <= 0f; x += 0.013f) {
            float[] row = {x};
            FastMath.exp(row, new float[] {0f}, 1f, 1);

            assertThat(row[0] / Math.exp(x)).as("exp(%s)", x).isCloseTo(1, within(2e-5));
        }
    }

    @Test
    void exponentFarBelowZeroIsNothing() {
        float[] row = {-500f};
        FastMath.exp(row, new float[] {0f}, 1f, 1);

        assertThat(row[0]).isBetween(0f, 1e-25f);
    }

    @Test
    void geluFollowsTheErrorFunction() {
        for (double x = -6; x <= 6; x += 0.017) {
            float[] row = {(float) x};
            FastMath.gelu(row, 1);

            assertThat((double) row[0]).as("gelu(%s)", x).isCloseTo(x * normal(x), within(4e-6));
        }
    }

    /** The normal distribution function by Simpson's rule. */
    private static double normal(double x) {
        int steps = 2_000;
        double width = x / steps;
        double sum = density(0) + density(x);
        for (int i = 1; i < steps; i++) {
            sum += density(i * width) * (i % 2 == 0 ? 2 : 4);
        }
        return 0.5 + sum * width / 3;
    }

    private static double density(double x) {
        return Math.exp(-x * x / 2) / Math.sqrt(2 * Math.PI);
    }

    @Test
    void normalizedRowHasMeanZeroAndVarianceOne() {
        int length = BertWeights.HIDDEN;
        float[] gain = new float[length];
        java.util.Arrays.fill(gain, 1f);
        float[] row = new float[length];
        for (int i = 0; i < length; i++) {
            row[i] = (i * 37 % 101) / 10f;
        }

        FastMath.normalize(row, new BertWeights.Norm(gain, new float[length]));

        double mean = 0;
        double square = 0;
        for (float value : row) {
            mean += value / length;
            square += value * value / length;
        }
        assertThat(mean).isCloseTo(0, within(1e-5));
        assertThat(square).isCloseTo(1, within(1e-4));
    }
}
