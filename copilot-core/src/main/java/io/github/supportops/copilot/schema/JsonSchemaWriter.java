package io.github.supportops.copilot.schema;

import io.github.supportops.copilot.internal.json.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes the JSON Schema that goes on the wire. It keeps to the subset that strict modes of all providers accept: one
 * object, no additional properties, every property required, no lengths, patterns, references or defaults. Limits are
 * checked here, after the answer came, instead.
 */
final class JsonSchemaWriter {
    private JsonSchemaWriter() {}

    static String write(List<SchemaField> fields) {
        Map<String, Object> properties = new LinkedHashMap<>();
        fields.forEach(field -> properties.put(field.name(), property(field)));
        return Json.write(object(properties));
    }

    /** The id comes first, so that a model has said which ticket it is about before it judges. */
    static String writeSeveral(List<SchemaField> fields) {
        Map<String, Object> properties = new LinkedHashMap<>();
        properties.put(AnalysisSchema.TICKET_ID, Map.of("type", "string"));
        fields.forEach(field -> properties.put(field.name(), property(field)));
        Map<String, Object> list = new LinkedHashMap<>();
        list.put("type", "array");
        list.put("items", object(properties));
        return Json.write(object(Map.of(AnalysisSchema.SEVERAL, list)));
    }

    private static Map<String, Object> object(Map<String, Object> properties) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("type", "object");
        object.put("properties", properties);
        object.put("required", List.copyOf(properties.keySet()));
        object.put("additionalProperties", false);
        return object;
    }

    private static Map<String, Object> property(SchemaField field) {
        Map<String, Object> property = new LinkedHashMap<>();
        switch (field.type()) {
            case FLAG -> property.put("type", "boolean");
            case LABEL, TEXT -> property.putAll(text(field));
            case LIST -> {
                property.put("type", "array");
                property.put("items", text(field));
            }
        }
        property.put("description", field.description());
        return property;
    }

    private static Map<String, Object> text(SchemaField field) {
        Map<String, Object> text = new LinkedHashMap<>();
        text.put("type", "string");
        if (!field.allowed().isEmpty()) {
            text.put("enum", field.allowed());
        }
        return text;
    }
}
