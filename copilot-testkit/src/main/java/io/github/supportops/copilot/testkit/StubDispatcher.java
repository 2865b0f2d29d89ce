package io.github.supportops.copilot.testkit;

import io.github.supportops.copilot.testkit.StubReply.Fault;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import mockwebserver3.SocketEffect;
import okhttp3.Headers;
import okio.ByteString;

/** Turns the script into responses of the server. */
final class StubDispatcher extends Dispatcher {
    /** Longer than any test, shorter than overflow. */
    private static final Duration STALL = Duration.ofHours(1);

    private final MockWebServer server;
    private final Script script;

    StubDispatcher(MockWebServer server, Script script) {
        this.server = server;
        this.script = script;
    }

    @Override
    public MockResponse dispatch(RecordedRequest recorded) throws InterruptedException {
        // The server queues what it received for a caller that never comes; the script keeps its own, bounded list.
        server.takeRequest(0, TimeUnit.NANOSECONDS);
        StubRequest request = record(recorded);
        try {
            StubReply reply = script.next(request);
            script.pause(reply.fault() == Fault.STALL_BEFORE_HEADERS ? STALL : reply.latency());
            return response(reply, request);
        } finally {
            script.answered();
        }
    }

    private StubRequest record(RecordedRequest recorded) {
        ByteString body = recorded.getBody();
        return script.record(
                recorded.getMethod(),
                recorded.getTarget(),
                headers(recorded.getHeaders()),
                body == null ? "" : body.utf8());
    }

    private MockResponse response(StubReply reply, StubRequest request) {
        MockResponse.Builder response = new MockResponse.Builder()
                .code(reply.status())
                .addHeader("Content-Type", "application/json")
                .body(new StubBody(reply.bodyFor(request), reply, script));
        reply.headers().forEach(response::setHeader);
        if (reply.fault() == Fault.DISCONNECT_BEFORE_HEADERS || reply.fault() == Fault.STALL_BEFORE_HEADERS) {
            response.onResponseStart(new SocketEffect.CloseSocket());
        }
        if (reply.fault() == Fault.DISCONNECT_IN_BODY) {
            response.onResponseBody(new SocketEffect.CloseSocket());
        }
        return response.build();
    }

    private static Map<String, String> headers(Headers received) {
        Map<String, String> headers = new LinkedHashMap<>();
        for (String name : received.names()) {
            String value = received.get(name);
            if (value != null) {
                headers.put(name.toLowerCase(Locale.ROOT), value);
            }
        }
        return headers;
    }
}
