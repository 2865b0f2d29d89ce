package io.github.supportops.copilot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AnalysisJsonTest {
    private static final String CONTRACT = "{\"ticket_id\":\"TCK-001\",\"analysis\":{\"intent\":\"technical_issue\","
            + "\"urgency\":\"critical\",\"sentiment\":\"negative\",\"escalation_required\":true,\"churn_risk\":\"medium\","
            + "\"suggested_response\":\"We are on it.\"}}";

    @Test
    void resultIsWrittenAsIdAndSixFieldsAndNothingElse() {
        assertThat(AnalysisJson.write(everything())).isEqualTo(CONTRACT);
    }

    @Test
    void detailsStandBesideTheAnalysisAndNeverInsideIt() {
        assertThat(AnalysisJson.writeDetailed(everything()))
                .isEqualTo(CONTRACT.substring(0, CONTRACT.length() - 1)
                        + ",\"confidence\":{\"intent\":0.91,\"urgency\":0.125,\"sentiment\":null,"
                        + "\"escalation_required\":null,\"churn_risk\":null,\"suggested_response\":null}"
                        + ",\"explanation\":{\"rationale\":\"The invoice flow is down.\",\"evidence\":[\"broke\"],"
                        + "\"language\":\"en\",\"tags\":[\"invoices\"]}"
                        + ",\"provenance\":{\"analyzer\":\"openrouter\",\"model\":\"some/model\","
                        + "\"prompt\":{\"id\":\"triage\",\"version\":\"1\",\"hash\":\"0123456789ab\"},"
                        + "\"schema_version\":\"1\",\"attempts\":["
                        + "{\"number\":1,\"model\":\"some/model\",\"answered_by\":null,\"outcome\":\"failed\","
                        + "\"failure\":\"rate_limited\",\"status\":429,\"detail\":\"too many requests\","
                        + "\"usage\":{\"prompt_tokens\":0,\"completion_tokens\":0,\"total_tokens\":0,"
                        + "\"cached_tokens\":0,\"reasoning_tokens\":0,\"cost_usd\":null},"
                        + "\"duration_ms\":0,\"possibly_billed\":true,\"response_id\":null,\"repairs\":[],\"shared_by\":1},"
                        + "{\"number\":2,\"model\":\"some/model\",\"answered_by\":\"some/model:v2\",\"outcome\":\"valid\","
                        + "\"failure\":null,\"status\":200,\"detail\":\"\","
                        + "\"usage\":{\"prompt_tokens\":900,\"completion_tokens\":80,\"total_tokens\":980,"
                        + "\"cached_tokens\":700,\"reasoning_tokens\":5,\"cost_usd\":0.00000120},"
                        + "\"duration_ms\":1234.567,\"possibly_billed\":false,\"response_id\":\"gen-1\","
                        + "\"repairs\":[\"fence\"],\"shared_by\":1}],"
                        + "\"usage\":{\"prompt_tokens\":900,\"completion_tokens\":80,\"total_tokens\":980,"
                        + "\"cached_tokens\":700,\"reasoning_tokens\":5,\"cost_usd\":0.00000120},"
                        + "\"repairs\":[\"fence\"],\"duration_ms\":2000,\"possibly_billed\":true,"
                        + "\"versions\":{\"calibration\":\"7\"},"
                        + "\"steps\":[{\"part\":\"fallback\",\"detail\":\"analyzer 1 of 2 failed: rate_limited\"}]}"
                        + ",\"review\":{\"required\":true,\"reasons\":["
                        + "{\"kind\":\"low_confidence\",\"detail\":\"urgency 0.125\"}]}}");
    }

    @Test
    void detailedJsonIsReadBackAsTheSameResult() {
        assertThat(AnalysisJson.read(AnalysisJson.writeDetailed(everything()))).isEqualTo(everything());
    }

    @Test
    void contractJsonIsReadBackWithoutInventedDetails() {
        AnalysisResult read = AnalysisJson.read(CONTRACT);

        assertThat(read.analysis()).isEqualTo(everything().analysis());
        assertThat(read.confidence()).isEqualTo(Confidence.none());
        assertThat(read.explanation().isEmpty()).isTrue();
        assertThat(read.provenance().analyzer()).isEqualTo("unknown");
        assertThat(read.needsReview()).isFalse();
    }

    @Test
    void unknownFieldsAreIgnored() {
        String newer = CONTRACT.replace("\"intent\"", "\"mood\":{\"a\":[1]},\"intent\"");

        assertThat(AnalysisJson.read(newer).analysis()).isEqualTo(everything().analysis());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"urgency\":\"critical\"|\"urgency\":\"CRITICAL\"|$.analysis.urgency is not allowed: urgency must be one of low, medium, high, critical",
                "\"urgency\":\"critical\",||$.analysis.urgency is missing",
                "\"escalation_required\":true|\"escalation_required\":\"true\"|$.analysis.escalation_required must be true or false",
                "\"escalation_required\":true|\"escalation_required\":null|$.analysis.escalation_required must not be null",
                "We are on it.|` `|$.analysis.suggested_response is not allowed: suggestedResponse must not be blank",
                "\"TCK-001\"|17|$.ticket_id must be a text",
            })
    void whateverIsWrongIsNamedByPath(String right, String wrong, String message) {
        String broken = CONTRACT.replace(right, wrong == null ? "" : wrong);

        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> AnalysisJson.read(broken))
                .withMessage("Not the JSON of an analysis: " + message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"number\":2|\"number\":0|$.provenance.attempts[1].number is not allowed: number must be at least 1: 0",
                "\"status\":200|\"status\":20000000000|$.provenance.attempts[1].status is not allowed: must be at most 2147483647",
                "\"prompt_tokens\":900|\"prompt_tokens\":-1|$.provenance.attempts[1].usage.prompt_tokens must not be negative",
                "0.00000120|1e999999999|$.provenance.attempts[1].usage.cost_usd must have at most 40 digits on either side of the point",
                "1234.567|-1|$.provenance.attempts[1].duration_ms is not allowed: must be within 0 and 9223372036854",
                "\"low_confidence\"|\"bad_mood\"|$.review.reasons[0].kind is not allowed: review reason must be one of low_confidence, critical_urgency, high_churn_risk, disagreement, repaired_answer, injection_suspected, unsupported_language, rule",
                "0.91|1.5|$.confidence is not allowed: Confidence of intent must be within 0 and 1: 1.5",
                "[\"broke\"]|\"broke\"|$.explanation.evidence must be a list",
            })
    void whateverIsWrongInTheDetailsIsNamedByPath(String right, String wrong, String message) {
        String broken = AnalysisJson.writeDetailed(everything()).replaceFirst(Pattern.quote(right), wrong);

        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> AnalysisJson.read(broken))
                .withMessage("Not the JSON of an analysis: " + message);
    }

    @Test
    void brokenJsonIsNamedByLineAndColumnAndNeverQuoted() {
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> AnalysisJson.read("{\"ticket_id\":\n secret-word}"))
                .withMessage("Not the JSON of an analysis: $ is not one complete JSON value (line 2, column 2)")
                .satisfies(thrown -> assertThat(thrown.getCause()).hasNoCause());
    }

    @Test
    void somethingElseThanAnObjectIsRefused() {
        for (String text : List.of("", "[]", "7", "null", "{} {}", CONTRACT + "x")) {
            assertThatExceptionOfType(IllegalArgumentException.class)
                    .as(text)
                    .isThrownBy(() -> AnalysisJson.read(text))
                    .withMessageStartingWith("Not the JSON of an analysis: $");
        }
        assertThatNullPointerException()
                .isThrownBy(() -> AnalysisJson.read(null))
                .withMessage("json");
    }

    private static AnalysisResult everything() {
        Attempt refused = Attempt.builder(1, "some/model", AttemptOutcome.FAILED)
                .failure(FailureKind.RATE_LIMITED)
                .status(429)
                .detail("too many requests")
                .possiblyBilled(true)
                .build();
        Attempt answered = Attempt.builder(2, "some/model", AttemptOutcome.VALID)
                .status(200)
                .usage(new TokenUsage(900, 80, 700, 5, new BigDecimal("0.00000120")))
                .duration(Duration.ofNanos(1_234_567_000))
                .responseId("gen-1")
                .answeredBy("some/model:v2")
                .repairs(List.of("fence"))
                .build();
        Provenance provenance = Provenance.builder("openrouter")
                .model("some/model")
                .prompt(new PromptIdentity("triage", "1", "0123456789ab"))
                .schemaVersion("1")
                .attempts(List.of(refused, answered))
                .repairs(List.of("fence"))
                .duration(Duration.ofSeconds(2))
                .version("calibration", "7")
                .step("fallback", "analyzer 1 of 2 failed: rate_limited")
                .build();
        TicketAnalysis analysis = new TicketAnalysis(
                Intent.TECHNICAL_ISSUE, Urgency.CRITICAL, Sentiment.NEGATIVE, true, ChurnRisk.MEDIUM, "We are on it.");
        return AnalysisResult.builder("TCK-001", analysis, provenance)
                .confidence(Confidence.of(Map.of(AnalysisField.INTENT, 0.91, AnalysisField.URGENCY, 0.125)))
                .explanation(Explanation.of("The invoice flow is down.", List.of("broke"), "en", List.of("invoices")))
                .reviewReasons(List.of(new ReviewReason(ReviewReason.Kind.LOW_CONFIDENCE, "urgency 0.125")))
                .build();
    }
}
