package io.github.supportops.copilot.review;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.supportops.copilot.AnalysisField;
import io.github.supportops.copilot.AnalysisResult;
import io.github.supportops.copilot.ChurnRisk;
import io.github.supportops.copilot.Confidence;
import io.github.supportops.copilot.Intent;
import io.github.supportops.copilot.Provenance;
import io.github.supportops.copilot.Sentiment;
import io.github.supportops.copilot.TicketAnalysis;
import io.github.supportops.copilot.Urgency;
import io.github.supportops.copilot.review.Calibration.Method;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class CalibrationTest {

    @ParameterizedTest
    @EnumSource(Method.class)
    void overconfidenceIsTonedDownToTheShareThatIsRight(Method method) {
        List<CalibrationSample> samples = new ArrayList<>();
        samples.addAll(samples(200, 0.95, 140));
        samples.addAll(samples(200, 0.60, 110));

        Calibration calibration = Calibration.learn(method, samples);

        assertThat(calibration.apply(AnalysisField.INTENT, 0.95)).isCloseTo(0.70, within(0.03));
        assertThat(calibration.apply(AnalysisField.INTENT, 0.60)).isCloseTo(0.55, within(0.03));
    }

    @ParameterizedTest
    @EnumSource(Method.class)
    void aHigherConfidenceNeverBecomesLowerThanALowerOne(Method method) {
        Random random = new Random(5);
        List<CalibrationSample> samples = new ArrayList<>();
        for (int at = 0; at < 500; at++) {
            samples.add(new CalibrationSample(AnalysisField.INTENT, random.nextDouble(), random.nextBoolean()));
        }

        Calibration calibration = Calibration.learn(method, samples);

        double before = 0;
        for (int step = 0; step <= 100; step++) {
            double now = calibration.apply(AnalysisField.INTENT, step / 100.0);
            assertThat(now).isBetween(before, 1.0);
            before = now;
        }
    }

    @Test
    void neighboursOutOfOrderArePooled() {
        List<CalibrationSample> samples = new ArrayList<>();
        samples.addAll(samples(40, 0.5, 30));
        samples.addAll(samples(40, 0.6, 10));

        IsotonicCurve curve = IsotonicCurve.fit(samples);

        assertThat(curve.points()).containsExactly(new IsotonicCurve.Point(0.55, 0.5));
    }

    @Test
    void betweenTwoPointsTheCurveIsStraightAndOutsideItIsLevel() {
        IsotonicCurve curve =
                new IsotonicCurve(List.of(new IsotonicCurve.Point(0.2, 0.1), new IsotonicCurve.Point(0.6, 0.5)));

        assertThat(curve.apply(0.4)).isCloseTo(0.3, within(1e-9));
        assertThat(curve.apply(0.0)).isEqualTo(0.1);
        assertThat(curve.apply(1.0)).isEqualTo(0.5);
    }

    @Test
    void aFewLuckyLabelsNeverBecomeCertainty() {
        Calibration calibration = Calibration.learn(Method.ISOTONIC, samples(30, 0.9, 30));

        assertThat(calibration.apply(AnalysisField.INTENT, 0.9)).isCloseTo(31.0 / 32, within(1e-6));
    }

    @Test
    void aFieldWithTooFewSamplesIsLeftAsItIs() {
        Calibration calibration = Calibration.learn(Method.ISOTONIC, samples(29, 0.9, 10));

        assertThat(calibration.fields()).isEmpty();
        assertThat(calibration.apply(AnalysisField.INTENT, 0.9)).isEqualTo(0.9);
    }

    @Test
    void aResultShowsTheVersionAndKeepsAbsentConfidenceAbsent() {
        Calibration calibration = Calibration.learn(Method.ISOTONIC, samples(40, 0.9, 20));
        TicketAnalysis analysis =
                new TicketAnalysis(Intent.BILLING, Urgency.LOW, Sentiment.NEUTRAL, false, ChurnRisk.LOW, "Thank you.");
        AnalysisResult result = AnalysisResult.builder(
                        "T", analysis, Provenance.builder("test").build())
                .confidence(Confidence.of(Map.of(AnalysisField.INTENT, 0.9)))
                .build();

        AnalysisResult calibrated = calibration.apply(result);

        assertThat(calibrated.confidence().measured()).containsExactly(Map.entry(AnalysisField.INTENT, 0.5));
        assertThat(calibrated.provenance().versions()).containsEntry("calibration", calibration.version());
        assertThat(calibrated.analysis()).isEqualTo(analysis);
    }

    @ParameterizedTest
    @EnumSource(Method.class)
    void aFileIsReadBackAsItWasWritten(Method method, @TempDir Path folder) throws IOException {
        Calibration calibration = Calibration.learn(method, samples(100, 0.83, 61));
        Path file = folder.resolve("calibration.json");

        calibration.write(file);

        assertThat(Calibration.read(file)).isEqualTo(calibration);
        assertThat(Calibration.read(file).version()).isEqualTo(calibration.version());
    }

    @Test
    void otherContentHasAnotherVersion() {
        assertThat(Calibration.learn(Method.TEMPERATURE, samples(100, 0.8, 60)).version())
                .isNotEqualTo(Calibration.learn(Method.TEMPERATURE, samples(100, 0.8, 61))
                        .version());
    }

    @Test
    void aFileChangedByHandIsRefused() {
        String json = Calibration.learn(Method.ISOTONIC, samples(100, 0.8, 60)).toJson();

        assertThatThrownBy(() -> Calibration.fromJson(json.replace("0.8,", "0.7,")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("changed by hand");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "{\"format\":2,\"fields\":{}}",
                "{\"format\":1,\"version\":\"x\",\"fields\":{\"mood\":{\"temperature\":1}}}",
                "{\"format\":1,\"version\":\"x\",\"fields\":{\"intent\":{\"temperature\":0}}}",
                "{\"format\":1,\"version\":\"x\",\"fields\":{\"intent\":{\"points\":[[0.1]]}}}",
                "{\"format\":1,\"version\":\"x\",\"fields\":{\"intent\":{\"points\":[]}}}",
                "{\"format\":1,\"version\":\"x\",\"fields\":{\"intent\":{\"points\":[[0.5,0.9],[0.6,0.1]]}}}",
                "{\"format\":1,\"version\":\"x\",\"fields\":{\"intent\":5}}"
            })
    void anythingElseIsRefused(String json) {
        assertThatThrownBy(() -> Calibration.fromJson(json)).isInstanceOf(IllegalArgumentException.class);
    }

    private static List<CalibrationSample> samples(int count, double confidence, int correct) {
        List<CalibrationSample> samples = new ArrayList<>();
        for (int at = 0; at < count; at++) {
            samples.add(new CalibrationSample(AnalysisField.INTENT, confidence, at < correct));
        }
        return samples;
    }
}
