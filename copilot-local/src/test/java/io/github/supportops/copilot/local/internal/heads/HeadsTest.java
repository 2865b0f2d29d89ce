package io.github.supportops.copilot.local.internal.heads;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HeadsTest {

    private static final float[][] VECTORS = {{1, 0}, {0.99f, 0.14f}, {0, 1}};

    private static Heads small() {
        Head head = new Head(
                List.of("no", "yes"),
                new LinearHead(new float[][] {{0, 0, 0}, {0, 0, 0}}),
                new byte[] {0, 0, 1},
                new Head.Settings(0.5, 0.1),
                new Calibration(new float[] {0.5f, 1f}, new float[] {0.4f, 0.9f}),
                new Calibration(new float[] {0.5f, 1f}, new float[] {0.6f, 0.7f}));
        return new Heads(Examples.of(VECTORS, 2), Map.of("field", head), "v");
    }

    @Test
    void headsAreTheSameAfterWritingAndReading() throws IOException {
        byte[] written = HeadsFile.write(small());

        assertThat(HeadsFile.write(HeadsFile.read(written))).isEqualTo(written);
        assertThat(HeadsFile.read(written).version()).hasSize(12);
    }

    @Test
    void anotherFileIsRefused() {
        assertThatThrownBy(() -> HeadsFile.read(new byte[20]))
                .isInstanceOf(IOException.class)
                .hasMessage("not a file of trained heads, or of another version");
    }

    @Test
    void similarExamplesDecideWhenTheRegressionDoesNotKnow() {
        double[] shares =
                small().shares(new float[] {0, 1}, new float[0], false).get("field");

        assertThat(shares[1]).isGreaterThan(0.7);
        assertThat(shares[0] + shares[1]).isCloseTo(1, within(1e-9));
    }

    @Test
    void likenessIsTheCosineAtAnyNumberOfComponents() {
        float[][] vectors = {{0.5f, 0.1f, 0.3f, 0.2f, 0.4f, 0.5f}, {0, 0, 0, 0, 0.3f, 0.4f}};

        float[] cosines = Examples.of(vectors, 6).cosines(vectors[0]);

        assertThat(cosines[0]).isCloseTo(0.80f, within(0.01f));
        assertThat(cosines[1]).isCloseTo(0.32f, within(0.01f));
    }

    @Test
    void unknownFieldIsNamed() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> small().head("mood"))
                .withMessage("no head for mood, only for [field]");
    }

    @Test
    void calibrationRisesAlongItsLine() {
        Calibration calibration = new Calibration(new float[] {0.5f, 1f}, new float[] {0.4f, 0.9f});

        assertThat(calibration.apply(0.2)).isCloseTo(0.4, within(1e-6));
        assertThat(calibration.apply(0.75)).isCloseTo(0.65, within(1e-6));
        assertThat(calibration.apply(1)).isCloseTo(0.9, within(1e-6));
    }

    @Test
    void longTextsHaveTheirOwnCalibration() {
        Head head = small().head("field");

        assertThat(head.confidence(1, false)).isCloseTo(0.9, within(1e-6));
        assertThat(head.confidence(1, true)).isCloseTo(0.7, within(1e-6));
    }

    @Test
    void cuesOfLongAndShortTextsAreDifferentInputs() {
        float[] vector = {1, 2};
        float[] cues = {4};

        assertThat(Inputs.join(vector, cues, false)).containsExactly(1, 2, 1, 0);
        assertThat(Inputs.join(vector, cues, true)).containsExactly(1, 2, 0, 1);
        assertThat(Inputs.withoutLongCues(Inputs.join(vector, cues, true), 2)).containsExactly(1, 2, 0, 0);
    }

    @Test
    void shippedHeadsKnowTheFiveFields() {
        Heads heads = Heads.load();

        assertThat(heads.all()).containsOnlyKeys("intent", "urgency", "sentiment", "escalation_required", "churn_risk");
    }
}
