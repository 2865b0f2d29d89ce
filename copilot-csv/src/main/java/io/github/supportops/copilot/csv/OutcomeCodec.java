package io.github.supportops.copilot.csv;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.supportops.copilot.AnalysisField;
import io.github.supportops.copilot.AnalysisResult;
import io.github.supportops.copilot.ChurnRisk;
import io.github.supportops.copilot.FailureKind;
import io.github.supportops.copilot.Intent;
import io.github.supportops.copilot.Provenance;
import io.github.supportops.copilot.Sentiment;
import io.github.supportops.copilot.TicketAnalysis;
import io.github.supportops.copilot.Urgency;
import java.io.UncheckedIOException;

/** A row's outcome as one line of JSON, and back. */
final class OutcomeCodec {
    private static final ObjectMapper MAPPER = JsonMapper.builder().build();

    private OutcomeCodec() {}

    static String write(RowOutcome outcome) {
        ObjectNode node = MAPPER.createObjectNode();
        if (outcome.result() != null) {
            node.put("ticket_id", outcome.result().ticketId());
            ObjectNode fields = node.putObject("analysis");
            for (AnalysisField field : AnalysisField.values()) {
                fields.put(field.wireName(), outcome.result().analysis().wireValue(field));
            }
            node.put("analyzer", outcome.result().provenance().analyzer());
        } else if (outcome.errorKind() != null) {
            node.put("error_kind", outcome.errorKind().wireName());
            node.put("error", outcome.error());
        }
        try {
            return MAPPER.writeValueAsString(node);
        } catch (JsonProcessingException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    static RowOutcome read(String json) {
        try {
            JsonNode node = MAPPER.readTree(json);
            return node.has("analysis")
                    ? RowOutcome.success(result(node))
                    : RowOutcome.failure(
                            FailureKind.of(node.path("error_kind").asText()),
                            node.path("error").asText());
        } catch (JsonProcessingException impossible) {
            throw new UncheckedIOException("A record with a right checksum holds what was written", impossible);
        }
    }

    private static AnalysisResult result(JsonNode node) {
        JsonNode analysis = node.get("analysis");
        TicketAnalysis six = new TicketAnalysis(
                Intent.of(text(analysis, AnalysisField.INTENT)),
                Urgency.of(text(analysis, AnalysisField.URGENCY)),
                Sentiment.of(text(analysis, AnalysisField.SENTIMENT)),
                Boolean.parseBoolean(text(analysis, AnalysisField.ESCALATION_REQUIRED)),
                ChurnRisk.of(text(analysis, AnalysisField.CHURN_RISK)),
                text(analysis, AnalysisField.SUGGESTED_RESPONSE));
        Provenance provenance =
                Provenance.builder(node.path("analyzer").asText()).build();
        return AnalysisResult.builder(node.path("ticket_id").asText(), six, provenance)
                .build();
    }

    private static String text(JsonNode analysis, AnalysisField field) {
        return analysis.path(field.wireName()).asText();
    }
}
