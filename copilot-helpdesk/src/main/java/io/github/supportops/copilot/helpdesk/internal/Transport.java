package io.github.supportops.copilot.helpdesk.internal;

import io.github.supportops.copilot.helpdesk.HelpdeskSetupException;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One try of a call over {@code java.net.http}: with a deadline over headers and body, a bounded body, and no redirects, since
 * a key belongs to one address. Nothing it throws quotes a query, a body or a header. Thread-safe.
 */
final class Transport implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Transport.class);

    private final URI base;
    private final Duration deadline;
    private final int mostBytes;
    private final ExecutorService executor;
    private final HttpClient client;

    Transport(URI base, Duration deadline, int mostBytes) {
        this.base = base;
        this.deadline = deadline;
        this.mostBytes = mostBytes;
        this.executor = Executors.newFixedThreadPool(2, task -> {
            Thread thread = new Thread(task, "copilot-helpdesk-http");
            thread.setDaemon(true);
            return thread;
        });
        this.client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(Duration.ofSeconds(10))
                .executor(executor)
                .build();
    }

    Reply exchange(Call call, String authorization) throws IOException, InterruptedException {
        CompletableFuture<HttpResponse<byte[]>> sending = sending(request(call, authorization));
        try {
            HttpResponse<byte[]> response = sending.get(deadline.toNanos(), TimeUnit.NANOSECONDS);
            return new Reply(call, response.statusCode(), response.headers(), response.body());
        } catch (TimeoutException late) {
            throw new IOException("No complete reply within " + deadline.toSeconds() + " s");
        } catch (ExecutionException failed) {
            throw transportFailure(failed);
        } finally {
            sending.cancel(true);
        }
    }

    private CompletableFuture<HttpResponse<byte[]>> sending(HttpRequest request) throws IOException {
        try {
            return client.sendAsync(request, info -> new CappedBody(mostBytes));
        } catch (RejectedExecutionException closed) {
            throw new IOException("The connection is closed");
        }
    }

    /** What the body's collector failed with comes wrapped into another exception of the same kind. */
    private static IOException transportFailure(ExecutionException failed) {
        Throwable cause = failed.getCause();
        if (cause instanceof IOException && cause.getCause() instanceof TooLargeException tooLarge) {
            return tooLarge;
        }
        return cause instanceof IOException transport
                ? transport
                : new IOException("The call could not be sent", cause);
    }

    /** The client's own complaints quote what they are about: a key, or ticket text in a query. */
    private HttpRequest request(Call call, String authorization) {
        HttpRequest.Builder request;
        try {
            request = HttpRequest.newBuilder(URI.create(base + call.path()))
                    .timeout(deadline)
                    .header("Accept", "application/json")
                    .header("User-Agent", "ai-support-ops-copilot")
                    .method(call.method(), body(call));
            call.headers().forEach(request::setHeader);
            if (call.body() != null) {
                request.setHeader("Content-Type", call.contentType());
            }
        } catch (IllegalArgumentException notHttp) {
            throw new IllegalStateException(
                    call + " is no HTTP request: an id, a query or a header holds characters that must be encoded");
        }
        return authorized(call, request, authorization);
    }

    private static HttpRequest.BodyPublisher body(Call call) {
        String body = call.body();
        return body == null
                ? HttpRequest.BodyPublishers.noBody()
                : HttpRequest.BodyPublishers.ofByteArray(body.getBytes(StandardCharsets.UTF_8));
    }

    private static HttpRequest authorized(Call call, HttpRequest.Builder request, String authorization) {
        try {
            return authorization.isEmpty()
                    ? request.build()
                    : request.setHeader("Authorization", authorization).build();
        } catch (IllegalArgumentException notSendable) {
            throw new HelpdeskSetupException(
                    call + " cannot be sent: the key holds characters that a header cannot carry; copy it again (it is"
                            + " not shown)");
        }
    }

    @Override
    public void close() {
        if (client instanceof AutoCloseable) {
            try {
                HttpClient.class.getMethod("shutdownNow").invoke(client);
            } catch (NoSuchMethodException | IllegalAccessException | InvocationTargetException unexpected) {
                LOG.warn(
                        "The HTTP client could not be shut down: {}",
                        unexpected.getClass().getName());
            }
        }
        executor.shutdown();
    }
}
