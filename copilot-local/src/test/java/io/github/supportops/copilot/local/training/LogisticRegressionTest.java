package io.github.supportops.copilot.local.training;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.supportops.copilot.local.internal.heads.Calibration;
import io.github.supportops.copilot.local.internal.heads.LinearHead;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LogisticRegressionTest {

    private static final int COUNT = 300;

    private final float[][] inputs = new float[COUNT][];
    private final byte[] labels = new byte[COUNT];

    LogisticRegressionTest() {
        Random random = new Random(3);
        for (int i = 0; i < COUNT; i++) {
            labels[i] = (byte) (i % 3);
            inputs[i] = new float[] {
                (labels[i] == 0 ? 2 : 0) + (float) random.nextGaussian() / 2,
                (labels[i] == 1 ? 2 : 0) + (float) random.nextGaussian() / 2
            };
        }
    }

    @Test
    void separableLabelsAreLearned() {
        LinearHead head = LogisticRegression.fit(inputs, labels, 3, 10);

        int right = 0;
        for (int i = 0; i < COUNT; i++) {
            right += head.probabilities(inputs[i])[labels[i]] > 0.5 ? 1 : 0;
        }
        assertThat(right).isGreaterThan(COUNT * 9 / 10);
    }

    @Test
    void sameExamplesGiveTheSameHead() {
        float[] input = {0.3f, 0.9f};

        assertThat(LogisticRegression.fit(inputs, labels, 3, 4).probabilities(input))
                .isEqualTo(LogisticRegression.fit(inputs, labels, 3, 4).probabilities(input));
    }

    @Test
    void calibrationNeverFallsAndNeverPromisesCertainty() {
        Random random = new Random(5);
        List<Isotonic.Outcome> outcomes = new ArrayList<>();
        for (int i = 0; i < 800; i++) {
            double share = random.nextDouble();
            outcomes.add(new Isotonic.Outcome(share, random.nextDouble() < share * share));
        }

        Calibration calibration = Isotonic.fit(outcomes, 1, 1);

        double before = 0;
        for (double share = 0; share <= 1; share += 0.01) {
            double now = calibration.apply(share);
            assertThat(now).isGreaterThanOrEqualTo(before).isLessThan(1);
            before = now;
        }
    }

    @Test
    void littleTrustBringsConfidencesTogetherAndLittleAgreementLowersThem() {
        List<Isotonic.Outcome> outcomes = new ArrayList<>();
        for (int i = 0; i < 800; i++) {
            outcomes.add(new Isotonic.Outcome(i / 800.0, i >= 400));
        }

        Calibration wide = Isotonic.fit(outcomes, 1, 1);
        Calibration narrow = Isotonic.fit(outcomes, 0.1, 0.8);

        assertThat(wide.apply(1) - wide.apply(0)).isGreaterThan(0.9);
        assertThat(narrow.apply(0)).isBetween(0.35, 0.4);
        assertThat(narrow.apply(1)).isBetween(0.4, 0.45);
    }
}
