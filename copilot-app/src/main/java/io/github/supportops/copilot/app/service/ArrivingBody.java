package io.github.supportops.copilot.app.service;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.CompletableFuture;

/**
 * Takes a body as it arrives. No thread waits between two pieces of it, so a client that is slow, or stops in the middle,
 * costs a connection and nothing else.
 */
final class ArrivingBody implements ReadListener {
    private static final int BUFFER = 16_384;

    private final ServletInputStream source;
    private final OutputStream target;
    private final BodyMeter meter;
    private final CompletableFuture<Void> end = new CompletableFuture<>();

    private ArrivingBody(ServletInputStream source, OutputStream target, BodyMeter meter) {
        this.source = source;
        this.target = target;
        this.meter = meter;
    }

    /**
     * Starts to read; the request must be asynchronous already.
     *
     * @return completed when all of it is in the target, which stays open
     */
    static CompletableFuture<Void> read(ServletInputStream source, OutputStream target, BodyMeter meter) {
        ArrivingBody body = new ArrivingBody(source, target, meter);
        source.setReadListener(body);
        return body.end;
    }

    @Override
    public void onDataAvailable() throws IOException {
        byte[] buffer = new byte[BUFFER];
        try {
            while (source.isReady()) {
                int count = source.read(buffer);
                if (count < 0) {
                    return;
                }
                meter.add(count);
                target.write(buffer, 0, count);
            }
        } catch (ProblemException refused) {
            end.completeExceptionally(refused);
        }
    }

    @Override
    public void onAllDataRead() {
        end.complete(null);
    }

    @Override
    public void onError(Throwable broken) {
        end.completeExceptionally(meter.tooSlow(broken));
    }
}
