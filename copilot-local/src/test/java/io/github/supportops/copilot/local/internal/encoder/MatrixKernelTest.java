package io.github.supportops.copilot.local.internal.encoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import org.junit.jupiter.api.Test;

class MatrixKernelTest {

    private final Random random = new Random(7);

    private float[][] wholeNumbers(int rows, int columns) {
        float[][] matrix = new float[rows][columns];
        for (float[] row : matrix) {
            for (int column = 0; column < columns; column++) {
                row[column] = random.nextInt(255) - 127;
            }
        }
        return matrix;
    }

    private static float[][] expected(float[][] a, float[][] b, int columns) {
        float[][] c = new float[a.length][columns];
        for (int row = 0; row < a.length; row++) {
            for (int column = 0; column < columns; column++) {
                long sum = 0;
                for (int k = 0; k < b.length; k++) {
                    sum += (long) a[row][k] * (long) b[k][column];
                }
                c[row][column] = sum;
            }
        }
        return c;
    }

    @Test
    void bothFormsMultiplyWholeNumbersExactly() {
        float[][] a = wholeNumbers(6, 24);
        float[][] b = wholeNumbers(24, 37);
        float[][] fused = new float[6][37];
        float[][] plain = new float[6][37];

        MatrixKernel.fused(a, 6, b, 24, 37, fused);
        MatrixKernel.plain(a, 6, b, 24, 37, plain);

        assertThat(fused).isDeepEqualTo(expected(a, b, 37));
        assertThat(plain).isDeepEqualTo(expected(a, b, 37));
    }

    @Test
    void resultIsAddedToWhatIsThere() {
        float[][] c = {{5f}, {6f}, {7f}};

        MatrixKernel.multiply(new float[3][12], 3, new float[12][1], 12, 1, c);

        assertThat(c).isDeepEqualTo(new float[][] {{5f}, {6f}, {7f}});
    }

    @Test
    void rowsThatAreTooShortAreNoticed() {
        assertThatThrownBy(() -> MatrixKernel.fused(new float[3][3], 3, new float[3][4], 3, 5, new float[3][5]))
                .isInstanceOf(IndexOutOfBoundsException.class)
                .hasMessage("block 0, 0 of 5 columns");
    }
}
