package io.github.supportops.copilot.internal.exchange;

import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Collects a body up to a limit and hands it over before the client's own future completes, see {@link
 * JdkHttpExchange}.
 */
final class CappedBody implements BodySubscriber<byte[]> {
    private final int maxBytes;
    private final Consumer<byte[]> receiver;
    private final CompletableFuture<byte[]> body = new CompletableFuture<>();
    private final List<ByteBuffer> chunks = new ArrayList<>();
    private int received;
    private Flow.@Nullable Subscription subscription;

    CappedBody(int maxBytes, Consumer<byte[]> receiver) {
        this.maxBytes = maxBytes;
        this.receiver = receiver;
    }

    @Override
    public CompletionStage<byte[]> getBody() {
        return body;
    }

    @Override
    public void onSubscribe(Flow.Subscription given) {
        subscription = given;
        given.request(Long.MAX_VALUE);
    }

    @Override
    public void onNext(List<ByteBuffer> buffers) {
        if (body.isDone()) {
            return;
        }
        for (ByteBuffer buffer : buffers) {
            received += buffer.remaining();
            chunks.add(buffer);
        }
        if (received > maxBytes) {
            chunks.clear();
            if (subscription != null) {
                subscription.cancel();
            }
            body.completeExceptionally(new BodyTooLargeException(maxBytes));
        }
    }

    @Override
    public void onError(Throwable failure) {
        body.completeExceptionally(failure);
    }

    @Override
    public void onComplete() {
        if (body.isDone()) {
            return;
        }
        byte[] whole = joined();
        receiver.accept(whole);
        body.complete(whole);
    }

    private byte[] joined() {
        byte[] whole = new byte[received];
        int at = 0;
        for (ByteBuffer chunk : chunks) {
            int length = chunk.remaining();
            chunk.get(whole, at, length);
            at += length;
        }
        chunks.clear();
        return whole;
    }
}
