package io.github.supportops.copilot.openrouter;

import io.github.supportops.copilot.internal.exchange.HttpExchange;
import io.github.supportops.copilot.internal.exchange.HttpReply;
import java.io.IOException;
import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** Answers calls from a script and keeps what was sent; a call beyond the script stays unanswered. */
final class ScriptedExchange implements HttpExchange {
    static final String GOOD =
            "{\"intent\":\"billing\",\"urgency\":\"high\",\"sentiment\":\"negative\",\"escalation_required\":true,"
                    + "\"churn_risk\":\"low\",\"suggested_response\":\"We are on it.\"}";

    private final Deque<CompletableFuture<HttpReply>> script = new ArrayDeque<>();
    final List<String> requests = new ArrayList<>();
    final List<CompletableFuture<HttpReply>> sent = new ArrayList<>();

    ScriptedExchange answer(String content) {
        return reply(200, chat(content, "stop"), Map.of());
    }

    ScriptedExchange cutAnswer(String content) {
        return reply(200, chat(content, "length"), Map.of());
    }

    ScriptedExchange error(int status, String message) {
        return reply(status, "{\"error\":{\"code\":" + status + ",\"message\":\"" + message + "\"}}", Map.of());
    }

    ScriptedExchange reply(int status, String body, Map<String, String> headers) {
        Map<String, List<String>> lists = new java.util.HashMap<>();
        headers.forEach((name, value) -> lists.put(name, List.of(value)));
        script.add(CompletableFuture.completedFuture(new HttpReply(
                status, HttpHeaders.of(lists, (name, value) -> true), body.getBytes(StandardCharsets.UTF_8))));
        return this;
    }

    ScriptedExchange broken(IOException failure) {
        script.add(CompletableFuture.failedFuture(failure));
        return this;
    }

    ScriptedExchange silence() {
        script.add(new CompletableFuture<>());
        return this;
    }

    /** Drops what was scripted and not asked for. */
    void forgetTheRest() {
        script.clear();
    }

    @Override
    public CompletableFuture<HttpReply> send(byte[] body) {
        requests.add(new String(body, StandardCharsets.UTF_8));
        CompletableFuture<HttpReply> reply = script.isEmpty() ? new CompletableFuture<>() : script.remove();
        sent.add(reply);
        return reply;
    }

    @Override
    public void close() {}

    private static String chat(String content, String finish) {
        return "{\"id\":\"gen-1\",\"model\":\"served/model\",\"choices\":[{\"finish_reason\":\"" + finish
                + "\",\"message\":{\"role\":\"assistant\",\"content\":" + quoted(content) + "}}],"
                + "\"usage\":{\"prompt_tokens\":100,\"completion_tokens\":10,\"cost\":0.001}}";
    }

    private static String quoted(String text) {
        return io.github.supportops.copilot.internal.json.Json.write(text);
    }
}
