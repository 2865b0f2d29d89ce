package io.github.supportops.copilot.testkit.helpdesk;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** A custom field of a {@link FakeFreshdesk}. */
record FreshdeskField(String name, String type, List<String> choices, boolean requiredForAgents) {

    boolean takes(JsonNode value) {
        if (value.isNull()) {
            return true;
        }
        return switch (type) {
            case "custom_number" -> value.isInt();
            case "custom_decimal" -> value.isNumber();
            case "custom_checkbox" -> value.isBoolean();
            case "custom_dropdown" -> value.isTextual() && choices.contains(value.textValue());
            case "custom_text" -> value.isTextual() && value.textValue().length() <= 255;
            default -> value.isTextual();
        };
    }

    String expectation() {
        return type.equals("custom_dropdown")
                ? "It should be one of these values: '" + String.join(",", choices) + "'"
                : "It should be a/an " + type.substring("custom_".length());
    }

    String code() {
        return type.equals("custom_dropdown") || type.equals("custom_text") ? "invalid_value" : "datatype_mismatch";
    }

    ObjectNode json(int id) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("id", id);
        json.put("label", name);
        json.put("name", name);
        json.put("type", type);
        json.put("default", false);
        json.put("required_for_closure", false);
        json.put("required_for_agents", requiredForAgents);
        if (type.equals("custom_dropdown")) {
            ArrayNode all = json.putArray("choices");
            choices.forEach(all::add);
        }
        return json;
    }
}
