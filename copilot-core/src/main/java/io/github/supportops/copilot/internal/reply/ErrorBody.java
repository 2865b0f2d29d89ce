package io.github.supportops.copilot.internal.reply;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * What an error body says, whichever of the known shapes it has: OpenRouter's and OpenAI's {@code {"error":{…}}}, LM
 * Studio's {@code {"error":"text"}}, SGLang's flat {@code {"object":"error",…}}, or an upstream's JSON inside {@code
 * metadata.raw}. Its words are only searched for signs, never shown, because they may quote the ticket.
 */
final class ErrorBody {
    private static final Set<String> SAFE_NAMES = Set.of(
            ("authentication authentication_error budget_exceeded capacity_exhausted constraint_filtered content_filter"
                            + " content_policy_violation context_length_exceeded exceed_context_size_error"
                            + " insufficient_quota invalid_api_key invalid_prompt invalid_request invalid_request_error"
                            + " invalid_value json_validate_failed logprobs max_completion_tokens max_tokens"
                            + " max_tokens_exceeded messages model model_deprecated model_not_found"
                            + " model_unavailable_upstream no_endpoints not_found not_found_error overloaded_error"
                            + " payload_too_large payment_required permission_denied precondition_failed privacy_restricted"
                            + " provider provider_overloaded provider_unavailable rate_limit_error rate_limit_exceeded"
                            + " reasoning refusal region_restricted response_format seed server server_error"
                            + " string_too_long temperature temporarily_unavailable throttling_error timeout"
                            + " token_limit_exceeded tool_choice tools unavailable_error unprocessable"
                            + " unsupported_parameter unsupported_value")
                    .split(" "));

    private static final int LONGEST_WORDS = 20_000;

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
        if (saysNothing(error)) {
            error = isFlat(root) ? root : MissingNode.getInstance();
        }
        return new ErrorBody(root, error);
    }

    /** Some servers put an empty error into every response. */
    private static boolean saysNothing(JsonNode error) {
        return error.isMissingNode()
                || error.isNull()
                || (error.isBoolean() && !error.booleanValue())
                || (error.isTextual() && error.textValue().isBlank())
                || (error.isContainerNode() && error.isEmpty());
    }

    private static boolean isFlat(JsonNode root) {
        return !root.has("choices")
                && (root.path("object").asText("").equals("error") || root.has("detail") || root.has("message"));
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

    /** The parameter or code an error names, when this library knows it; any other word could be the ticket's or a key. */
    Optional<String> safeName() {
        JsonNode[] places = {
            error.path("param"),
            error.path("error_type"),
            error.path("metadata").path("error_type"),
            error.path("availability").path("code"),
            error.path("code"),
            error.path("type")
        };
        for (JsonNode name : places) {
            if (name.isTextual() && SAFE_NAMES.contains(name.textValue())) {
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
        JsonNode[] places = {
            error.isTextual() ? error : MissingNode.getInstance(),
            error.path("message"),
            error.path("param"),
            error.path("metadata").path("raw"),
            error.path("metadata").path("reason"),
            root.path("detail")
        };
        for (JsonNode place : places) {
            String said = place.isContainerNode() ? place.toString() : place.asText("");
            words.append(said, 0, Math.min(said.length(), LONGEST_WORDS)).append(' ');
        }
        return words.toString().toLowerCase(Locale.ROOT);
    }
}
