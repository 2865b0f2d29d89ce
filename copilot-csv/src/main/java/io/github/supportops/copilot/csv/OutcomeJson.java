package io.github.supportops.copilot.csv;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.supportops.copilot.AnalysisJson;
import io.github.supportops.copilot.FailureKind;
import io.github.supportops.copilot.TokenUsage;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.Objects;

/** A row's outcome as one line of JSON, and back. A result is written as the library writes it everywhere, with all blocks. */
final class OutcomeJson {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private OutcomeJson() {}

    static String write(RowOutcome outcome) {
        return outcome.result() != null ? AnalysisJson.writeDetailed(outcome.result()) : failure(outcome);
    }

    static RowOutcome readSuccess(String json) {
        return RowOutcome.success(AnalysisJson.read(json));
    }

    static RowOutcome readFailure(String json) {
        try {
            JsonNode node = MAPPER.readTree(json);
            return new RowOutcome(
                    null,
                    FailureKind.of(node.path("error_kind").asText()),
                    node.path("error").asText(),
                    node.path("calls").asDouble(),
                    usage(node));
        } catch (JsonProcessingException impossible) {
            throw new UncheckedIOException("A record with a right checksum holds what was written", impossible);
        }
    }

    private static String failure(RowOutcome outcome) {
        ObjectNode node = MAPPER.createObjectNode();
        node.put("error_kind", Objects.requireNonNull(outcome.errorKind()).wireName());
        node.put("error", outcome.error());
        node.put("calls", outcome.calls());
        node.put("prompt_tokens", outcome.usage().promptTokens());
        node.put("completion_tokens", outcome.usage().completionTokens());
        outcome.usage().cost().ifPresent(cost -> node.put("cost_usd", cost.toString()));
        try {
            return MAPPER.writeValueAsString(node);
        } catch (JsonProcessingException impossible) {
            throw new UncheckedIOException("Plain values can always be written as JSON", impossible);
        }
    }

    private static TokenUsage usage(JsonNode node) {
        return new TokenUsage(
                node.path("prompt_tokens").asLong(),
                node.path("completion_tokens").asLong(),
                0,
                0,
                node.has("cost_usd") ? new BigDecimal(node.path("cost_usd").asText()) : null);
    }
}
