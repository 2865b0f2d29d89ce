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
        Map<String, Object> root = new LinkedHashMap<>();
        root.put("type", "object");
        root.put("properties", properties);
        root.put("required", fields.stream().map(SchemaField::name).toList());
        root.put("additionalProperties", false);
        return Json.write(root);
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
