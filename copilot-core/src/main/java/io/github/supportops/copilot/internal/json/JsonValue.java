package io.github.supportops.copilot.internal.json;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * A JSON value that knows its place, so that whatever is wrong with it can be named by JSON path. Fields nobody asks for
 * are ignored. Every method throws {@link JsonMismatch} if the value is not what was asked for.
 */
public final class JsonValue {
    /** Numbers beyond 40 digits on either side of the point are hostile: 1e999999999 would fill the memory when written. */
    private static final int MOST_DIGITS = 40;

    private static final Pattern PLAIN_NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_-]{0,63}");

    private final JsonNode node;
    private final String path;

    private JsonValue(JsonNode node, String path) {
        this.node = node;
        this.path = path;
    }

    /** Reads one complete JSON object. */
    public static JsonValue parseObject(String text) {
        Objects.requireNonNull(text, "json");
        try {
            JsonNode root = Json.read(text);
            return new JsonValue(root, "$").requireObject();
        } catch (JsonProcessingException broken) {
            throw new JsonMismatch("$", "is not one complete JSON value" + place(broken));
        }
    }

    /** {@return the field, which must be there and not be null} */
    public JsonValue required(String name) {
        JsonNode field = requireObject().node.get(name);
        if (field == null || field.isNull()) {
            throw new JsonMismatch(child(name), field == null ? "is missing" : "must not be null");
        }
        return new JsonValue(field, child(name));
    }

    /** {@return the field, empty where it is not there or null} */
    public Optional<JsonValue> optional(String name) {
        JsonNode field = requireObject().node.get(name);
        return field == null || field.isNull() ? Optional.empty() : Optional.of(new JsonValue(field, child(name)));
    }

    /** {@return the entries of the list in this field, none where the field is not there or null} */
    public List<JsonValue> items(String name) {
        return optional(name).map(JsonValue::items).orElse(List.of());
    }

    /** {@return the texts of the object in this field by name, none where the field is not there or null} */
    public Map<String, String> texts(String name) {
        Map<String, String> texts = new LinkedHashMap<>();
        optional(name)
                .map(JsonValue::requireObject)
                .ifPresent(object -> object.node
                        .properties()
                        .forEach(field -> texts.put(
                                field.getKey(), new JsonValue(field.getValue(), object.child(field.getKey())).text())));
        return texts;
    }

    /** {@return the text} */
    public String text() {
        return check(node.isTextual(), "must be a text").node.textValue();
    }

    /** {@return the flag} */
    public boolean flag() {
        return check(node.isBoolean(), "must be true or false").node.booleanValue();
    }

    /** {@return the number} */
    public BigDecimal number() {
        BigDecimal number = check(node.isNumber(), "must be a number").node.decimalValue();
        boolean writable = Math.abs((long) number.scale()) <= MOST_DIGITS && number.precision() <= 2 * MOST_DIGITS;
        check(writable, "must have at most " + MOST_DIGITS + " digits on either side of the point");
        return number;
    }

    /** {@return the number, which must be whole and not negative} */
    public long count() {
        check(node.isIntegralNumber() && node.canConvertToLong(), "must be a whole number");
        return check(node.longValue() >= 0, "must not be negative").node.longValue();
    }

    /** {@return the text as something else; a converter refuses with a message that goes to the user} */
    public <T> T as(Function<String, T> converter) {
        String text = text();
        return checked(() -> converter.apply(text));
    }

    /** Runs a step whose refusal, an {@link IllegalArgumentException} or a wrong date, is about this value. */
    public <T> T checked(Supplier<T> step) {
        try {
            return step.get();
        } catch (DateTimeException wrong) {
            throw new JsonMismatch(path, "must be a date or time in ISO 8601, for example 2026-11-22T09:30:00Z");
        } catch (IllegalArgumentException wrong) {
            throw new JsonMismatch(path, "is not allowed: " + wrong.getMessage());
        }
    }

    private List<JsonValue> items() {
        check(node.isArray(), "must be a list");
        List<JsonValue> items = new ArrayList<>(node.size());
        node.forEach(item -> items.add(new JsonValue(item, path + "[" + items.size() + "]")));
        return items;
    }

    private JsonValue requireObject() {
        return check(node.isObject(), "must be an object");
    }

    private JsonValue check(boolean right, String demand) {
        if (!right) {
            throw new JsonMismatch(path, demand);
        }
        return this;
    }

    /** Names that are not plain words may hold anything, also what must not be logged, so they are not shown. */
    private String child(String name) {
        return PLAIN_NAME.matcher(name).matches() ? path + "." + name : path + ".*";
    }

    private static String place(JsonProcessingException broken) {
        JsonLocation location = broken.getLocation();
        return location == null ? "" : " (line " + location.getLineNr() + ", column " + location.getColumnNr() + ")";
    }
}
