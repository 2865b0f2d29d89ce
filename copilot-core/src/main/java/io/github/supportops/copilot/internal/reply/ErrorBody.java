package io.github.supportops.copilot.internal.reply;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.github.supportops.copilot.internal.json.Json;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;

/**
 * What an error body says, whichever of the known shapes it has: OpenRouter's and OpenAI's {@code {"error":{…}}}, LM
 * Studio's {@code {"error":"text"}}, SGLang's flat {@code {"object":"error",…}}, or an upstream's JSON inside {@code
 * metadata.raw}. Its words are only searched for signs, never shown, because they may quote the ticket.
 */
final class ErrorBody {
    private static final Pattern SAFE_NAME = Pattern.compile("[A-Za-z0-9_.\\[\\]-]{1,60}");

    private final JsonNode root;
    private final JsonNode error;
    private final String words;

    private ErrorBody(JsonNode root, JsonNode error) {
        this.root = root;
        this.error = error;
        this.words = words(root, error);
    }

    static ErrorBody of(JsonNode root) {
        JsonNode error = root.path("error");
        if (error.isMissingNode() || error.isNull()) {
            error = root.path("object").asText("").equals("error") || root.has("detail") || root.has("message")
                    ? root
                    : MissingNode.getInstance();
        }
        return new ErrorBody(root, error);
    }

    static ErrorBody of(String text) {
        try {
            return of(Json.read(text));
        } catch (JsonProcessingException notJson) {
            return of(MissingNode.getInstance());
        }
    }

    boolean isPresent() {
        return !error.isMissingNode();
    }

    /** The error code when it is a number, or a number written as text. */
    OptionalInt numericCode() {
        for (JsonNode code : new JsonNode[] {error.path("code"), error.path("http_status"), error.path("status")}) {
            if (code.canConvertToInt() && code.isNumber()) {
                return OptionalInt.of(code.intValue());
            }
            if (code.isTextual() && code.textValue().matches("[1-9][0-9]{2}")) {
                return OptionalInt.of(Integer.parseInt(code.textValue()));
            }
        }
        return OptionalInt.empty();
    }

    /** All names that say what kind of error it is, in one lower-case text with a space around each. */
    String names() {
        StringBuilder names = new StringBuilder(" ");
        JsonNode metadata = error.path("metadata");
        JsonNode[] places = {
            error.path("error_type"),
            metadata.path("error_type"),
            error.path("code"),
            error.path("type"),
            metadata.path("provider_code"),
            error.path("innererror").path("code"),
            error.path("availability").path("code")
        };
        for (JsonNode place : places) {
            if (place.isTextual()) {
                names.append(place.textValue().toLowerCase(Locale.ROOT)).append(' ');
            }
        }
        return names.toString();
    }

    /** Everything the error says, in lower case, to be searched only. */
    String words() {
        return words;
    }

    String limitSource() {
        return error.path("metadata")
                .path("limit_source")
                .asText(error.path("limit_source").asText(""));
    }

    Optional<Boolean> retryable() {
        JsonNode retryable = error.path("availability").path("retryable");
        return retryable.isBoolean() ? Optional.of(retryable.booleanValue()) : Optional.empty();
    }

    /** A header that the provider repeats inside the body, or the wait that it names there. */
    Optional<String> header(String lowerCaseName) {
        if (lowerCaseName.equals("retry-after")) {
            JsonNode wait = error.path("availability").path("retry_after");
            if (wait.isNumber()) {
                return Optional.of(wait.asText());
            }
        }
        for (var header : error.path("metadata").path("headers").properties()) {
            if (header.getKey().toLowerCase(Locale.ROOT).equals(lowerCaseName)) {
                return Optional.of(header.getValue().asText());
            }
        }
        return Optional.empty();
    }

    boolean isModeration() {
        JsonNode metadata = error.path("metadata");
        return metadata.has("reasons") || metadata.has("flagged_input") || metadata.has("patterns");
    }

    /** The parameter or code an error names, when it is a plain name that cannot hold a ticket's text. */
    Optional<String> safeName() {
        for (JsonNode name : new JsonNode[] {error.path("param"), error.path("code"), error.path("type")}) {
            if (name.isTextual() && SAFE_NAME.matcher(name.textValue()).matches()) {
                return Optional.of(name.textValue());
            }
        }
        return Optional.empty();
    }

    JsonNode usage() {
        return root.path("usage");
    }

    private static String words(JsonNode root, JsonNode error) {
        StringBuilder words = new StringBuilder();
        if (error.isTextual()) {
            words.append(error.textValue());
        }
        words.append(' ').append(error.path("message").asText(""));
        words.append(' ').append(error.path("param").asText(""));
        words.append(' ').append(error.path("metadata").path("raw").asText(""));
        words.append(' ')
                .append(
                        error.path("metadata").path("raw").isObject()
                                ? error.path("metadata").path("raw")
                                : "");
        words.append(' ').append(root.path("detail").asText(""));
        return words.toString().toLowerCase(Locale.ROOT);
    }
}
