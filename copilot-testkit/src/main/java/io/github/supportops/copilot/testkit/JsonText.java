package io.github.supportops.copilot.testkit;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.supportops.copilot.AnalysisField;
import io.github.supportops.copilot.TicketAnalysis;

/** The JSON texts a provider sends. */
final class JsonText {
    private JsonText() {}

    static String analysis(TicketAnalysis analysis) {
        ObjectNode fields = JsonNodeFactory.instance.objectNode();
        for (AnalysisField field : AnalysisField.values()) {
            fields.put(field.wireName(), analysis.wireValue(field));
        }
        fields.put(AnalysisField.ESCALATION_REQUIRED.wireName(), analysis.escalationRequired());
        return fields.toString();
    }

    static String error(int code, String message) {
        ObjectNode root = JsonNodeFactory.instance.objectNode();
        root.putObject("error").put("code", code).put("message", message);
        return root.toString();
    }
}
