package io.github.supportops.copilot.helpdesk.freshdesk;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.github.supportops.copilot.helpdesk.HelpdeskRefusedException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The fields an account has: of what type they are, and what they can hold. Immutable. */
final class TicketFields {
    private final Map<String, TicketField> custom = new HashMap<>();
    private final Set<String> groups = new HashSet<>();
    private final List<String> required = new ArrayList<>();

    private TicketFields() {}

    static TicketFields of(JsonNode list) {
        TicketFields fields = new TicketFields();
        list.forEach(fields::add);
        return fields;
    }

    private void add(JsonNode field) {
        String name = field.path("name").asText();
        if (field.path("type").asText().equals("default_group")) {
            field.path("choices").forEach(id -> groups.add(id.asText()));
        }
        if (!field.path("default").asBoolean()) {
            custom.put(name, TicketField.of(field));
            if (field.path("required_for_agents").asBoolean()) {
                required.add(name);
            }
        }
    }

    Optional<TicketField> custom(String name) {
        return Optional.ofNullable(custom.get(name));
    }

    /** {@return the ids of all groups} */
    Set<String> groups() {
        return groups;
    }

    /** {@return custom fields that must not be empty when an agent saves a ticket} */
    List<String> required() {
        return required;
    }

    /** {@return the value as the field takes it; text where the field is not known, so that Freshdesk says so} */
    JsonNode value(String name, String value) {
        TicketField field = custom.get(name);
        if (field == null) {
            return JsonNodeFactory.instance.textNode(value);
        }
        if (!field.holds(value)) {
            throw new HelpdeskRefusedException(
                    "The field " + name + " is of type " + field.type() + " and cannot hold the value of the triage",
                    null,
                    List.of(name));
        }
        return field.value(value);
    }

    /** {@return whether two values of a field are the same to it, as 0.9 and 0.90 are to a number} */
    boolean same(String name, String one, String other) {
        TicketField field = custom.get(name);
        if (one.equals(other) || field == null || !field.isNumber() || !field.holds(one) || !field.holds(other)) {
            return one.equals(other);
        }
        return new BigDecimal(one).compareTo(new BigDecimal(other)) == 0;
    }
}
