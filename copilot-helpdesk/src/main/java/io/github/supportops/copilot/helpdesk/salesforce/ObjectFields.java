package io.github.supportops.copilot.helpdesk.salesforce;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What describe says of an object for the user of the app: only fields this user can see are there. Immutable.
 *
 * @param createable whether the user may create records
 * @param updateable whether the user may change records
 * @param fields by API name
 */
record ObjectFields(boolean createable, boolean updateable, Map<String, Field> fields) {

    /** A field; {@code values} are the active ones of a picklist. */
    record Field(
            String name,
            String type,
            int length,
            int scale,
            boolean createable,
            boolean updateable,
            List<String> values) {
        private static final Set<String> NUMBERS = Set.of("double", "percent", "currency", "int");

        boolean isNumber() {
            return NUMBERS.contains(type);
        }

        boolean isCheckbox() {
            return type.equals("boolean");
        }

        boolean isPicklist() {
            return type.equals("picklist");
        }

        boolean isText() {
            return type.equals("string") || type.equals("textarea");
        }
    }

    static ObjectFields of(JsonNode describe) {
        Map<String, Field> fields = new LinkedHashMap<>();
        for (JsonNode field : describe.path("fields")) {
            List<String> values = new ArrayList<>();
            for (JsonNode value : field.path("picklistValues")) {
                if (value.path("active").asBoolean(true)) {
                    values.add(value.path("value").asText());
                }
            }
            fields.put(
                    field.path("name").asText(),
                    new Field(
                            field.path("name").asText(),
                            field.path("type").asText(),
                            field.path("length").asInt(),
                            field.path("scale").asInt(),
                            field.path("createable").asBoolean(),
                            field.path("updateable").asBoolean(),
                            List.copyOf(values)));
        }
        return new ObjectFields(
                describe.path("createable").asBoolean(),
                describe.path("updateable").asBoolean(),
                fields);
    }

    Optional<Field> field(String name) {
        return Optional.ofNullable(fields.get(name));
    }
}
