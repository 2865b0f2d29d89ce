package io.github.supportops.copilot.openrouter;

import io.github.supportops.copilot.internal.exchange.HttpExchange;
import io.github.supportops.copilot.internal.exchange.HttpReply;
import io.github.supportops.copilot.internal.json.Json;
import java.math.BigDecimal;
import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** A provider that sees which tickets a call carries, by the ids they have in it, and answers as it is told. */
final class SeveralExchange implements HttpExchange {
    static final long PROMPT_TOKENS = 1_000;
    static final long COMPLETION_TOKENS = 200;
    static final BigDecimal COST = new BigDecimal("0.0010");

    private static final Pattern ID = Pattern.compile("ticket_id: ([0-9a-f]{8})\\\\n");

    final List<String> requests = new ArrayList<>();
    final List<CompletableFuture<HttpReply>> sent = new ArrayList<>();
    private final Deque<Function<List<String>, HttpReply>> script = new ArrayDeque<>();
    private Function<List<String>, HttpReply> rest = ids -> reply(500, "{}");
    private boolean silent;

    SeveralExchange then(Function<List<String>, String> content) {
        script.add(ids -> answer(content.apply(ids)));
        return this;
    }

    SeveralExchange thenError(int status, String message) {
        script.add(ids -> reply(status, "{\"error\":{\"code\":" + status + ",\"message\":\"" + message + "\"}}"));
        return this;
    }

    SeveralExchange otherwise(Function<List<String>, String> content) {
        rest = ids -> answer(content.apply(ids));
        return this;
    }

    void silent() {
        silent = true;
    }

    /** Answers the call that waits, and none after it. */
    void silentAgain(String content) {
        sent.get(sent.size() - 1).complete(answer(content));
    }

    @Override
    public CompletableFuture<HttpReply> send(byte[] body) {
        String request = new String(body, StandardCharsets.UTF_8);
        requests.add(request);
        CompletableFuture<HttpReply> reply = new CompletableFuture<>();
        sent.add(reply);
        if (!silent) {
            reply.complete((script.isEmpty() ? rest : script.remove()).apply(ids(request)));
        }
        return reply;
    }

    static List<String> ids(String request) {
        return ID.matcher(request)
                .results()
                .map((MatchResult found) -> found.group(1))
                .toList();
    }

    static String alone(String urgency) {
        return ScriptedExchange.GOOD.replace("\"high\"", "\"" + urgency + "\"");
    }

    static String aloneExplained(String urgency) {
        return "{\"rationale\":\"Because.\",\"evidence\":[],\"language\":\"en\","
                + alone(urgency).substring(1);
    }

    private static HttpReply answer(String content) {
        return reply(
                200,
                "{\"id\":\"gen-1\",\"model\":\"served/model\",\"choices\":[{\"finish_reason\":\"stop\",\"message\":{"
                        + "\"role\":\"assistant\",\"content\":" + Json.write(content)
                        + "}}],\"usage\":{\"prompt_tokens\":"
                        + PROMPT_TOKENS + ",\"completion_tokens\":" + COMPLETION_TOKENS + ",\"cost\":" + COST + "}}");
    }

    private static HttpReply reply(int status, String body) {
        return new HttpReply(
                status, HttpHeaders.of(Map.of(), (name, value) -> true), body.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void close() {}
}
