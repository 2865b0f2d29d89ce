package io.github.supportops.copilot.internal.exchange;

import java.lang.reflect.InvocationTargetException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@link HttpExchange} on {@link HttpClient}, without its thread per call.
 *
 * <p>Up to JDK 24 {@code sendAsync} moves its last stage to {@code CompletableFuture}'s default executor, whatever
 * executor the client was given. On a machine with one or two processors that executor starts a thread for every task. The
 * stage is skipped when the future that {@code sendAsync} returned is already complete, so {@link CappedBody} delivers the
 * reply itself and completes that future first. {@code docs/http.md} has the measurement.
 */
public final class JdkHttpExchange implements HttpExchange {
    private static final Logger LOG = LoggerFactory.getLogger(JdkHttpExchange.class);

    private final HttpClient client;
    private final boolean ownsClient;
    private final HttpRequest template;
    private final int maxBodyBytes;

    /** Creates it for one address and a fixed set of headers. A client that is not owned is left open by {@link #close}. */
    public JdkHttpExchange(
            HttpClient client, boolean ownsClient, URI address, Map<String, String> headers, int maxBodyBytes) {
        this.client = client;
        this.ownsClient = ownsClient;
        this.maxBodyBytes = maxBodyBytes;
        HttpRequest.Builder builder = HttpRequest.newBuilder(address);
        headers.forEach(builder::setHeader);
        this.template = builder.build();
    }

    @Override
    public CompletableFuture<HttpReply> send(byte[] body) {
        Pending pending = new Pending();
        try {
            pending.startedBy(client.sendAsync(request(body), info -> {
                HttpHeaders headers = info.headers();
                return new CappedBody(
                        maxBodyBytes, whole -> pending.answered(new HttpReply(info.statusCode(), headers, whole)));
            }));
        } catch (RuntimeException refused) {
            pending.completeExceptionally(refused);
        }
        return pending;
    }

    private HttpRequest request(byte[] body) {
        HttpRequest.Builder builder = HttpRequest.newBuilder(template.uri());
        template.headers().map().forEach((name, values) -> values.forEach(value -> builder.header(name, value)));
        return builder.POST(HttpRequest.BodyPublishers.ofByteArray(body)).build();
    }

    @Override
    public void close() {
        if (ownsClient && client instanceof AutoCloseable) {
            try {
                HttpClient.class.getMethod("shutdownNow").invoke(client);
            } catch (NoSuchMethodException | IllegalAccessException | InvocationTargetException unexpected) {
                LOG.warn(
                        "The HTTP client could not be shut down: {}",
                        unexpected.getClass().getName());
            }
        }
    }

    /** The reply to come; knows the client's own future so that cancelling reaches the connection. */
    private static final class Pending extends CompletableFuture<HttpReply> {
        private volatile @Nullable CompletableFuture<HttpResponse<byte[]>> sending;

        void startedBy(CompletableFuture<HttpResponse<byte[]>> future) {
            sending = future;
            if (isDone()) {
                finish(future);
                return;
            }
            future.whenComplete((response, failure) -> {
                if (failure != null) {
                    completeExceptionally(
                            failure instanceof CompletionException && failure.getCause() != null
                                    ? failure.getCause()
                                    : failure);
                }
            });
        }

        void answered(HttpReply reply) {
            CompletableFuture<HttpResponse<byte[]>> future = sending;
            if (future != null) {
                future.complete(null);
            }
            complete(reply);
        }

        private void finish(CompletableFuture<HttpResponse<byte[]>> future) {
            if (isCancelled()) {
                future.cancel(true);
            } else {
                future.complete(null);
            }
        }

        @Override
        public boolean cancel(boolean mayInterruptIfRunning) {
            boolean cancelled = super.cancel(mayInterruptIfRunning);
            CompletableFuture<HttpResponse<byte[]>> future = sending;
            if (future != null) {
                future.cancel(true);
            }
            return cancelled;
        }
    }
}
