package io.github.supportops.copilot.app.service;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.http.HttpParser;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.internal.HttpConnection;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.component.AbstractLifeCycle;
import org.eclipse.jetty.util.thread.Scheduler;
import org.jspecify.annotations.Nullable;

/**
 * Turns away clients whose request line and headers do not end. The server's own idle time begins anew with every byte, so
 * a byte now and then would keep a connection for hours.
 */
final class SlowHeaders extends AbstractLifeCycle {
    private static final byte[] ANSWER = answer();

    private final ServerConnector connector;
    private final Duration round;
    private Map<HttpConnection, Long> reading = new HashMap<>();
    private Scheduler.@Nullable Task next;

    /** @param round how often to look; a request that is at its headers twice in a row is refused */
    SlowHeaders(ServerConnector connector, Duration round) {
        this.connector = connector;
        this.round = round;
    }

    @Override
    protected void doStart() {
        next = connector.getScheduler().schedule(this::look, round.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    protected void doStop() {
        if (next != null) {
            next.cancel();
        }
    }

    private void look() {
        Map<HttpConnection, Long> now = new HashMap<>();
        for (EndPoint place : connector.getConnectedEndPoints()) {
            if (place.getConnection() instanceof HttpConnection connection && isAtHeaders(connection)) {
                Long before = reading.get(connection);
                if (before != null && before == connection.getMessagesIn()) {
                    refuse(place);
                } else {
                    now.put(connection, connection.getMessagesIn());
                }
            }
        }
        reading = now;
        if (isRunning()) {
            doStart();
        }
    }

    private static boolean isAtHeaders(HttpConnection connection) {
        // A connection between two requests is at the start; the server's idle time is there for it.
        HttpParser.State state = connection.getParser().getState();
        return state.compareTo(HttpParser.State.START) > 0 && state.compareTo(HttpParser.State.CONTENT) < 0;
    }

    private static void refuse(EndPoint place) {
        place.write(Callback.from(place::close), ByteBuffer.wrap(ANSWER));
    }

    private static byte[] answer() {
        String body = Json.write(
                new ProblemException(ProblemType.REQUEST_TIMEOUT, "The headers of the request did not arrive in time")
                        .body());
        return ("HTTP/1.1 408 Request Timeout\r\nConnection: close\r\nContent-Type: " + Json.PROBLEM_TYPE
                        + "\r\nContent-Length: " + body.length() + "\r\n\r\n" + body)
                .getBytes(StandardCharsets.US_ASCII);
    }
}
