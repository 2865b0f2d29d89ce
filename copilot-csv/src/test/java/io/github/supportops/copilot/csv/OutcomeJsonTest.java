package io.github.supportops.copilot.csv;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.supportops.copilot.AnalysisField;
import io.github.supportops.copilot.AnalysisResult;
import io.github.supportops.copilot.Attempt;
import io.github.supportops.copilot.AttemptOutcome;
import io.github.supportops.copilot.Confidence;
import io.github.supportops.copilot.Explanation;
import io.github.supportops.copilot.FailureKind;
import io.github.supportops.copilot.PromptIdentity;
import io.github.supportops.copilot.Provenance;
import io.github.supportops.copilot.ReviewReason;
import io.github.supportops.copilot.Ticket;
import io.github.supportops.copilot.TokenUsage;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OutcomeJsonTest {
    @Test
    void aResultComesBackEqualInEveryPart() {
        RowOutcome outcome = RowOutcome.success(fullResult());

        assertThat(OutcomeJson.readSuccess(OutcomeJson.write(outcome))).isEqualTo(outcome);
    }

    @Test
    void aResultWithoutAnythingOptionalComesBackEqual() {
        RowOutcome outcome = RowOutcome.success(Results.of(Ticket.of("T1", "Hello\n\u2028\ud83d\ude80\0")));

        assertThat(OutcomeJson.readSuccess(OutcomeJson.write(outcome))).isEqualTo(outcome);
    }

    @Test
    void whatAResultCostIsReadWithoutTheRest() {
        RowOutcome outcome = RowOutcome.success(fullResult());

        Spending spending = ResultSpending.read(OutcomeJson.write(outcome));

        assertThat(spending)
                .isEqualTo(new Spending(outcome.calls(), outcome.usage().cost().orElseThrow()));
        assertThat(spending.usd()).isPositive();
    }

    @Test
    void aResultWithoutCallsCostNothing() {
        String json = OutcomeJson.write(RowOutcome.success(Results.of(Ticket.of("T1", "Hello"))));

        assertThat(ResultSpending.read(json)).isEqualTo(Spending.NOTHING);
    }

    @Test
    void aFailureComesBackEqual() {
        TokenUsage usage = new TokenUsage(10, 2, 0, 0, new BigDecimal("0.000100"));
        RowOutcome outcome = new RowOutcome(null, FailureKind.DEADLINE, "too slow,\nsorry", 3, usage);

        assertThat(OutcomeJson.readFailure(OutcomeJson.write(outcome))).isEqualTo(outcome);
    }

    @Test
    void anOutcomeIsOneLine() {
        RowOutcome outcome = RowOutcome.success(Results.withReply(Ticket.of("T1", "Hello"), "a\nb\r\nc"));

        assertThat(OutcomeJson.write(outcome)).doesNotContain("\n", "\r");
    }

    private static AnalysisResult fullResult() {
        Attempt refused = Attempt.builder(1, "a/b", AttemptOutcome.FAILED)
                .failure(FailureKind.RATE_LIMITED)
                .status(429)
                .detail("too many calls")
                .duration(Duration.ofMillis(12))
                .build();
        Attempt valid = Attempt.builder(2, "a/b", AttemptOutcome.VALID)
                .status(200)
                .usage(new TokenUsage(100, 50, 80, 7, new BigDecimal("0.0123")))
                .duration(Duration.ofSeconds(2))
                .possiblyBilled(true)
                .responseId("gen-1")
                .answeredBy("a/b-2026")
                .repairs(List.of("code_fence"))
                .build();
        Provenance provenance = Provenance.builder("openrouter")
                .model("a/b")
                .prompt(new PromptIdentity("triage", "1", "0123456789ab"))
                .schemaVersion("1+explanation")
                .attempts(List.of(refused, valid))
                .repairs(List.of("code_fence"))
                .duration(Duration.ofMillis(2_500))
                .version("calibration", "3")
                .build();
        return Results.of(Ticket.of("T1", "Hello")).toBuilder()
                .provenance(provenance)
                .confidence(Confidence.of(Map.of(AnalysisField.URGENCY, 0.75)))
                .explanation(Explanation.of("Because.", List.of("Hello"), "en", List.of("greeting")))
                .reviewReasons(List.of(new ReviewReason(ReviewReason.Kind.LOW_CONFIDENCE, "urgency 0.75")))
                .build();
    }
}
