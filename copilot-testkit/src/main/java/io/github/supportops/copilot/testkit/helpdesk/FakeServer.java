package io.github.supportops.copilot.testkit.helpdesk;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/**
 * The HTTP half of every fake help desk: listens on loopback, lets calls fail on purpose, remembers them, and hands them one
 * at a time to {@link #handle}, so that the rules of a system can be written without thinking of threads.
 */
abstract class FakeServer implements AutoCloseable {
    private static final int REMEMBERED = 10_000;
    private static final String NO_DELAY = "sun.net.httpserver.nodelay";

    static {
        // The JDK's server writes head and body apart; without this the network stack holds the body back for 40 ms.
        if (System.getProperty(NO_DELAY) == null) {
            System.setProperty(NO_DELAY, "true");
        }
    }

    private final HttpServer server;
    private final ExecutorService executor = Executors.newFixedThreadPool(4, FakeServer::daemon);
    private final Faults faults = new Faults();
    private final Deque<FakeCall> calls = new ArrayDeque<>();
    private final List<HttpExchange> unanswered = new ArrayList<>();

    FakeServer() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException impossible) {
            throw new UncheckedIOException("No port on loopback", impossible);
        }
        server.setExecutor(executor);
        server.createContext("/", this::serve);
    }

    /** Starts listening; the last line of a constructor. */
    final void start() {
        server.start();
    }

    /** Answers a call; holds the lock of this object, as everything that touches the state has to. */
    abstract FakeReply handle(FakeRequest request);

    /** What a refusal for too many calls looks like. */
    abstract FakeReply tooManyCalls();

    public final URI baseUrl() {
        InetSocketAddress address = server.getAddress();
        return URI.create("http://127.0.0.1:" + address.getPort());
    }

    public final Faults faults() {
        return faults;
    }

    public final synchronized List<FakeCall> calls() {
        return List.copyOf(calls);
    }

    private void serve(HttpExchange exchange) throws IOException {
        FakeRequest request = read(exchange);
        Faults.Fault fault = faults.draw();
        FakeReply reply = answer(request, fault);
        remember(request, fault, reply);
        if (fault == Faults.Fault.NO_REPLY) {
            keepOpen(exchange);
        } else if (fault == Faults.Fault.CUT_BEFORE || fault == Faults.Fault.CUT_AFTER) {
            exchange.close();
        } else {
            send(exchange, reply);
        }
    }

    private FakeReply answer(FakeRequest request, Faults.@Nullable Fault fault) {
        if (fault == Faults.Fault.TOO_MANY_CALLS) {
            return tooManyCalls().header("Retry-After", "1");
        }
        if (fault == Faults.Fault.UNAVAILABLE || fault == Faults.Fault.CUT_BEFORE) {
            return new FakeReply(503, Map.of("Content-Type", "text/html"), "<html>unavailable</html>");
        }
        synchronized (this) {
            return handle(request);
        }
    }

    private synchronized void remember(FakeRequest request, Faults.@Nullable Fault fault, FakeReply reply) {
        boolean cut =
                fault == Faults.Fault.CUT_BEFORE || fault == Faults.Fault.CUT_AFTER || fault == Faults.Fault.NO_REPLY;
        calls.addLast(
                new FakeCall(request.method(), request.address().toString(), request.body(), cut ? 0 : reply.status()));
        if (calls.size() > REMEMBERED) {
            calls.removeFirst();
        }
    }

    private synchronized void keepOpen(HttpExchange exchange) {
        unanswered.add(exchange);
        if (unanswered.size() > 200) {
            unanswered.remove(0).close();
        }
    }

    private static FakeRequest read(HttpExchange exchange) throws IOException {
        Map<String, String> headers = new HashMap<>();
        exchange.getRequestHeaders()
                .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), String.join(", ", values)));
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        return new FakeRequest(exchange.getRequestMethod(), exchange.getRequestURI(), headers, body);
    }

    private static void send(HttpExchange exchange, FakeReply reply) throws IOException {
        reply.headers().forEach((name, value) -> exchange.getResponseHeaders().add(name, value));
        byte[] bytes = reply.body().getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(reply.status(), bytes.length == 0 ? -1 : bytes.length);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(bytes);
        }
    }

    private static Thread daemon(Runnable task) {
        Thread thread = new Thread(task, "fake-helpdesk");
        thread.setDaemon(true);
        return thread;
    }

    @Override
    public final void close() {
        server.stop(0);
        executor.shutdownNow();
    }
}
