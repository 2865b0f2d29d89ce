package io.github.supportops.copilot.helpdesk.freshdesk;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.math.BigDecimal;
import java.util.HashSet;
import java.util.Set;

/** A custom field: its type, and its choices if it is a dropdown. */
record TicketField(String type, Set<String> choices) {
    static final int LONGEST_LINE = 255;

    static TicketField of(JsonNode field) {
        Set<String> choices = new HashSet<>();
        for (JsonNode choice : field.path("choices")) {
            choices.add(
                    choice.isTextual()
                            ? choice.textValue()
                            : choice.path("value").asText());
        }
        return new TicketField(field.path("type").asText(), choices);
    }

    boolean isDropdown() {
        return type.equals("custom_dropdown");
    }

    boolean isNumber() {
        return type.equals("custom_number") || type.equals("custom_decimal");
    }

    /** {@return whether any short text can be written to it} */
    boolean isText() {
        return type.equals("custom_text") || isLongText();
    }

    boolean isLongText() {
        return type.equals("custom_paragraph");
    }

    boolean holds(String value) {
        return switch (type) {
            case "custom_text" -> value.length() <= LONGEST_LINE;
            case "custom_paragraph" -> true;
            case "custom_dropdown" -> choices.contains(value);
            case "custom_number" -> value.matches("-?[0-9]{1,9}");
            case "custom_decimal" -> value.matches("-?[0-9]{1,9}(\\.[0-9]{1,9})?");
            case "custom_checkbox" -> value.equals("true") || value.equals("false");
            default -> false;
        };
    }

    JsonNode value(String text) {
        JsonNodeFactory json = JsonNodeFactory.instance;
        return switch (type) {
            case "custom_number" -> json.numberNode(Integer.parseInt(text));
            case "custom_decimal" -> json.numberNode(new BigDecimal(text));
            case "custom_checkbox" -> json.booleanNode(Boolean.parseBoolean(text));
            default -> json.textNode(text);
        };
    }
}
