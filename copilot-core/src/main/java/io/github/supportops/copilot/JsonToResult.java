package io.github.supportops.copilot;

import io.github.supportops.copilot.internal.json.JsonValue;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads results back. Sums and flags that follow from other fields are not read: they are derived again. */
final class JsonToResult {
    private static final BigDecimal LONGEST_MILLISECONDS = BigDecimal.valueOf(Long.MAX_VALUE / 1_000_000);

    private JsonToResult() {}

    static AnalysisResult result(JsonValue root) {
        return AnalysisResult.builder(
                        root.required("ticket_id").text(), analysis(root.required("analysis")), source(root))
                .confidence(root.optional("confidence")
                        .map(JsonToResult::confidence)
                        .orElse(Confidence.none()))
                .explanation(root.optional("explanation")
                        .map(JsonToResult::explanation)
                        .orElse(Explanation.none()))
                .reviewReasons(root.optional("review").map(review -> review.items("reasons")).stream()
                        .flatMap(reasons -> reasons.stream().map(JsonToResult::reason))
                        .toList())
                .build();
    }

    private static TicketAnalysis analysis(JsonValue analysis) {
        JsonValue response = analysis.required(AnalysisField.SUGGESTED_RESPONSE.wireName());
        Intent intent = analysis.required(AnalysisField.INTENT.wireName()).as(Intent::of);
        Urgency urgency = analysis.required(AnalysisField.URGENCY.wireName()).as(Urgency::of);
        Sentiment sentiment =
                analysis.required(AnalysisField.SENTIMENT.wireName()).as(Sentiment::of);
        boolean escalation =
                analysis.required(AnalysisField.ESCALATION_REQUIRED.wireName()).flag();
        ChurnRisk churnRisk =
                analysis.required(AnalysisField.CHURN_RISK.wireName()).as(ChurnRisk::of);
        return response.as(text -> new TicketAnalysis(intent, urgency, sentiment, escalation, churnRisk, text));
    }

    private static Confidence confidence(JsonValue confidence) {
        Map<AnalysisField, Double> measured = new EnumMap<>(AnalysisField.class);
        for (AnalysisField field : AnalysisField.values()) {
            confidence
                    .optional(field.wireName())
                    .ifPresent(value -> measured.put(field, value.number().doubleValue()));
        }
        return confidence.checked(() -> Confidence.of(measured));
    }

    private static Explanation explanation(JsonValue explanation) {
        return Explanation.of(
                text(explanation, "rationale"),
                explanation.items("evidence").stream().map(JsonValue::text).toList(),
                text(explanation, "language"),
                explanation.items("tags").stream().map(JsonValue::text).toList());
    }

    private static Provenance source(JsonValue root) {
        return root.optional("provenance")
                .map(JsonToResult::provenance)
                .orElseGet(() -> Provenance.builder("unknown").build());
    }

    private static Provenance provenance(JsonValue provenance) {
        Provenance.Builder builder = Provenance.builder(
                        provenance.required("analyzer").text())
                .model(text(provenance, "model"))
                .prompt(provenance.optional("prompt").map(JsonToResult::prompt).orElse(null))
                .schemaVersion(text(provenance, "schema_version"))
                .attempts(provenance.items("attempts").stream()
                        .map(JsonToResult::attempt)
                        .toList())
                .repairs(provenance.items("repairs").stream()
                        .map(JsonValue::text)
                        .toList())
                .duration(duration(provenance));
        provenance.texts("versions").forEach(builder::version);
        provenance
                .items("steps")
                .forEach(step -> builder.step(
                        step.required("part").text(), step.required("detail").text()));
        return builder.build();
    }

    private static PromptIdentity prompt(JsonValue prompt) {
        return new PromptIdentity(
                prompt.required("id").text(),
                prompt.required("version").text(),
                prompt.required("hash").text());
    }

    private static Attempt attempt(JsonValue attempt) {
        JsonValue number = attempt.required("number");
        String model = attempt.required("model").text();
        AttemptOutcome outcome = attempt.required("outcome").as(AttemptOutcome::of);
        return number.checked(() -> Attempt.builder(whole(number), model, outcome))
                .failure(attempt.optional("failure")
                        .map(kind -> kind.as(FailureKind::of))
                        .orElse(null))
                .status(attempt.optional("status").map(JsonToResult::whole).orElse(null))
                .detail(attempt.optional("detail").map(JsonValue::text).orElse(""))
                .usage(attempt.optional("usage").map(JsonToResult::usage).orElse(TokenUsage.none()))
                .duration(duration(attempt))
                .possiblyBilled(
                        attempt.optional("possibly_billed").map(JsonValue::flag).orElse(false))
                .responseId(text(attempt, "response_id"))
                .answeredBy(text(attempt, "answered_by"))
                .repairs(attempt.items("repairs").stream().map(JsonValue::text).toList())
                .sharedBy(attempt.optional("shared_by").map(JsonToResult::whole).orElse(1))
                .build();
    }

    private static TokenUsage usage(JsonValue usage) {
        return new TokenUsage(
                tokens(usage, "prompt_tokens"),
                tokens(usage, "completion_tokens"),
                tokens(usage, "cached_tokens"),
                tokens(usage, "reasoning_tokens"),
                usage.optional("cost_usd").map(JsonValue::number).orElse(null));
    }

    private static ReviewReason reason(JsonValue reason) {
        return new ReviewReason(
                reason.required("kind").as(ReviewReason.Kind::of),
                reason.required("detail").text());
    }

    private static long tokens(JsonValue usage, String name) {
        return usage.optional(name).map(JsonValue::count).orElse(0L);
    }

    private static int whole(JsonValue value) {
        long count = value.count();
        return value.checked(() -> {
            if (count > Integer.MAX_VALUE) {
                throw new IllegalArgumentException("must be at most " + Integer.MAX_VALUE);
            }
            return (int) count;
        });
    }

    private static Duration duration(JsonValue parent) {
        return parent.optional("duration_ms")
                .map(value -> {
                    BigDecimal milliseconds = value.number();
                    return value.checked(() -> duration(milliseconds));
                })
                .orElse(Duration.ZERO);
    }

    private static Duration duration(BigDecimal milliseconds) {
        if (milliseconds.signum() < 0 || milliseconds.compareTo(LONGEST_MILLISECONDS) > 0) {
            throw new IllegalArgumentException("must be within 0 and " + LONGEST_MILLISECONDS);
        }
        return Duration.ofNanos(milliseconds.movePointRight(6).longValue());
    }

    private static @Nullable String text(JsonValue parent, String name) {
        return parent.optional(name).map(JsonValue::text).orElse(null);
    }
}
