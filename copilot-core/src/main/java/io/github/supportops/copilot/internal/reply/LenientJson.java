package io.github.supportops.copilot.internal.reply;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.supportops.copilot.internal.json.Json;
import java.math.BigDecimal;
import java.util.EnumSet;
import java.util.Set;

/**
 * Reads one object or array the way models write them, from a place in a text, and notes every liberty it took. It never
 * closes what is open. Depth and work are bounded, so hostile text ends in {@link Unreadable}, not in a hang.
 */
final class LenientJson {
    /** Making a node costs more than looking at a character. */
    private static final int STEPS_PER_VALUE = 8;

    private final String text;
    private final WorkLimit work;
    private final Set<Repair> repairs = EnumSet.noneOf(Repair.class);
    private boolean conflictingKeys;
    private int at;

    LenientJson(String text, int start, WorkLimit work) {
        this.text = text;
        this.at = start;
        this.work = work;
    }

    /** {@return where the value ended} */
    int end() {
        return at;
    }

    Set<Repair> repairs() {
        return repairs;
    }

    /** {@return whether an object held one key twice with different values} */
    boolean hasConflictingKeys() {
        return conflictingKeys;
    }

    JsonNode readValue() throws Unreadable {
        return value(0);
    }

    private JsonNode value(int depth) throws Unreadable {
        if (depth > Json.DEEPEST) {
            throw new Unreadable();
        }
        work.spend(STEPS_PER_VALUE);
        skipBlank();
        char first = current();
        return switch (first) {
            case '{' -> object(depth);
            case '[' -> array(depth);
            default -> {
                if (LenientString.opens(first)) {
                    yield JsonNodeFactory.instance.textNode(string());
                }
                yield first == '-' || isDigit(first) ? number() : literal();
            }
        };
    }

    private ObjectNode object(int depth) throws Unreadable {
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        at++;
        while (true) {
            skipBlank();
            if (current() == '}') {
                at++;
                return object;
            }
            String key = key();
            skipBlank();
            expect(':');
            put(object, key, value(depth + 1));
            if (!another('}')) {
                return object;
            }
        }
    }

    private void put(ObjectNode object, String key, JsonNode value) {
        JsonNode before = object.get(key);
        if (before != null) {
            conflictingKeys |= !before.equals(value);
            repairs.add(Repair.REPEATED_ANSWER);
        }
        object.set(key, value);
    }

    private ArrayNode array(int depth) throws Unreadable {
        ArrayNode array = JsonNodeFactory.instance.arrayNode();
        at++;
        while (true) {
            skipBlank();
            if (current() == ']') {
                at++;
                return array;
            }
            array.add(value(depth + 1));
            if (!another(']')) {
                return array;
            }
        }
    }

    /** After a member: true when another follows, false when the closing bracket was consumed. */
    private boolean another(char closing) throws Unreadable {
        skipBlank();
        char next = current();
        at++;
        if (next == closing) {
            return false;
        }
        if (next != ',') {
            throw new Unreadable();
        }
        skipBlank();
        if (current() == closing) {
            repairs.add(Repair.TRAILING_COMMA);
        }
        return true;
    }

    private String key() throws Unreadable {
        if (LenientString.opens(current())) {
            return string();
        }
        int start = at;
        while (Character.isLetterOrDigit(current()) || current() == '_' || current() == '$' || current() == '-') {
            at++;
        }
        if (start == at) {
            throw new Unreadable();
        }
        repairs.add(Repair.UNQUOTED_KEY);
        return text.substring(start, at);
    }

    private String string() throws Unreadable {
        LenientString string = new LenientString(text, at, work, repairs);
        String value = string.read();
        at = string.end();
        return value;
    }

    private JsonNode number() throws Unreadable {
        int start = at;
        while (at < text.length() && "+-.eE0123456789".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
        if (at - start > 100) {
            throw new Unreadable();
        }
        try {
            return JsonNodeFactory.instance.numberNode(new BigDecimal(text.substring(start, at)));
        } catch (NumberFormatException notANumber) {
            throw new Unreadable();
        }
    }

    private JsonNode literal() throws Unreadable {
        int start = at;
        while (at < text.length() && Character.isLetter(text.charAt(at))) {
            at++;
        }
        String word = text.substring(start, at);
        if (word.equals("True") || word.equals("False") || word.equals("None") || word.equals("NaN")) {
            repairs.add(Repair.PYTHON_LITERAL);
        }
        return switch (word) {
            case "true", "True" -> BooleanNode.TRUE;
            case "false", "False" -> BooleanNode.FALSE;
            case "null", "None" -> NullNode.getInstance();
            case "NaN" -> DoubleNode.valueOf(Double.NaN);
            default -> throw new Unreadable();
        };
    }

    private void skipBlank() throws Unreadable {
        while (at < text.length()) {
            char next = text.charAt(at);
            if (Character.isWhitespace(next) || next == '\u00a0' || next == '\ufeff') {
                work.spend(1);
                at++;
            } else if (!comment(next)) {
                return;
            }
        }
    }

    private boolean comment(char next) throws Unreadable {
        if (next != '/' || at + 1 >= text.length()) {
            return false;
        }
        String end = text.charAt(at + 1) == '/' ? "\n" : "*/";
        if (text.charAt(at + 1) != '/' && text.charAt(at + 1) != '*') {
            return false;
        }
        int found = text.indexOf(end, at + 2);
        work.spend((found < 0 ? text.length() : found) - at);
        if (found < 0) {
            throw new Unreadable();
        }
        at = found + end.length();
        repairs.add(Repair.COMMENT);
        return true;
    }

    private void expect(char wanted) throws Unreadable {
        if (current() != wanted) {
            throw new Unreadable();
        }
        at++;
    }

    private char current() throws Unreadable {
        work.spend(1);
        if (at >= text.length()) {
            throw new Unreadable();
        }
        return text.charAt(at);
    }

    private static boolean isDigit(char character) {
        return character >= '0' && character <= '9';
    }
}
