package io.github.supportops.copilot.csv;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.supportops.copilot.AnalysisField;
import io.github.supportops.copilot.AnalysisResult;
import io.github.supportops.copilot.Attempt;
import io.github.supportops.copilot.AttemptOutcome;
import io.github.supportops.copilot.ChurnRisk;
import io.github.supportops.copilot.Confidence;
import io.github.supportops.copilot.Explanation;
import io.github.supportops.copilot.FailureKind;
import io.github.supportops.copilot.Intent;
import io.github.supportops.copilot.PromptIdentity;
import io.github.supportops.copilot.Provenance;
import io.github.supportops.copilot.ReviewReason;
import io.github.supportops.copilot.Sentiment;
import io.github.supportops.copilot.TicketAnalysis;
import io.github.supportops.copilot.TokenUsage;
import io.github.supportops.copilot.Urgency;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads what {@link OutcomeWriter} wrote. Whether the bytes are still those is for the caller to check first. */
final class OutcomeReader {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private OutcomeReader() {}

    static RowOutcome read(String json) {
        try {
            JsonNode node = MAPPER.readTree(json);
            return node.has("analysis") ? RowOutcome.success(result(node)) : failure(node);
        } catch (JsonProcessingException impossible) {
            throw new UncheckedIOException("A record with a right checksum holds what was written", impossible);
        }
    }

    private static RowOutcome failure(JsonNode node) {
        return new RowOutcome(
                null,
                FailureKind.of(node.path("error_kind").asText()),
                node.path("error").asText(),
                node.path("calls").asInt(),
                usage(node));
    }

    private static AnalysisResult result(JsonNode node) {
        JsonNode analysis = node.path("analysis");
        TicketAnalysis six = new TicketAnalysis(
                Intent.of(text(analysis, AnalysisField.INTENT)),
                Urgency.of(text(analysis, AnalysisField.URGENCY)),
                Sentiment.of(text(analysis, AnalysisField.SENTIMENT)),
                Boolean.parseBoolean(text(analysis, AnalysisField.ESCALATION_REQUIRED)),
                ChurnRisk.of(text(analysis, AnalysisField.CHURN_RISK)),
                text(analysis, AnalysisField.SUGGESTED_RESPONSE));
        return AnalysisResult.builder(node.path("ticket_id").asText(), six, provenance(node.path("provenance")))
                .confidence(confidence(node.path("confidence")))
                .explanation(explanation(node.path("explanation")))
                .reviewReasons(review(node.path("review")))
                .build();
    }

    private static Confidence confidence(JsonNode node) {
        Map<AnalysisField, Double> values = new EnumMap<>(AnalysisField.class);
        node.properties()
                .forEach(field -> values.put(
                        AnalysisField.of(field.getKey()), field.getValue().asDouble()));
        return Confidence.of(values);
    }

    private static Explanation explanation(JsonNode node) {
        return node.isMissingNode()
                ? Explanation.none()
                : Explanation.of(
                        optional(node, "rationale"),
                        texts(node, "evidence"),
                        optional(node, "language"),
                        texts(node, "tags"));
    }

    private static Provenance provenance(JsonNode node) {
        List<Attempt> attempts = new ArrayList<>();
        node.path("attempts").forEach(attempt -> attempts.add(attempt(attempt)));
        List<String> prompt = texts(node, "prompt");
        Provenance.Builder provenance = Provenance.builder(node.path("analyzer").asText())
                .model(optional(node, "model"))
                .prompt(prompt.isEmpty() ? null : new PromptIdentity(prompt.get(0), prompt.get(1), prompt.get(2)))
                .schemaVersion(optional(node, "schema_version"))
                .repairs(texts(node, "repairs"))
                .duration(Duration.parse(node.path("duration").asText()))
                .attempts(attempts);
        node.path("versions")
                .properties()
                .forEach(version ->
                        provenance.version(version.getKey(), version.getValue().asText()));
        return provenance.build();
    }

    private static Attempt attempt(JsonNode node) {
        String failure = optional(node, "failure");
        Attempt.Builder attempt = Attempt.builder(
                        node.path("number").asInt(),
                        node.path("model").asText(),
                        AttemptOutcome.of(node.path("outcome").asText()))
                .failure(failure == null ? null : FailureKind.of(failure))
                .detail(node.path("detail").asText())
                .usage(usage(node))
                .duration(Duration.parse(node.path("duration").asText()))
                .possiblyBilled(node.path("possibly_billed").asBoolean())
                .responseId(optional(node, "response_id"))
                .answeredBy(optional(node, "answered_by"))
                .repairs(texts(node, "repairs"));
        return (node.has("status") ? attempt.status(node.path("status").asInt()) : attempt).build();
    }

    private static TokenUsage usage(JsonNode node) {
        JsonNode counts = node.path("usage");
        return new TokenUsage(
                counts.path(0).asLong(),
                counts.path(1).asLong(),
                counts.path(2).asLong(),
                counts.path(3).asLong(),
                counts.has(4) ? new BigDecimal(counts.path(4).asText()) : null);
    }

    private static List<ReviewReason> review(JsonNode node) {
        List<ReviewReason> reasons = new ArrayList<>();
        node.forEach(reason -> reasons.add(new ReviewReason(
                ReviewReason.Kind.of(reason.path("kind").asText()),
                reason.path("detail").asText())));
        return reasons;
    }

    private static String text(JsonNode analysis, AnalysisField field) {
        return analysis.path(field.wireName()).asText();
    }

    private static @Nullable String optional(JsonNode node, String name) {
        return node.has(name) ? node.path(name).asText() : null;
    }

    private static List<String> texts(JsonNode node, String name) {
        List<String> values = new ArrayList<>();
        node.path(name).forEach(value -> values.add(value.asText()));
        return values;
    }
}
