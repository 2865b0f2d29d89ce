package io.github.supportops.copilot.internal.exchange;

import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/** Collects a body up to a limit, asking for one portion at a time, so that no more is kept than the limit and a portion. */
final class CappedBody implements BodySubscriber<byte[]> {
    private final int maxBytes;
    private final Receiver receiver;
    private final CompletableFuture<byte[]> body = new CompletableFuture<>();
    private final List<ByteBuffer> chunks = new ArrayList<>();
    private long received;
    private boolean ended;
    private Flow.@Nullable Subscription subscription;

    /** Who wants the body. */
    interface Receiver {
        /** The rest of the body is not wanted, or will not come. */
        void hangUp();

        /** The client's future will complete next. */
        void ending();

        /** The client is done with the call; here is the body. */
        void whole(byte[] body);

        /** The client is done with the call; there will be no body. */
        void broken(Throwable failure);
    }

    CappedBody(int maxBytes, Receiver receiver) {
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
        given.request(1);
    }

    @Override
    public void onNext(List<ByteBuffer> buffers) {
        if (ended || subscription == null) {
            return;
        }
        for (ByteBuffer buffer : buffers) {
            received += buffer.remaining();
            chunks.add(buffer);
        }
        if (received <= maxBytes) {
            subscription.request(1);
        } else {
            onError(new BodyTooLargeException(maxBytes));
            subscription.cancel();
        }
    }

    /** Hanging up comes before the client learns that it is done, and calls this method again in the middle of itself. */
    @Override
    public void onError(Throwable failure) {
        if (ended) {
            return;
        }
        ended = true;
        chunks.clear();
        receiver.ending();
        receiver.hangUp();
        body.completeExceptionally(failure);
        receiver.broken(failure);
    }

    @Override
    public void onComplete() {
        if (ended) {
            return;
        }
        ended = true;
        byte[] whole = joined();
        receiver.ending();
        body.complete(whole);
        receiver.whole(whole);
    }

    private byte[] joined() {
        byte[] whole = new byte[(int) received];
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
