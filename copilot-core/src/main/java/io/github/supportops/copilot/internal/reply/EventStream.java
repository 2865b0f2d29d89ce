package io.github.supportops.copilot.internal.reply;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.supportops.copilot.internal.json.Json;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Puts the chunks of a streamed answer together again, for proxies that hand server-sent events to a caller who wanted one
 * body. A stream that does not say that it is over is not an answer.
 */
final class EventStream {
    private EventStream() {}

    static boolean looksLike(String body) {
        return body.startsWith("data:") || body.startsWith(":") || body.startsWith("event:");
    }

    /** The same as one non-streamed body, or empty when the stream is cut, broken or holds nothing. */
    static Optional<JsonNode> assembled(String body) {
        List<String> events = data(body);
        return events.isEmpty() ? withoutComments(body) : assembled(events);
    }

    /** A proxy may put the comments that keep a stream alive in front of a plain body. */
    private static Optional<JsonNode> withoutComments(String body) {
        String rest = body.lines().filter(line -> !line.startsWith(":")).collect(Collectors.joining("\n"));
        try {
            JsonNode root = Json.read(rest.strip());
            return root.isObject() ? Optional.of(root) : Optional.empty();
        } catch (JsonProcessingException broken) {
            return Optional.empty();
        }
    }

    private static Optional<JsonNode> assembled(List<String> events) {
        ObjectNode whole = JsonNodeFactory.instance.objectNode();
        StringBuilder content = new StringBuilder();
        StringBuilder arguments = new StringBuilder();
        JsonNode finish = JsonNodeFactory.instance.nullNode();
        boolean done = false;
        for (String data : events) {
            if (data.equals("[DONE]")) {
                done = true;
                continue;
            }
            JsonNode chunk;
            try {
                chunk = Json.read(data);
            } catch (JsonProcessingException broken) {
                return Optional.empty();
            }
            if (isError(chunk)) {
                return Optional.of(chunk);
            }
            JsonNode choice = chunk.path("choices").path(0);
            if (choice.path("message").isObject()) {
                return Optional.of(chunk);
            }
            content.append(choice.path("delta").path("content").asText(""));
            arguments.append(choice.path("delta")
                    .path("tool_calls")
                    .path(0)
                    .path("function")
                    .path("arguments")
                    .asText(""));
            if (choice.path("finish_reason").isTextual()) {
                finish = choice.path("finish_reason");
            }
            copy(chunk, whole, "id", "model", "usage");
        }
        return done || finish.isTextual() ? Optional.of(message(whole, content, arguments, finish)) : Optional.empty();
    }

    private static boolean isError(JsonNode chunk) {
        return chunk.hasNonNull("error") || chunk.path("object").asText("").equals("error");
    }

    private static List<String> data(String body) {
        return body.lines()
                .filter(line -> line.startsWith("data:"))
                .map(line -> line.substring("data:".length()).strip())
                .filter(line -> !line.isEmpty())
                .toList();
    }

    private static void copy(JsonNode chunk, ObjectNode whole, String... names) {
        for (String name : names) {
            if (chunk.hasNonNull(name)) {
                whole.set(name, chunk.get(name));
            }
        }
    }

    private static JsonNode message(ObjectNode whole, StringBuilder content, StringBuilder arguments, JsonNode finish) {
        ObjectNode choice = whole.putArray("choices").addObject();
        choice.set("finish_reason", finish);
        ObjectNode message = choice.putObject("message");
        message.put("content", content.toString());
        if (arguments.length() > 0) {
            message.putArray("tool_calls").addObject().putObject("function").put("arguments", arguments.toString());
        }
        return whole;
    }
}
