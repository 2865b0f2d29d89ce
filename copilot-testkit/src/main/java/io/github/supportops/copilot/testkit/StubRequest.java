package io.github.supportops.copilot.testkit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** One request as the stub received it. Immutable. Its {@code toString()} shows where it went, never what it carried. */
public final class StubRequest {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final int number;
    private final String method;
    private final String path;
    private final Map<String, String> headers;
    private final String body;
    private final JsonNode json;

    StubRequest(int number, String method, String path, Map<String, String> headers, String body) {
        this.number = number;
        this.method = method;
        this.path = path;
        this.headers = Map.copyOf(headers);
        this.body = body;
        this.json = parse(body);
    }

    /** {@return its place among all requests, starting with 1} */
    public int number() {
        return number;
    }

    /** {@return the HTTP method} */
    public String method() {
        return method;
    }

    /** {@return path and query, for example {@code /api/v1/chat/completions}} */
    public String path() {
        return path;
    }

    /** {@return the first value of a header, in any case} */
    public Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name.toLowerCase(Locale.ROOT)));
    }

    /** {@return the body as it came} */
    public String body() {
        return body;
    }

    /** {@return the model asked for; empty text where the request names none} */
    public String model() {
        return text("/model").orElse("");
    }

    /** {@return the list of models to fall back to, as sent} */
    public List<String> models() {
        List<String> models = new ArrayList<>();
        json.at("/models").forEach(model -> models.add(model.asText()));
        return List.copyOf(models);
    }

    /** {@return the messages, in order; parts of a message are joined by line breaks} */
    public List<Message> messages() {
        List<Message> messages = new ArrayList<>();
        json.at("/messages")
                .forEach(message ->
                        messages.add(new Message(message.path("role").asText(), content(message.path("content")))));
        return List.copyOf(messages);
    }

    /** {@return the text of all messages, one after the other} */
    public String conversation() {
        return messages().stream().map(Message::content).collect(Collectors.joining("\n"));
    }

    /** {@return the text, number or flag at a JSON Pointer such as {@code /response_format/type}, as text} */
    public Optional<String> text(String pointer) {
        JsonNode node = json.at(pointer);
        return node.isValueNode() && !node.isNull() ? Optional.of(node.asText()) : Optional.empty();
    }

    /** {@return whether there is anything, also null, at a JSON Pointer} */
    public boolean has(String pointer) {
        return !json.at(pointer).isMissingNode();
    }

    /** {@return the JSON text of what is at a JSON Pointer} */
    public Optional<String> json(String pointer) {
        return has(pointer) ? Optional.of(json.at(pointer).toString()) : Optional.empty();
    }

    @Override
    public String toString() {
        return "StubRequest[" + number + ", " + method + " " + path + ", body=" + body.length() + " characters]";
    }

    private static String content(JsonNode content) {
        if (!content.isArray()) {
            return content.asText();
        }
        List<String> parts = new ArrayList<>();
        content.forEach(part -> parts.add(part.path("text").asText()));
        return String.join("\n", parts);
    }

    private static JsonNode parse(String body) {
        try {
            JsonNode json = JSON.readTree(body);
            return json == null ? MissingNode.getInstance() : json;
        } catch (JsonProcessingException notJson) {
            return MissingNode.getInstance();
        }
    }

    /**
     * One message of a request.
     *
     * @param role who speaks, as sent
     * @param content the text
     */
    public record Message(String role, String content) {
        @Override
        public String toString() {
            return "Message[role=" + role + ", content=" + content.length() + " characters]";
        }
    }
}
