package io.github.supportops.copilot.eval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.supportops.copilot.AnalysisField;
import io.github.supportops.copilot.Intent;
import io.github.supportops.copilot.Ticket;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ComparisonTest {

    @ParameterizedTest
    @CsvSource({"0, 0, 1", "10, 10, 1", "5, 15, 0.04138947", "15, 5, 0.04138947", "0, 6, 0.03125", "1, 0, 1"})
    void theProbabilityIsThatOfTheExactMcNemarTest(int onlyFirst, int onlySecond, double expected) {
        assertThat(McNemar.probability(onlyFirst, onlySecond)).isCloseTo(expected, within(1e-7));
    }

    @Test
    void largeCountsDoNotOverflow() {
        assertThat(McNemar.probability(4_900, 5_100)).isCloseTo(0.0466, within(0.0005));
    }

    @Test
    void theDifferenceIsSecondMinusFirstOnTheSameTickets() {
        ScriptedAnalyzer first = new ScriptedAnalyzer();
        ScriptedAnalyzer second = new ScriptedAnalyzer();
        List<LabelledTicket> gold = new ArrayList<>();
        for (int at = 0; at < 100; at++) {
            gold.add(gold("T" + at));
            first.answer("T" + at, at < 60 ? Intent.BILLING : Intent.COMPLAINT);
            second.answer("T" + at, at >= 5 && at < 75 ? Intent.BILLING : Intent.COMPLAINT);
        }

        Comparison.Field intent =
                run(first, gold).compareWith(run(second, gold)).fields().get(0);

        assertThat(intent.firstAccuracy()).isEqualTo(0.60);
        assertThat(intent.secondAccuracy()).isEqualTo(0.70);
        assertThat(intent.onlyFirstRight()).isEqualTo(5);
        assertThat(intent.onlySecondRight()).isEqualTo(15);
        assertThat(intent.probability()).isCloseTo(0.04138947, within(1e-7));
        // The paired standard error is sqrt(20 - 1) / 100 = 0.044, so the interval reaches 0.085 to each side.
        assertThat(intent.difference().value()).isCloseTo(0.10, within(1e-12));
        assertThat(intent.difference().low()).isCloseTo(0.015, within(0.02));
        assertThat(intent.difference().high()).isCloseTo(0.185, within(0.02));
    }

    @Test
    void reportsOfDifferentTicketsAreNotCompared() {
        ScriptedAnalyzer analyzer =
                new ScriptedAnalyzer().answer("1", Intent.BILLING).answer("2", Intent.BILLING);

        assertThatThrownBy(() -> run(analyzer, List.of(gold("1"))).compareWith(run(analyzer, List.of(gold("2")))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("same labelled tickets");
    }

    private static EvaluationReport run(ScriptedAnalyzer analyzer, List<LabelledTicket> gold) {
        return Evaluation.builder(analyzer).build().run(gold);
    }

    private static LabelledTicket gold(String id) {
        return new LabelledTicket(Ticket.of(id, "A message"), Map.of(AnalysisField.INTENT, "billing"));
    }
}
