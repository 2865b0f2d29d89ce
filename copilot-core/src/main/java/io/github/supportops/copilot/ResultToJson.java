package io.github.supportops.copilot;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Lays a result out as ordered maps, ready to be written. */
final class ResultToJson {
    private ResultToJson() {}

    static Map<String, Object> contract(AnalysisResult result) {
        Map<String, Object> root = new LinkedHashMap<>();
        root.put("ticket_id", result.ticketId());
        root.put("analysis", analysis(result.analysis()));
        return root;
    }

    static Map<String, Object> detailed(AnalysisResult result) {
        Map<String, Object> root = contract(result);
        root.put("confidence", confidence(result.confidence()));
        root.put("explanation", explanation(result.explanation()));
        root.put("provenance", provenance(result.provenance()));
        root.put("review", review(result));
        return root;
    }

    private static Map<String, Object> analysis(TicketAnalysis analysis) {
        Map<String, Object> fields = new LinkedHashMap<>();
        for (AnalysisField field : AnalysisField.values()) {
            boolean flag = field == AnalysisField.ESCALATION_REQUIRED;
            fields.put(field.wireName(), flag ? analysis.escalationRequired() : analysis.wireValue(field));
        }
        return fields;
    }

    private static Map<String, @Nullable Object> confidence(Confidence confidence) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        for (AnalysisField field : AnalysisField.values()) {
            fields.put(field.wireName(), confidence.measured().get(field));
        }
        return fields;
    }

    private static Map<String, @Nullable Object> explanation(Explanation explanation) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("rationale", explanation.rationale().orElse(null));
        fields.put("evidence", explanation.evidence());
        fields.put("language", explanation.language().orElse(null));
        fields.put("tags", explanation.tags());
        return fields;
    }

    private static Map<String, @Nullable Object> provenance(Provenance provenance) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("analyzer", provenance.analyzer());
        fields.put("model", provenance.model().orElse(null));
        fields.put("prompt", provenance.prompt().map(ResultToJson::prompt).orElse(null));
        fields.put("schema_version", provenance.schemaVersion().orElse(null));
        fields.put(
                "attempts",
                provenance.attempts().stream().map(ResultToJson::attempt).toList());
        fields.put("usage", usage(provenance.usage()));
        fields.put("repairs", provenance.repairs());
        fields.put("duration_ms", milliseconds(provenance.duration()));
        fields.put("possibly_billed", provenance.possiblyBilled());
        fields.put("versions", provenance.versions());
        fields.put("steps", provenance.steps().stream().map(ResultToJson::step).toList());
        return fields;
    }

    private static Map<String, Object> step(ProvenanceStep step) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("part", step.part());
        fields.put("detail", step.detail());
        return fields;
    }

    private static Map<String, Object> prompt(PromptIdentity prompt) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("id", prompt.id());
        fields.put("version", prompt.version());
        fields.put("hash", prompt.hash());
        return fields;
    }

    private static Map<String, @Nullable Object> attempt(Attempt attempt) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("number", attempt.number());
        fields.put("model", attempt.model());
        fields.put("answered_by", attempt.answeredBy().orElse(null));
        fields.put("outcome", attempt.outcome().wireName());
        fields.put("failure", attempt.failure().map(FailureKind::wireName).orElse(null));
        fields.put("status", attempt.status().isPresent() ? attempt.status().getAsInt() : null);
        fields.put("detail", attempt.detail());
        fields.put("usage", usage(attempt.usage()));
        fields.put("duration_ms", milliseconds(attempt.duration()));
        fields.put("possibly_billed", attempt.possiblyBilled());
        fields.put("response_id", attempt.responseId().orElse(null));
        fields.put("repairs", attempt.repairs());
        fields.put("shared_by", attempt.sharedBy());
        return fields;
    }

    private static Map<String, @Nullable Object> usage(TokenUsage usage) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("prompt_tokens", usage.promptTokens());
        fields.put("completion_tokens", usage.completionTokens());
        fields.put("total_tokens", usage.totalTokens());
        fields.put("cached_tokens", usage.cachedTokens());
        fields.put("reasoning_tokens", usage.reasoningTokens());
        fields.put("cost_usd", usage.costUsd());
        return fields;
    }

    private static Map<String, Object> review(AnalysisResult result) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("required", result.needsReview());
        fields.put(
                "reasons",
                result.reviewReasons().stream().map(ResultToJson::reason).toList());
        return fields;
    }

    private static Map<String, Object> reason(ReviewReason reason) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("kind", reason.kind().wireName());
        fields.put("detail", reason.detail());
        return fields;
    }

    /** Exact to the nanosecond, without trailing zeros: 1234.5678. */
    private static BigDecimal milliseconds(Duration duration) {
        BigDecimal nanoseconds = BigDecimal.valueOf(duration.getSeconds())
                .scaleByPowerOfTen(9)
                .add(BigDecimal.valueOf(duration.getNano()));
        BigDecimal milliseconds = nanoseconds.scaleByPowerOfTen(-6).stripTrailingZeros();
        return milliseconds.scale() < 0 ? milliseconds.setScale(0) : milliseconds;
    }
}
