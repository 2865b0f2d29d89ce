package io.github.supportops.copilot.internal.exchange;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@link HttpExchange} on {@link HttpClient}, without its thread per call.
 *
 * <p>{@code sendAsync} moves its last stage to {@code CompletableFuture}'s default executor, whatever executor the client
 * was given. Up to JDK 24, on a machine with one or two processors, that executor starts a thread for every task. The stage
 * is skipped when the future that {@code sendAsync} returned is already complete, so that future is completed when the body
 * ends, and the body is delivered apart from it. Only a call that fails before its response has begun still pays for a
 * thread there. {@code docs/http.md} has the measurement.
 */
public final class JdkHttpExchange implements HttpExchange {
    private static final Logger LOG = LoggerFactory.getLogger(JdkHttpExchange.class);

    private final boolean ownsClient;
    private final HttpRequest.Builder template;
    private final int maxBodyBytes;
    private volatile @Nullable HttpClient client;

    /** Creates it for one address and a fixed set of headers. A client that is not owned is left open by {@link #close}. */
    public JdkHttpExchange(
            HttpClient client, boolean ownsClient, URI address, Map<String, String> headers, int maxBodyBytes) {
        this.client = client;
        this.ownsClient = ownsClient;
        this.maxBodyBytes = maxBodyBytes;
        this.template = HttpRequest.newBuilder(address);
        headers.forEach(template::setHeader);
    }

    @Override
    public CompletableFuture<HttpReply> send(byte[] body) {
        HttpClient open = client;
        if (open == null) {
            return CompletableFuture.failedFuture(new IOException("The exchange is closed"));
        }
        HttpRequest request = template.copy()
                .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                .build();
        Pending pending = new Pending();
        try {
            pending.startedBy(open.sendAsync(request, info -> {
                pending.response = info;
                return new CappedBody(maxBodyBytes, pending);
            }));
        } catch (RuntimeException refused) {
            pending.completeExceptionally(refused);
        }
        return pending;
    }

    /**
     * Ends a client of its own: at once from JDK 21 on. Before that a client cannot be told to end; it does so by itself
     * when nothing refers to it any more, so the reference is dropped here.
     */
    @Override
    public void close() {
        HttpClient open = client;
        client = null;
        if (ownsClient && open instanceof AutoCloseable) {
            try {
                HttpClient.class.getMethod("shutdownNow").invoke(open);
            } catch (NoSuchMethodException | IllegalAccessException | InvocationTargetException unexpected) {
                LOG.warn(
                        "The HTTP client could not be shut down: {}",
                        unexpected.getClass().getName());
            }
        }
    }

    /** The reply to come; knows the client's own future so that cancelling reaches the connection. */
    private static final class Pending extends CompletableFuture<HttpReply> implements CappedBody.Receiver {
        private volatile @Nullable CompletableFuture<HttpResponse<byte[]>> sending;
        private volatile HttpResponse.@Nullable ResponseInfo response;

        void startedBy(CompletableFuture<HttpResponse<byte[]>> future) {
            sending = future;
            if (isCompletedExceptionally()) {
                hangUp();
            }
            future.whenComplete((answer, failure) -> {
                if (failure != null) {
                    broken(
                            failure instanceof CompletionException && failure.getCause() != null
                                    ? failure.getCause()
                                    : failure);
                }
            });
        }

        /** A reply that is quicker than {@code sendAsync} returns finds no future yet; its last stage then costs a thread. */
        @Override
        public void ending() {
            CompletableFuture<HttpResponse<byte[]>> future = sending;
            if (future != null) {
                future.complete(null);
            }
        }

        @Override
        public void whole(byte[] body) {
            HttpResponse.ResponseInfo info = response;
            if (info != null) {
                complete(new HttpReply(info.statusCode(), info.headers(), body));
            }
        }

        @Override
        public void broken(Throwable failure) {
            hangUp();
            boolean afterHandshake = response != null && failure instanceof SSLException;
            completeExceptionally(afterHandshake ? new IOException("The connection broke", failure) : failure);
        }

        @Override
        public boolean cancel(boolean mayInterruptIfRunning) {
            boolean cancelled = super.cancel(mayInterruptIfRunning);
            if (cancelled) {
                hangUp();
            }
            return cancelled;
        }

        /**
         * Closes the connection, which the client forgets after a header flood, and since JDK 25 when a body is refused.
         * The future it returned is complete by then and cannot be cancelled any more, but one of the same kind can.
         */
        @Override
        public void hangUp() {
            CompletableFuture<HttpResponse<byte[]>> future = sending;
            if (future != null) {
                future.newIncompleteFuture().cancel(true);
                future.cancel(true);
            }
        }
    }
}
