package io.github.supportops.copilot.internal.reply;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.supportops.copilot.internal.json.Json;
import io.github.supportops.copilot.schema.AnalysisSchema;
import io.github.supportops.copilot.schema.SchemaField;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Finds the answer inside wrappers: other objects, arrays of one, and JSON written into a string. */
final class AnswerFinder {
    private static final int DEEPEST_WRAP = 6;
    private static final int MOST_CANDIDATES = 50;

    private final Set<String> fields;
    private final List<AnswerCandidate> found = new ArrayList<>();
    private boolean schemaEcho;
    private boolean conflictingSpelling;

    AnswerFinder(AnalysisSchema schema) {
        this.fields = schema.fields().stream().map(SchemaField::name).collect(Collectors.toSet());
    }

    List<AnswerCandidate> candidates() {
        return found;
    }

    /** {@return whether some object described the fields instead of filling them in} */
    boolean sawSchemaEcho() {
        return schemaEcho;
    }

    /** {@return whether one field stood there under two spellings with different values} */
    boolean sawConflictingSpelling() {
        return conflictingSpelling;
    }

    void search(JsonNode value, Set<Repair> sofar) {
        search(value, sofar, 0);
    }

    private void search(JsonNode value, Set<Repair> sofar, int depth) {
        if (depth > DEEPEST_WRAP || found.size() > MOST_CANDIDATES) {
            return;
        }
        if (value.isObject()) {
            object((ObjectNode) value, sofar, depth);
        } else if (value.isArray()) {
            Set<Repair> repairs = value.size() == 1 ? with(sofar, Repair.SINGLE_ELEMENT_ARRAY) : sofar;
            value.forEach(element -> search(element, repairs, depth + 1));
        } else if (value.isTextual()) {
            encoded(value.textValue(), sofar, depth);
        }
    }

    private void object(ObjectNode object, Set<Repair> sofar, int depth) {
        ObjectNode known = JsonNodeFactory.instance.objectNode();
        Set<Repair> repairs = EnumSet.noneOf(Repair.class);
        repairs.addAll(sofar);
        for (Map.Entry<String, JsonNode> member : object.properties()) {
            String name = fields.contains(member.getKey()) ? member.getKey() : Names.normalised(member.getKey());
            if (!fields.contains(name)) {
                repairs.add(Repair.EXTRA_KEY);
                continue;
            }
            if (!name.equals(member.getKey())) {
                repairs.add(Repair.KEY_SPELLING);
            }
            JsonNode before = known.get(name);
            conflictingSpelling |= before != null && !before.equals(member.getValue());
            known.set(name, member.getValue());
        }
        if (known.isEmpty()) {
            object.forEach(inner -> search(inner, with(sofar, Repair.WRAPPER), depth + 1));
        } else if (describesFields(known)) {
            schemaEcho = true;
        } else {
            found.add(new AnswerCandidate(known, repairs));
        }
    }

    private static boolean describesFields(ObjectNode known) {
        for (JsonNode value : known) {
            if (!value.isObject() || !(value.has("type") || value.has("enum") || value.has("description"))) {
                return false;
            }
        }
        return true;
    }

    private void encoded(String text, Set<Repair> sofar, int depth) {
        String stripped = text.strip();
        if (!stripped.startsWith("{") && !stripped.startsWith("[") && !stripped.startsWith("\"")) {
            return;
        }
        try {
            search(Json.read(stripped), with(sofar, Repair.DOUBLE_ENCODING), depth + 1);
        } catch (JsonProcessingException notJson) {
            // A text that merely starts like JSON is a text; it holds no answer.
            return;
        }
    }

    private static Set<Repair> with(Set<Repair> repairs, Repair another) {
        EnumSet<Repair> more = EnumSet.of(another);
        more.addAll(repairs);
        return more;
    }
}
