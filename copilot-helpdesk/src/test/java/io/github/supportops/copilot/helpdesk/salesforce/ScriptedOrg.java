package io.github.supportops.copilot.helpdesk.salesforce;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Answers as it is told and remembers exactly what it was asked, headers included. Close it when done. */
final class ScriptedOrg implements AutoCloseable {
    private final HttpServer server;
    private final ExecutorService executor = Executors.newSingleThreadExecutor();
    private final Deque<Answer> script = new ArrayDeque<>();
    private final List<Asked> asked = new ArrayList<>();

    record Asked(String method, String path, Map<String, List<String>> headers, String body) {
        String header(String name) {
            return String.join(", ", headers.getOrDefault(name, List.of()));
        }
    }

    private record Answer(int status, Map<String, String> headers, String body) {}

    ScriptedOrg() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(executor);
        server.createContext("/", this::serve);
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    ScriptedOrg token() {
        return token(url());
    }

    ScriptedOrg token(String instanceUrl) {
        return answers(200, "{\"access_token\":\"TOKEN-1\",\"instance_url\":\"" + instanceUrl + "\"}");
    }

    synchronized ScriptedOrg answers(int status, String body) {
        return answers(status, Map.of(), body);
    }

    synchronized ScriptedOrg answers(int status, Map<String, String> headers, String body) {
        script.add(new Answer(status, headers, body));
        return this;
    }

    synchronized List<Asked> asked() {
        return List.copyOf(asked);
    }

    Asked last() {
        List<Asked> all = asked();
        return all.get(all.size() - 1);
    }

    SalesforceHelpdeskBuilder helpdesk() {
        return SalesforceHelpdesk.builder()
                .loginUrl(url())
                .clientCredentials("the-client", "the secret&=")
                .callsPerMinute(1_000_000)
                .emailMessages(false)
                .accounts(false);
    }

    private synchronized void serve(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        asked.add(new Asked(
                exchange.getRequestMethod(),
                exchange.getRequestURI().toString(),
                Map.copyOf(exchange.getRequestHeaders()),
                body));
        Answer answer = script.isEmpty() ? new Answer(404, Map.of(), "[]") : script.remove();
        answer.headers().forEach(exchange.getResponseHeaders()::add);
        byte[] bytes = answer.body().getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(answer.status(), bytes.length == 0 ? -1 : bytes.length);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(bytes);
        }
    }

    @Override
    public void close() {
        server.stop(0);
        executor.shutdownNow();
    }
}
