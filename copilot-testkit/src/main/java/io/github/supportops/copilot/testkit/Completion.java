package io.github.supportops.copilot.testkit;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** A chat completion as a provider would send it, written for the request it answers. */
record Completion(
        String content,
        Form form,
        String finishReason,
        @Nullable String model,
        long promptTokens,
        long completionTokens,
        @Nullable BigDecimal costUsd) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Where the content goes. */
    enum Form {
        TEXT,
        TOOL_CALL,
        REFUSAL
    }

    static Completion of(String content, Form form, String finishReason) {
        return new Completion(content, form, finishReason, null, 100, 20, null);
    }

    Completion withFinishReason(String reason) {
        return new Completion(content, form, reason, model, promptTokens, completionTokens, costUsd);
    }

    Completion withModel(String answering) {
        return new Completion(content, form, finishReason, answering, promptTokens, completionTokens, costUsd);
    }

    Completion withUsage(long prompt, long completion, @Nullable BigDecimal cost) {
        return new Completion(content, form, finishReason, model, prompt, completion, cost);
    }

    String bodyFor(StubRequest request) {
        ObjectNode root = JSON.createObjectNode();
        root.put("id", "gen-" + request.number());
        root.put("object", "chat.completion");
        root.put("model", model == null ? request.model() : model);
        ObjectNode choice = root.putArray("choices").addObject();
        choice.put("index", 0);
        choice.put("finish_reason", finishReason);
        message(choice.putObject("message"), request);
        ObjectNode usage = root.putObject("usage");
        usage.put("prompt_tokens", promptTokens);
        usage.put("completion_tokens", completionTokens);
        usage.put("total_tokens", promptTokens + completionTokens);
        if (costUsd != null) {
            usage.put("cost", costUsd);
        }
        return root.toString();
    }

    private void message(ObjectNode message, StubRequest request) {
        message.put("role", "assistant");
        switch (form) {
            case TEXT -> message.put("content", content);
            case REFUSAL -> message.putNull("content").put("refusal", content);
            case TOOL_CALL -> {
                ObjectNode call =
                        message.putNull("content").putArray("tool_calls").addObject();
                call.put("id", "call-1").put("type", "function");
                call.putObject("function")
                        .put("name", request.text("/tools/0/function/name").orElse(""))
                        .put("arguments", content);
            }
        }
    }
}
