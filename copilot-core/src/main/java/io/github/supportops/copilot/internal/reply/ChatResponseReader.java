package io.github.supportops.copilot.internal.reply;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.supportops.copilot.TokenUsage;
import java.math.BigDecimal;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads the OpenAI-compatible envelope. Only what is needed is looked at, each part may be absent, null or of an unknown
 * kind, and new fields or values never make it fail.
 */
final class ChatResponseReader {
    private ChatResponseReader() {}

    /** The response, or empty when no model spoke in it. */
    static Optional<ChatResponse> read(JsonNode root, boolean fromEvents) {
        JsonNode choice = root.path("choices").path(0);
        JsonNode message = choice.path("message");
        if (!message.isObject()) {
            return Optional.empty();
        }
        Set<Repair> repairs = EnumSet.noneOf(Repair.class);
        if (fromEvents) {
            repairs.add(Repair.EVENT_STREAM);
        }
        JsonNode usage = root.path("usage");
        JsonNode logProbabilities = choice.path("logprobs").path("content");
        return Optional.of(new ChatResponse(
                text(root.path("id")),
                text(root.path("model")),
                finish(choice),
                spoken(message, repairs),
                refused(message),
                usage(usage),
                usage.isObject(),
                repairs,
                logProbabilities.isArray() ? logProbabilities : null));
    }

    private static String spoken(JsonNode message, Set<Repair> repairs) {
        String toolArguments = toolArguments(message);
        if (!toolArguments.isBlank()) {
            repairs.add(Repair.TOOL_CALL);
            return toolArguments;
        }
        String content = content(message.path("content"), repairs);
        String reasoning = reasoning(message);
        if (content.isBlank() && !reasoning.isBlank()) {
            repairs.add(Repair.REASONING_FIELD);
            return reasoning;
        }
        return content;
    }

    private static String toolArguments(JsonNode message) {
        for (JsonNode call : message.path("tool_calls")) {
            JsonNode arguments = call.path("function").path("arguments");
            String text =
                    arguments.isTextual() ? arguments.textValue() : arguments.isObject() ? arguments.toString() : "";
            if (!text.isBlank()) {
                return text;
            }
        }
        JsonNode legacy = message.path("function_call").path("arguments");
        return legacy.isTextual() ? legacy.textValue() : "";
    }

    private static String content(JsonNode content, Set<Repair> repairs) {
        if (content.isTextual()) {
            return content.textValue();
        }
        if (content.isObject()) {
            return content.path("text").isTextual() ? content.path("text").textValue() : content.toString();
        }
        StringBuilder parts = new StringBuilder();
        for (JsonNode part : content) {
            String type = part.path("type").asText("text");
            if (part.isTextual()) {
                parts.append(part.textValue());
            } else if ((type.equals("text") || type.equals("output_text"))
                    && part.path("text").isTextual()) {
                parts.append(part.path("text").textValue());
            }
        }
        if (parts.length() > 0) {
            repairs.add(Repair.CONTENT_PARTS);
        }
        return parts.toString();
    }

    private static String reasoning(JsonNode message) {
        for (String field : new String[] {"reasoning", "reasoning_content"}) {
            if (message.path(field).isTextual()) {
                return message.path(field).textValue();
            }
        }
        return "";
    }

    private static boolean refused(JsonNode message) {
        return message.path("refusal").isTextual()
                && !message.path("refusal").textValue().isBlank();
    }

    private static ChatResponse.Finish finish(JsonNode choice) {
        return switch (choice.path("finish_reason").asText("")) {
            case "length", "max_tokens" -> ChatResponse.Finish.LENGTH;
            case "content_filter", "refusal" -> ChatResponse.Finish.FILTERED;
            case "error" -> ChatResponse.Finish.ERROR;
            default -> ChatResponse.Finish.DONE;
        };
    }

    /** Tokens and cost as a response or an error body reports them. */
    static TokenUsage usage(JsonNode usage) {
        return new TokenUsage(
                count(usage.path("prompt_tokens")),
                count(usage.path("completion_tokens")),
                count(usage.path("prompt_tokens_details").path("cached_tokens")),
                count(usage.path("completion_tokens_details").path("reasoning_tokens")),
                cost(usage.path("cost")));
    }

    private static long count(JsonNode node) {
        return node.canConvertToLong() ? Math.max(0, node.longValue()) : 0;
    }

    private static @Nullable BigDecimal cost(JsonNode node) {
        return node.isNumber() && node.decimalValue().signum() >= 0 ? node.decimalValue() : null;
    }

    private static @Nullable String text(JsonNode node) {
        return node.isTextual() ? node.textValue() : null;
    }
}
