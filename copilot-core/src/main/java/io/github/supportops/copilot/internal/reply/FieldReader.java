package io.github.supportops.copilot.internal.reply;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.supportops.copilot.internal.text.WellFormed;
import io.github.supportops.copilot.schema.SchemaField;
import io.github.supportops.copilot.schema.ValidationIssue;
import io.github.supportops.copilot.schema.ValidationIssue.Code;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the value of one field as its type demands. Null means: an issue was noted. */
final class FieldReader {
    /** What a model writes where it has nothing to write. */
    private static final Set<String> PLACEHOLDERS = Set.of(
            "null", "none", "n/a", "undefined", "string", "text", "tbd", "todo", "...", "\u2026", "-", "--", "?");

    private final Set<Repair> repairs;
    private final List<ValidationIssue> issues;

    FieldReader(Set<Repair> repairs, List<ValidationIssue> issues) {
        this.repairs = repairs;
        this.issues = issues;
    }

    @Nullable
    String label(SchemaField field, JsonNode object) {
        JsonNode value = present(field, object);
        if (value == null) {
            return null;
        }
        if (!value.isTextual()) {
            return issue(field, Code.WRONG_TYPE, "must be one of " + allowed(field));
        }
        return allowedLabel(field, path(field), value.textValue());
    }

    @Nullable
    Boolean flag(SchemaField field, JsonNode object) {
        JsonNode value = present(field, object);
        if (value == null) {
            return null;
        }
        if (value.isBoolean()) {
            return value.booleanValue();
        }
        String text = value.isTextual() ? value.textValue().strip().toLowerCase(Locale.ROOT) : "";
        if (text.equals("true") || text.equals("false")) {
            repairs.add(Repair.FLAG_AS_TEXT);
            return text.equals("true");
        }
        issue(field, Code.WRONG_TYPE, "must be true or false");
        return null;
    }

    @Nullable
    String text(SchemaField field, JsonNode object) {
        JsonNode value = present(field, object);
        if (value == null) {
            return null;
        }
        if (!value.isTextual()) {
            return issue(field, Code.WRONG_TYPE, "must be a text");
        }
        String text = whole(value.textValue()).strip();
        if (text.isEmpty()) {
            return issue(field, Code.BLANK, "must not be blank");
        }
        if (PLACEHOLDERS.contains(text.toLowerCase(Locale.ROOT)) || text.equals(field.description())) {
            return issue(field, Code.BLANK, "must be a real text, not a placeholder");
        }
        return text.length() > field.longest()
                ? issue(field, Code.TOO_LONG, "must not be longer than " + field.longest() + " characters")
                : text;
    }

    @Nullable
    List<String> list(SchemaField field, JsonNode object) {
        JsonNode value = object.get(field.name());
        if (value != null && value.isTextual()) {
            repairs.add(Repair.TEXT_AS_LIST);
            return entries(field, List.of(value));
        }
        if (value == null || value.isNull() || !value.isArray()) {
            present(field, object);
            if (value != null && !value.isNull()) {
                issue(field, Code.WRONG_TYPE, "must be a list");
            }
            return null;
        }
        List<JsonNode> nodes = new ArrayList<>();
        value.forEach(nodes::add);
        return entries(field, nodes);
    }

    private @Nullable List<String> entries(SchemaField field, List<JsonNode> nodes) {
        if (nodes.size() > field.most()) {
            issue(field, Code.TOO_LONG, "must not have more than " + field.most() + " entries");
            return null;
        }
        List<String> entries = new ArrayList<>();
        for (int i = 0; i < nodes.size(); i++) {
            String entry = entry(field, path(field) + "[" + i + "]", nodes.get(i));
            if (entry != null && !entries.contains(entry)) {
                entries.add(entry);
            }
        }
        return entries;
    }

    private @Nullable String entry(SchemaField field, String path, JsonNode node) {
        if (!node.isTextual() || node.textValue().isBlank()) {
            issues.add(new ValidationIssue(path, Code.WRONG_TYPE, "must be a text that is not blank"));
            return null;
        }
        if (!field.allowed().isEmpty()) {
            return allowedLabel(field, path, node.textValue());
        }
        if (node.textValue().length() > field.longest()) {
            issues.add(new ValidationIssue(
                    path, Code.TOO_LONG, "must not be longer than " + field.longest() + " characters"));
            return null;
        }
        return node.textValue();
    }

    /** The text without characters that files, databases and terminals choke on. */
    private String whole(String text) {
        String whole = WellFormed.text(text);
        if (!whole.equals(text)) {
            repairs.add(Repair.BROKEN_CHARACTER);
        }
        return whole;
    }

    private @Nullable String allowedLabel(SchemaField field, String path, String text) {
        if (field.allowed().contains(text)) {
            return text;
        }
        String normal = Names.normalised(text);
        List<String> same = field.allowed().stream()
                .filter(label -> Names.normalised(label).equals(normal))
                .toList();
        if (same.size() == 1) {
            repairs.add(Repair.LABEL_SPELLING);
            return same.get(0);
        }
        issues.add(new ValidationIssue(path, Code.NOT_ALLOWED, "must be one of " + allowed(field)));
        return null;
    }

    /** The value, unpacked from an array of one; null after noting that it is missing. */
    private @Nullable JsonNode present(SchemaField field, JsonNode object) {
        JsonNode value = object.get(field.name());
        if (value == null) {
            issue(field, Code.MISSING, "is missing");
            return null;
        }
        if (value.isArray() && value.size() == 1 && field.type() != SchemaField.Type.LIST) {
            repairs.add(Repair.SINGLE_ELEMENT_ARRAY);
            value = value.get(0);
        }
        if (value.isNull()) {
            issue(field, Code.NULL, "must not be null");
            return null;
        }
        return value;
    }

    private @Nullable String issue(SchemaField field, Code code, String message) {
        issues.add(new ValidationIssue(path(field), code, message));
        return null;
    }

    private static String path(SchemaField field) {
        return "$." + field.name();
    }

    private static String allowed(SchemaField field) {
        return String.join(", ", field.allowed());
    }
}
