package io.github.supportops.copilot.eval;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.supportops.copilot.AnalysisField;
import io.github.supportops.copilot.AnalysisJson;
import io.github.supportops.copilot.InvalidTicketException;
import io.github.supportops.copilot.Ticket;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Labelled tickets and feedback in JSON Lines. When people decided several times about a ticket, the last decision counts. */
final class JsonLinesGold {
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
            .build();

    private JsonLinesGold() {}

    static List<LabelledTicket> read(Reader reader) throws IOException {
        BufferedReader lines = new BufferedReader(reader);
        Map<String, LabelledTicket> byId = new LinkedHashMap<>();
        int number = 0;
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            number++;
            if (!line.isBlank()) {
                labelled(line, "Line " + number)
                        .ifPresent(ticket -> byId.put(ticket.ticket().id(), ticket));
            }
        }
        return new ArrayList<>(byId.values());
    }

    /** Feedback about a dismissed ticket has a null analysis: nobody settled on anything. */
    private static Optional<LabelledTicket> labelled(String line, String place) {
        JsonNode root = object(line, place);
        if (root.has("ticket") && root.path("analysis").isNull()) {
            return Optional.empty();
        }
        JsonNode ticket = root.has("ticket") ? root.get("ticket") : root;
        JsonNode labels = root.has("ticket") ? root.path("analysis") : root;
        return Optional.of(new LabelledTicket(ticket(ticket, place), labels(labels, place)));
    }

    private static Map<AnalysisField, String> labels(JsonNode node, String place) {
        Map<AnalysisField, String> labels = new EnumMap<>(AnalysisField.class);
        for (AnalysisField field : FieldLabels.fields()) {
            JsonNode value = node.path(field.wireName());
            if (value.isTextual() || value.isBoolean()) {
                labels.put(field, Checked.at(place, () -> FieldLabels.requireLabel(field, value.asText())));
            } else if (!value.isMissingNode() && !value.isNull()) {
                throw new IllegalArgumentException(
                        place + ": " + field.wireName() + " must be a text, true or false, or left out");
            }
        }
        if (labels.isEmpty()) {
            throw new IllegalArgumentException(place + " has no label; give at least one of "
                    + String.join(
                            ", ",
                            FieldLabels.fields().stream()
                                    .map(AnalysisField::wireName)
                                    .toList())
                    + " beside the ticket's fields, or inside \"analysis\" beside \"ticket\"");
        }
        return labels;
    }

    private static Ticket ticket(JsonNode node, String place) {
        try {
            return AnalysisJson.readTicket(MAPPER.writeValueAsString(node));
        } catch (InvalidTicketException wrong) {
            throw new IllegalArgumentException(place + ": " + wrong.getMessage(), wrong);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("A tree that was read can be written", impossible);
        }
    }

    private static JsonNode object(String line, String place) {
        try {
            JsonNode root = MAPPER.readTree(line);
            if (root != null && root.isObject()) {
                return root;
            }
        } catch (JsonProcessingException broken) {
            throw new IllegalArgumentException(place + " is not JSON; write one object a line", broken);
        }
        throw new IllegalArgumentException(place + " is not a JSON object; write one object a line");
    }
}
