package io.github.supportops.copilot.eval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.supportops.copilot.AnalysisField;
import io.github.supportops.copilot.AnalysisResult;
import io.github.supportops.copilot.ChurnRisk;
import io.github.supportops.copilot.FailureKind;
import io.github.supportops.copilot.Intent;
import io.github.supportops.copilot.SetupException;
import io.github.supportops.copilot.Ticket;
import io.github.supportops.copilot.TicketAnalyzer;
import io.github.supportops.copilot.review.CalibrationSample;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class EvaluationTest {
    private final ScriptedAnalyzer analyzer = new ScriptedAnalyzer();

    @Test
    void accuracyAndMacroF1CountATicketWithoutAnAnswerAsWrong() {
        analyzer.answer("1", Intent.BILLING).answer("2", Intent.COMPLAINT).answer("3", Intent.COMPLAINT);

        FieldReport intent =
                run(intent("1", "billing"), intent("2", "billing"), intent("3", "complaint"), intent("4", "complaint"));

        assertThat(intent.accuracy().value()).isEqualTo(0.5);
        assertThat(intent.macroF1().value()).isCloseTo((2.0 / 3 + 0.5) / 2, within(1e-12));
        assertThat(intent.confusion().counts().get(0)).containsExactly(1, 0, 0, 1, 0, 0);
        assertThat(intent.confusion().counts().get(3)).containsExactly(0, 0, 0, 1, 0, 1);
    }

    @Test
    void precisionAndRecallOfAClass() {
        analyzer.answer("1", Intent.BILLING).answer("2", Intent.COMPLAINT).answer("3", Intent.COMPLAINT);

        FieldReport intent = run(intent("1", "billing"), intent("2", "billing"), intent("3", "complaint"));

        assertThat(intent.classes())
                .contains(
                        new ClassReport("billing", 2, 1, 1.0, 0.5, 2.0 / 3),
                        new ClassReport("complaint", 1, 2, 0.5, 1.0, 2.0 / 3),
                        new ClassReport("general_query", 0, 0, 0, 0, 0));
    }

    @Test
    void aLabelThatSaysWhatAValueIsNotIsScoredInTwoClasses() {
        analyzer.answer("1", ChurnRisk.HIGH)
                .answer("2", ChurnRisk.MEDIUM)
                .answer("3", ChurnRisk.LOW)
                .answer("4", ChurnRisk.HIGH);
        List<LabelledTicket> gold = List.of(
                labelled("1", AnalysisField.CHURN_RISK, "high"),
                labelled("2", AnalysisField.CHURN_RISK, "not_high"),
                labelled("3", AnalysisField.CHURN_RISK, "not_high"),
                labelled("4", AnalysisField.CHURN_RISK, "not_high"));

        FieldReport churn = Evaluation.builder(analyzer)
                .build()
                .run(gold)
                .field(AnalysisField.CHURN_RISK)
                .orElseThrow();

        assertThat(churn.accuracy().value()).isEqualTo(0.75);
        assertThat(churn.confusion().classes()).containsExactly("high", "not_high");
        assertThat(churn.confusion().counts()).containsExactly(List.of(1, 0, 0), List.of(1, 2, 0));
    }

    @Test
    void twoDifferentNotsInOneColumnAreRefused() {
        List<LabelledTicket> gold = List.of(
                labelled("1", AnalysisField.CHURN_RISK, "not_low"),
                labelled("2", AnalysisField.CHURN_RISK, "not_high"));

        assertThatThrownBy(() -> Evaluation.builder(analyzer).build().run(gold))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("churn_risk say not_ of 2 different values");
    }

    @Test
    void calibrationErrorIsTheWeightedDistanceOfConfidenceAndAccuracy() {
        analyzer.answer("1", Intent.BILLING, 0.95)
                .answer("2", Intent.COMPLAINT, 0.95)
                .answer("3", Intent.BILLING, 0.65);

        ConfidenceReport confidence = run(intent("1", "billing"), intent("2", "billing"), intent("3", "billing"))
                .confidence()
                .orElseThrow();

        assertThat(confidence.expectedCalibrationError()).isCloseTo((2 * 0.45 + 0.35) / 3, within(1e-12));
        assertThat(confidence.bins().get(9).tickets()).isEqualTo(2);
        assertThat(confidence.bins().get(9).accuracy()).isEqualTo(0.5);
    }

    @Test
    void coverageIsTheLargestShareThatIsRightOftenEnough() {
        analyzer.answer("1", Intent.BILLING, 0.9)
                .answer("2", Intent.BILLING, 0.8)
                .answer("3", Intent.COMPLAINT, 0.7)
                .answer("4", Intent.BILLING, 0.6)
                .answer("5", Intent.BILLING, 0.5);

        ConfidenceReport confidence = run(
                        intent("1", "billing"),
                        intent("2", "billing"),
                        intent("3", "billing"),
                        intent("4", "billing"),
                        intent("5", "billing"))
                .confidence()
                .orElseThrow();

        assertThat(confidence.coverage())
                .containsExactly(
                        new ConfidenceReport.Coverage(0.80, 1.0, 0.5),
                        new ConfidenceReport.Coverage(0.90, 0.4, 0.8),
                        new ConfidenceReport.Coverage(0.95, 0.4, 0.8));
        assertThat(confidence.confidentHalfAccuracy()).isCloseTo(2.0 / 3, within(1e-12));
    }

    @Test
    void noThresholdCanSeparateTicketsOfTheSameConfidence() {
        analyzer.answer("1", Intent.BILLING, 0.9).answer("2", Intent.COMPLAINT, 0.9);

        ConfidenceReport confidence =
                run(intent("1", "billing"), intent("2", "billing")).confidence().orElseThrow();

        assertThat(confidence.coverage().get(1)).isEqualTo(new ConfidenceReport.Coverage(0.90, 0, 1));
    }

    @Test
    void confidenceThatWasNotMeasuredIsNotReported() {
        analyzer.answer("1", Intent.BILLING);

        assertThat(run(intent("1", "billing")).confidence()).isEmpty();
    }

    @Test
    void calibrationLearnsFromTheSamplesOfAReport() {
        analyzer.answer("1", Intent.BILLING, 0.6).answer("2", Intent.COMPLAINT, 0.9);

        EvaluationReport report = Evaluation.builder(analyzer)
                .build()
                .run(List.of(intent("1", "billing"), intent("2", "billing"), intent("3", "billing")));

        assertThat(report.calibrationSamples())
                .containsExactly(
                        new CalibrationSample(AnalysisField.INTENT, 0.9, false),
                        new CalibrationSample(AnalysisField.INTENT, 0.6, true));
    }

    @Test
    void theIntervalHoldsTheValueAndIsTheSameForTheSameSeed() {
        List<LabelledTicket> gold = new ArrayList<>();
        for (int at = 0; at < 100; at++) {
            analyzer.answer("T" + at, at < 80 ? Intent.BILLING : Intent.COMPLAINT);
            gold.add(intent("T" + at, "billing"));
        }

        Estimate accuracy =
                Evaluation.builder(analyzer).build().run(gold).fields().get(0).accuracy();
        Estimate again =
                Evaluation.builder(analyzer).build().run(gold).fields().get(0).accuracy();

        // The binomial standard error is 0.04, so the interval reaches about 0.078 to each side.
        assertThat(accuracy.value()).isEqualTo(0.8);
        assertThat(accuracy.low()).isCloseTo(0.722, within(0.02));
        assertThat(accuracy.high()).isCloseTo(0.878, within(0.02));
        assertThat(again).isEqualTo(accuracy);
    }

    @Test
    void totalsCountAnswersAndFailuresByKind() {
        analyzer.answer("1", Intent.BILLING);

        Totals totals = Evaluation.builder(analyzer)
                .build()
                .run(List.of(intent("1", "billing"), intent("2", "billing")))
                .totals();

        assertThat(totals.answered()).isEqualTo(1);
        assertThat(totals.failures()).containsExactly(Map.entry(FailureKind.RATE_LIMITED, 1));
        assertThat(totals.answeredBy()).containsExactly(Map.entry("scripted", 1));
    }

    @Test
    void reportsOfPartsAreJoinedIntoOneOverAllTheirTickets() {
        analyzer.answer("1", Intent.BILLING).answer("2", Intent.COMPLAINT).answer("3", Intent.BILLING);
        Evaluation evaluation = Evaluation.builder(analyzer).build();

        EvaluationReport joined = EvaluationReport.joined(
                "folds",
                List.of(
                        evaluation.run(List.of(intent("1", "billing"))),
                        evaluation.run(List.of(intent("2", "billing"), intent("3", "billing")))));

        assertThat(joined.name()).isEqualTo("folds");
        assertThat(joined.totals().tickets()).isEqualTo(3);
        assertThat(joined.fields().get(0).accuracy().value()).isCloseTo(2.0 / 3, within(1e-12));
        assertThatThrownBy(() -> EvaluationReport.joined("none", List.of()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aReportPrintsNoTicketText() {
        analyzer.answer("1", Intent.BILLING);

        EvaluationReport report = Evaluation.builder(analyzer).build().run(List.of(intent("1", "billing")));

        assertThat(report + report.scored().toString()).doesNotContain("Secret");
    }

    @Test
    void aWrongSetupEndsTheEvaluationInsteadOfBeingScored() {
        TicketAnalyzer badKey =
                ticket -> CompletableFuture.failedFuture(new SetupException(FailureKind.API_KEY, "The key is unknown"));

        assertThatThrownBy(() -> Evaluation.builder(badKey).build().run(List.of(intent("1", "billing"))))
                .isInstanceOf(SetupException.class)
                .hasMessage("The key is unknown");
    }

    @Test
    void anInterruptCancelsTheCallsUnderWayAndKeepsTheFlag() {
        List<CompletableFuture<AnalysisResult>> calls = new ArrayList<>();
        TicketAnalyzer endless = ticket -> {
            CompletableFuture<AnalysisResult> call = new CompletableFuture<>();
            calls.add(call);
            Thread.currentThread().interrupt();
            return call;
        };

        assertThatThrownBy(() -> Evaluation.builder(endless).build().run(List.of(intent("1", "billing"))))
                .isInstanceOf(CancellationException.class);

        assertThat(Thread.interrupted()).isTrue();
        assertThat(calls).hasSize(1).allMatch(CompletableFuture::isCancelled);
    }

    @Test
    void thereMustBeTickets() {
        assertThatThrownBy(() -> Evaluation.builder(analyzer).build().run(List.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("There are no labelled tickets to evaluate with");
    }

    private FieldReport run(LabelledTicket... gold) {
        return Evaluation.builder(analyzer)
                .build()
                .run(List.of(gold))
                .field(AnalysisField.INTENT)
                .orElseThrow();
    }

    private static LabelledTicket intent(String id, String label) {
        return labelled(id, AnalysisField.INTENT, label);
    }

    private static LabelledTicket labelled(String id, AnalysisField field, String label) {
        return new LabelledTicket(Ticket.of(id, "Secret message"), Map.of(field, label));
    }
}
