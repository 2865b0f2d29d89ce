package io.github.supportops.copilot.testkit.helpdesk;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The JSON of the fake org: bodies, and errors in the array they come in. */
final class SalesforceJson {
    private static final ObjectMapper JSON = new ObjectMapper();

    private SalesforceJson() {}

    static boolean keysWithin(JsonNode node, Set<String> allowed) {
        return allowed.containsAll(names(node));
    }

    static List<String> names(JsonNode node) {
        List<String> names = new ArrayList<>();
        node.fieldNames().forEachRemaining(names::add);
        return names;
    }

    static @Nullable ObjectNode object(String body) {
        return parsed(body) instanceof ObjectNode object ? object : null;
    }

    static JsonNode parsed(String body) {
        try {
            return body.isEmpty() ? JsonNodeFactory.instance.nullNode() : JSON.readTree(body);
        } catch (JsonProcessingException malformed) {
            return JsonNodeFactory.instance.missingNode();
        }
    }

    static ObjectNode node() {
        return JsonNodeFactory.instance.objectNode();
    }

    static FakeReply error(int status, String code, String message, String... fields) {
        ArrayNode errors = JsonNodeFactory.instance.arrayNode();
        ObjectNode error = errors.addObject().put("message", message).put("errorCode", code);
        ArrayNode names = error.putArray("fields");
        for (String field : fields) {
            names.add(field);
        }
        return FakeReply.json(status, errors);
    }
}
