package io.github.supportops.copilot.eval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.supportops.copilot.AnalysisField;
import io.github.supportops.copilot.Intent;
import io.github.supportops.copilot.Ticket;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EvaluationDocumentTest {
    private final EvaluationReport report = run("<b>first</b> & | co");

    @ParameterizedTest
    @CsvSource({
        "intent.accuracy>=0.75, true",
        "intent.accuracy>0.75, false",
        "intent.accuracy <= 0.75, true",
        "intent.accuracy<0.75, false",
        "intent.macro_f1>=0.7, true",
        "intent.billing.recall>=1, true",
        "intent.billing.precision>=0.9, false",
        "intent.ece<=0.24, true",
        "intent.ece<=0.23, false",
        "intent.confident_half_accuracy>=1, true",
        "intent.coverage_at_90>=0.5, true",
        "failure_rate<=0, true",
        "cost_usd<=0, true",
        "latency_p95_ms<60000, true"
    })
    void aRequirementIsMetOrNot(String expression, boolean passed) {
        assertThat(Gate.parse(expression).check(report).passed()).isEqualTo(passed);
    }

    @Test
    void whatWasNotMeasuredDoesNotMeetARequirement() {
        Gate.Result result = Gate.parse("urgency.accuracy>=0").check(report);

        assertThat(result.passed()).isFalse();
        assertThat(result).hasToString("FAILED: urgency.accuracy>=0.0, was not measured");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "intent.accuracy",
                ">=0.8",
                "intent.accuracy>=high",
                "intent.beauty>=1",
                "mood.accuracy>=1",
                "suggested_response.accuracy>=1",
                "intent.billing.recall.x>=1"
            })
    void anythingElseIsNoRequirement(String expression) {
        assertThatThrownBy(() -> Gate.parse(expression)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void oneUnmetRequirementFailsTheDocument() {
        EvaluationDocument document = EvaluationDocument.of(report).requiring(Gate.parse("intent.accuracy>=0.5"));

        assertThat(document.passed()).isTrue();
        assertThat(document.requiring(Gate.parse("intent.accuracy>=0.8")).passed())
                .isFalse();
    }

    @Test
    void jsonHoldsTheNumbersTheComparisonAndTheRequirements() throws IOException {
        JsonNode root = new ObjectMapper().readTree(document().toJson());

        JsonNode intent = root.at("/reports/0/fields/intent");
        assertThat(root.at("/passed").asBoolean()).isFalse();
        assertThat(root.at("/requirements/0/actual").asDouble()).isEqualTo(0.75);
        assertThat(intent.at("/accuracy/value").asDouble()).isEqualTo(0.75);
        assertThat(intent.at("/confusion/counts/3/0").asInt()).isEqualTo(1);
        assertThat(intent.at("/confidence/reliability").size()).isEqualTo(10);
        assertThat(root.at("/comparisons/0/fields/intent/p_value").asDouble()).isEqualTo(1);
    }

    @Test
    void textIsTablesWhoseCellsCannotBreakThem() {
        String text = document().toText();

        assertThat(text)
                .contains("- FAILED: intent.accuracy>=0.8, is 0.7500")
                .contains("| field  | tickets |")
                .contains("| intent |       4 |")
                .contains("| right \\ given   |");
    }

    @Test
    void theTablesOfAllFieldsHaveTheSameNumberOfBarsInEveryLine() {
        TextTable table = new TextTable("a", "b").row("x | y\nz", "1");

        assertThat(table.write()).isEqualTo("| a       |   b |\n|:--------|----:|\n| x / y z |   1 |\n\n");
    }

    @Test
    void thePageEscapesNamesAndFetchesNothing() {
        String page = document().toHtml();

        assertThat(page)
                .contains("&lt;b&gt;first&lt;/b&gt; &amp; | co")
                .doesNotContain("<b>", "<script", "http://", "https://", "src=", "@import")
                .contains("prefers-color-scheme: dark")
                .contains("class=\"failed\"");
    }

    @Test
    void noFormShowsATicketsText() {
        assertThat(document().toText() + document().toJson() + document().toHtml())
                .doesNotContain("Secret");
    }

    private EvaluationDocument document() {
        return EvaluationDocument.of(report)
                .requiring(Gate.parse("intent.accuracy>=0.8"))
                .against(run("second"));
    }

    private static EvaluationReport run(String name) {
        ScriptedAnalyzer analyzer = new ScriptedAnalyzer()
                .answer("1", Intent.BILLING, 0.95)
                .answer("2", Intent.BILLING, 0.9)
                .answer("3", Intent.BILLING, 0.4)
                .answer("4", Intent.COMPLAINT, 0.6);
        return Evaluation.builder(analyzer)
                .name(name)
                .build()
                .run(List.of(
                        gold("1", "billing"), gold("2", "billing"), gold("3", "complaint"), gold("4", "complaint")));
    }

    private static LabelledTicket gold(String id, String label) {
        return new LabelledTicket(Ticket.of(id, "Secret message"), Map.of(AnalysisField.INTENT, label));
    }
}
