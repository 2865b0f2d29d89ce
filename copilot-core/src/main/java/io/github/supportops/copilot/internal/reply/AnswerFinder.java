package io.github.supportops.copilot.internal.reply;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.supportops.copilot.internal.json.Json;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finds the answer inside wrappers: prose, other objects, arrays of one, and JSON written into a string. */
final class AnswerFinder {
    private static final int DEEPEST_WRAP = 6;
    private static final int MOST_CANDIDATES = 50;
    /** What a model keeps for itself; a draft in there is not the answer. */
    private static final Set<String> THINKING =
            Set.of("think", "thinking", "thought", "thoughts", "reasoning", "reflection", "scratchpad", "draft");
    /** What repeats the question; JSON in such a text is the customer's. */
    private static final Set<String> QUESTION = Set.of(
            "ticket",
            "ticket_text",
            "ticket_message",
            "customer_message",
            "user_message",
            "input",
            "prompt",
            "query",
            "original",
            "original_message");

    private final Set<String> fields;
    private final List<AnswerCandidate> candidates = new ArrayList<>();
    private boolean anyValue;
    private boolean onlyThinking;
    private boolean endsWithAnswer = true;
    private boolean schemaEcho;
    private boolean contradiction;

    AnswerFinder(Set<String> fields) {
        this.fields = fields;
    }

    List<AnswerCandidate> candidates() {
        return candidates;
    }

    /** {@return whether some JSON was there} */
    boolean sawJson() {
        return anyValue;
    }

    /** {@return whether nothing was there but thinking} */
    boolean sawOnlyThinking() {
        return onlyThinking;
    }

    /** {@return whether some object described the fields instead of filling them in} */
    boolean sawSchemaEcho() {
        return schemaEcho;
    }

    /** {@return whether one thing stood there twice with different values} */
    boolean sawContradiction() {
        return contradiction;
    }

    /** {@return whether the text ended with its JSON, all of which was readable} */
    boolean endsWithAnswer() {
        return endsWithAnswer;
    }

    /** Looks through the text of an answer. */
    void search(String text) {
        JsonNode plain = plain(text);
        if (plain != null) {
            anyValue = true;
            search(plain, EnumSet.noneOf(Repair.class), 0);
        } else {
            AnswerScanner scanner = scan(text, EnumSet.noneOf(Repair.class), 0);
            onlyThinking = scanner.isBlank();
            endsWithAnswer = scanner.endsWithValue();
        }
    }

    private static @Nullable JsonNode plain(String text) {
        char first = text.charAt(0);
        if (first != '{' && first != '[' && first != '"') {
            return null;
        }
        try {
            return Json.read(text);
        } catch (JsonProcessingException notPlainJson) {
            return null;
        }
    }

    private AnswerScanner scan(String text, Set<Repair> sofar, int depth) {
        AnswerScanner scanner = new AnswerScanner(text, this::isField).scan();
        contradiction |= scanner.contradictsItself();
        anyValue |= !scanner.found().isEmpty();
        Set<Repair> around = scanner.surroundings();
        around.addAll(sofar);
        int first = candidates.size();
        boolean besides = false;
        for (AnswerScanner.Found value : scanner.found()) {
            Set<Repair> repairs = EnumSet.copyOf(value.repairs());
            repairs.addAll(around);
            int before = candidates.size();
            search(value.value(), repairs, depth);
            besides |= candidates.size() == before && !isEmpty(value.value());
        }
        note(besides, Repair.PROSE, first);
        return scanner;
    }

    private static boolean isEmpty(JsonNode value) {
        return value.isContainerNode() && value.isEmpty();
    }

    /** JSON that holds no answer is one more thing that was said around it. */
    private void note(boolean happened, Repair repair, int firstCandidate) {
        if (happened) {
            candidates
                    .subList(firstCandidate, candidates.size())
                    .forEach(candidate -> candidate.repairs().add(repair));
        }
    }

    private void search(JsonNode value, Set<Repair> sofar, int depth) {
        if (depth > DEEPEST_WRAP) {
            return;
        }
        if (value.isObject()) {
            object((ObjectNode) value, sofar, depth);
        } else if (value.isArray()) {
            array(value, sofar, depth);
        } else if (value.isTextual()) {
            encoded(value.textValue().strip(), sofar, depth);
        }
    }

    private void array(JsonNode array, Set<Repair> sofar, int depth) {
        Set<Repair> repairs = array.size() == 1 ? with(sofar, Repair.SINGLE_ELEMENT_ARRAY) : sofar;
        int first = candidates.size();
        boolean besides = false;
        for (JsonNode element : array) {
            int before = candidates.size();
            search(element, repairs, depth + 1);
            besides |= candidates.size() == before && !isEmpty(element);
        }
        note(besides, Repair.WRAPPER, first);
    }

    private void object(ObjectNode object, Set<Repair> sofar, int depth) {
        Set<Repair> repairs = EnumSet.noneOf(Repair.class);
        repairs.addAll(sofar);
        ObjectNode known = known(object, repairs);
        if (known.isEmpty()) {
            object.properties().forEach(member -> unwrap(member, with(sofar, Repair.WRAPPER), depth + 1));
        } else if (describesFields(known)) {
            schemaEcho = true;
        } else if (candidates.size() == MOST_CANDIDATES) {
            contradiction = true;
        } else {
            candidates.add(new AnswerCandidate(known, repairs));
        }
    }

    /** The members that are fields, under the schema's own names. */
    private ObjectNode known(ObjectNode object, Set<Repair> repairs) {
        ObjectNode known = JsonNodeFactory.instance.objectNode();
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
            contradiction |= before != null && !before.equals(member.getValue());
            known.set(name, member.getValue());
        }
        return known;
    }

    private void unwrap(Map.Entry<String, JsonNode> member, Set<Repair> repairs, int depth) {
        String name = Names.normalised(member.getKey());
        boolean customers = QUESTION.contains(name) && member.getValue().isTextual();
        if (!customers && !THINKING.contains(name)) {
            search(member.getValue(), repairs, depth);
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

    /** A text that merely mentions JSON is a text; only one that starts like an answer can hold one. */
    private void encoded(String text, Set<Repair> sofar, int depth) {
        if (text.isEmpty() || "{[\"`<".indexOf(text.charAt(0)) < 0) {
            return;
        }
        Set<Repair> repairs = with(sofar, Repair.DOUBLE_ENCODING);
        JsonNode plain = plain(text);
        if (plain != null) {
            search(plain, repairs, depth + 1);
        } else if (depth < DEEPEST_WRAP) {
            scan(text, repairs, depth + 1);
        }
    }

    private boolean isField(String name) {
        return fields.contains(name) || fields.contains(Names.normalised(name));
    }

    private static Set<Repair> with(Set<Repair> repairs, Repair another) {
        EnumSet<Repair> more = EnumSet.of(another);
        more.addAll(repairs);
        return more;
    }
}
