package io.github.supportops.copilot.internal.exchange;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;

/** Sends one request body to the one address it knows. */
public interface HttpExchange extends AutoCloseable {

    /**
     * Sends a body and collects the whole reply. The future fails with an {@link IOException} or {@link RuntimeException} of
     * the transport. Cancelling it closes the connection at once.
     */
    CompletableFuture<HttpReply> send(byte[] body);

    /** Releases connections. Returns at once. */
    @Override
    void close();
}
