package io.github.supportops.copilot.app.service;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A headless Chromium, driven over its own protocol: it runs scripts in a page and gives back what they return. */
public final class Browser implements AutoCloseable {
    private static final List<String> NAMES = List.of("chromium", "chromium-browser", "google-chrome");

    private final Process process;
    private final WebSocket socket;
    private final BlockingQueue<JsonNode> messages;
    private int calls;

    private Browser(Process process, WebSocket socket, BlockingQueue<JsonNode> messages) {
        this.process = process;
        this.socket = socket;
        this.messages = messages;
    }

    /** {@return the program, if this machine has one} */
    public static Optional<Path> program() {
        return Stream.of(System.getenv("PATH").split(":"))
                .flatMap(folder -> NAMES.stream().map(name -> Path.of(folder, name)))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /** Starts it with a page. */
    public static Browser open(Path program, Path profile, URI page) throws Exception {
        Process process = new ProcessBuilder(
                        program.toString(),
                        "--headless",
                        "--no-sandbox",
                        "--disable-gpu",
                        "--disable-quic",
                        "--no-first-run",
                        "--disable-background-networking",
                        "--disable-component-update",
                        "--disable-sync",
                        "--remote-debugging-port=0",
                        "--user-data-dir=" + profile,
                        page.toString())
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        BlockingQueue<JsonNode> messages = new LinkedBlockingQueue<>();
        HttpClient client = HttpClient.newHttpClient();
        WebSocket socket = client.newWebSocketBuilder()
                .buildAsync(pageAddress(client, profile), new Collector(messages))
                .get(20, TimeUnit.SECONDS);
        return new Browser(process, socket, messages);
    }

    /** The browser writes its port into its profile as soon as it listens. */
    private static URI pageAddress(HttpClient client, Path profile) throws Exception {
        Path file = profile.resolve("DevToolsActivePort");
        while (!Files.exists(file) || Files.readString(file).lines().count() < 2) {
            Thread.onSpinWait();
        }
        URI list = URI.create(
                "http://127.0.0.1:" + Files.readString(file).lines().findFirst().orElseThrow() + "/json/list");
        while (true) {
            String pages = client.send(HttpRequest.newBuilder(list).build(), BodyHandlers.ofString())
                    .body();
            for (JsonNode page : Json.tree(pages)) {
                if (page.path("type").asText().equals("page")) {
                    return URI.create(page.path("webSocketDebuggerUrl").asText());
                }
            }
        }
    }

    /** {@return what an expression gives, waiting for it if it is a promise} */
    public JsonNode run(String expression) throws InterruptedException {
        JsonNode answer = evaluate(expression);
        if (answer.has("error") || answer.path("result").has("exceptionDetails")) {
            throw new AssertionError("The page threw: " + answer);
        }
        return answer.at("/result/result/value");
    }

    /**
     * Waits until an expression is true in the page; the test's own time limit ends it otherwise. A page that is still
     * being opened ends the question with an error, and is asked again.
     */
    public void await(String condition) throws InterruptedException {
        String look = "new Promise((done) => setTimeout(() => done(Boolean(" + condition + ")), 30))";
        while (!evaluate(look).at("/result/result/value").asBoolean()) {
            Thread.onSpinWait();
        }
    }

    /** Sets a feature of the medium, such as {@code prefers-color-scheme}. */
    public void emulate(String feature, String value) throws InterruptedException {
        call("Emulation.setEmulatedMedia", Map.of("features", List.of(Map.of("name", feature, "value", value))));
    }

    private JsonNode evaluate(String expression) throws InterruptedException {
        Map<String, Object> parameters = new LinkedHashMap<>();
        parameters.put("expression", expression);
        parameters.put("awaitPromise", true);
        parameters.put("returnByValue", true);
        return call("Runtime.evaluate", parameters);
    }

    private JsonNode call(String method, Map<String, Object> parameters) throws InterruptedException {
        int number = ++calls;
        Map<String, Object> request = new LinkedHashMap<>();
        request.put("id", number);
        request.put("method", method);
        request.put("params", parameters);
        socket.sendText(Json.write(request), true).join();
        JsonNode message = messages.take();
        while (message.path("id").asInt() != number) {
            message = messages.take();
        }
        return message;
    }

    /** Ends the browser with all of its processes, so that none writes into the profile any more. */
    @Override
    public void close() {
        List<ProcessHandle> processes = process.descendants().toList();
        socket.abort();
        process.destroy();
        try {
            process.waitFor(10, TimeUnit.SECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        process.destroyForcibly().onExit().join();
        processes.forEach(ProcessHandle::destroyForcibly);
        processes.forEach(child -> child.onExit().join());
    }

    /** Puts whole messages into the queue. */
    private static final class Collector implements WebSocket.Listener {
        private final BlockingQueue<JsonNode> messages;
        private final StringBuilder text = new StringBuilder();

        Collector(BlockingQueue<JsonNode> messages) {
            this.messages = messages;
        }

        @Override
        public CompletionStage<?> onText(WebSocket socket, CharSequence part, boolean last) {
            text.append(part);
            if (last) {
                messages.add(Json.tree(text.toString()));
                text.setLength(0);
            }
            socket.request(1);
            return null;
        }
    }
}
