package io.github.supportops.copilot.internal.reply;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.supportops.copilot.TokenUsage;
import java.math.BigDecimal;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/**
 * Reads the OpenAI-compatible envelope. Only what is needed is looked at, each part may be absent, null or of an unknown
 * kind, and new fields or values never make it fail.
 */
final class ChatResponseReader {
    private static final double MOST_USD = 1e6;
    private static final int MOST_DIGITS = 40;

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
        String content = content(message.path("content"), repairs);
        if (!toolArguments.isEmpty()) {
            repairs.add(Repair.TOOL_CALL);
            return content.strip().startsWith("{") ? toolArguments + "\n" + content : toolArguments;
        }
        String reasoning = reasoning(message);
        if (content.isBlank() && !reasoning.isBlank()) {
            repairs.add(Repair.REASONING_FIELD);
            return reasoning;
        }
        return content;
    }

    /** The arguments of all calls, one after the other: two calls that differ are a contradiction, not a choice. */
    private static String toolArguments(JsonNode message) {
        StringJoiner arguments = new StringJoiner("\n");
        for (JsonNode call : message.path("tool_calls")) {
            addArguments(call.path("function"), arguments);
        }
        addArguments(message.path("function_call"), arguments);
        return arguments.toString();
    }

    private static void addArguments(JsonNode function, StringJoiner all) {
        JsonNode arguments = function.path("arguments");
        if (arguments.isObject()) {
            all.add(arguments.toString());
        } else if (arguments.isTextual() && !arguments.textValue().isBlank()) {
            all.add(arguments.textValue());
        }
    }

    private static String content(JsonNode content, Set<Repair> repairs) {
        if (content.isTextual()) {
            return content.textValue();
        }
        if (content.isObject()) {
            repairs.add(Repair.CONTENT_PARTS);
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
        JsonNode normal = choice.path("finish_reason");
        JsonNode reason = normal.isTextual() ? normal : choice.path("native_finish_reason");
        return switch (reason.asText("").toLowerCase(Locale.ROOT)) {
            case "length", "max_tokens", "model_length", "max_output_tokens" -> ChatResponse.Finish.LENGTH;
            case "content_filter", "refusal", "safety", "recitation", "prohibited_content", "blocklist", "sensitive" ->
                ChatResponse.Finish.FILTERED;
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

    /** A price that can be one: adding up numbers like 1e999999999 would fill the memory with digits. */
    private static @Nullable BigDecimal cost(JsonNode node) {
        if (!node.isNumber() || !(node.doubleValue() >= 0 && node.doubleValue() <= MOST_USD)) {
            return null;
        }
        BigDecimal cost = node.decimalValue();
        return Math.abs(cost.scale()) <= MOST_DIGITS ? cost : null;
    }

    private static @Nullable String text(JsonNode node) {
        return node.isTextual() ? node.textValue() : null;
    }
}
