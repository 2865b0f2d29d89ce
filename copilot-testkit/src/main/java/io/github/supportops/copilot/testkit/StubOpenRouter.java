package io.github.supportops.copilot.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.logging.Level;
import java.util.logging.Logger;
import mockwebserver3.MockWebServer;

/**
 * A scripted provider on a free port of this machine: it answers chat completions as it is told, with any fault and any
 * latency, and remembers what it was asked. Thread-safe; close it at the end of the test.
 *
 * <pre>{@code
 * try (StubOpenRouter stub = StubOpenRouter.start()) {
 *     stub.reply(StubReply.text("not JSON"), StubReply.answer(Samples.analysis()));
 *     // point the client at stub.baseUrl() ...
 *     assertThat(stub.requests()).hasSize(2);
 * }
 * }</pre>
 *
 * <p>When the script is used up, {@link #otherwise} answers; unless it is set, that is an error 500 that says so.
 */
public final class StubOpenRouter implements AutoCloseable {
    /** The server reports every request and every idle connection; held strongly so that the level stays. */
    private static final Logger SERVER_LOG = Logger.getLogger(MockWebServer.class.getName());

    private final MockWebServer server = new MockWebServer();
    private final Script script = new Script();

    private StubOpenRouter() {
        SERVER_LOG.setLevel(Level.SEVERE);
        server.setDispatcher(new StubDispatcher(server, script));
        try {
            server.start(InetAddress.getLoopbackAddress(), 0);
        } catch (IOException failed) {
            throw new UncheckedIOException("The stub cannot listen on a free port of the loopback address", failed);
        }
    }

    /** {@return a stub that is listening} */
    public static StubOpenRouter start() {
        return new StubOpenRouter();
    }

    /** {@return what a client calls its base URL, for example {@code http://127.0.0.1:40321/api/v1}} */
    public URI baseUrl() {
        return URI.create("http://127.0.0.1:" + server.getPort() + "/api/v1");
    }

    /** Adds replies to the script, one for each request to come. */
    public StubOpenRouter reply(StubReply... replies) {
        List.of(replies).forEach(script::add);
        return this;
    }

    /** Sets the reply to every request that the script says nothing about. */
    public StubOpenRouter otherwise(StubReply reply) {
        Objects.requireNonNull(reply, "reply");
        return otherwise(request -> reply);
    }

    /** Sets how to reply to every request that the script says nothing about. */
    public StubOpenRouter otherwise(Function<StubRequest, StubReply> reply) {
        script.otherwise(reply);
        return this;
    }

    /** {@return the requests so far, in order; only the last 10,000 are kept} */
    public List<StubRequest> requests() {
        return script.requests();
    }

    /** {@return how many requests came so far} */
    public int requestCount() {
        return script.count();
    }

    /** {@return the most requests that were being answered at one time} */
    public int peakConcurrency() {
        return script.peak();
    }

    /**
     * Waits until that many requests have come.
     *
     * @throws AssertionError if they have not come in time; the message says how many have
     */
    public void awaitRequests(int count, Duration limit) {
        script.awaitCount(count, limit);
    }

    /** Closes every connection and stops listening. Calling it again does nothing. */
    @Override
    public void close() {
        script.end();
        server.close();
    }

    @Override
    public String toString() {
        return "StubOpenRouter[" + baseUrl() + "]";
    }
}
