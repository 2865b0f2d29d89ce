package io.github.supportops.copilot.app.service;

import io.javalin.http.Context;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongSupplier;

/**
 * Receives bodies within a size, a time and, as far as they lie in memory, a sum. Every method must be called inside
 * {@link Context#future}, and no thread waits for what it returns.
 */
final class RequestBody {
    private static final long MOST_BUFFERED_BYTES = 64L << 20;

    private final Duration grace;
    private final LongSupplier nanoTime;
    private final ByteBudget memory = new ByteBudget(MOST_BUFFERED_BYTES);

    RequestBody(Duration grace, LongSupplier nanoTime) {
        this.grace = grace;
        this.nanoTime = nanoTime;
    }

    /** {@return the body as text} The future fails with a problem if it is too long, too slow or not UTF-8. */
    CompletableFuture<String> text(Context context, long mostBytes) {
        return bytes(context, mostBytes).thenApply(RequestBody::decoded);
    }

    /** {@return the body as it came} The future fails with a problem if it is too long or too slow. */
    CompletableFuture<byte[]> bytes(Context context, long mostBytes) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ByteBudget.Share share = memory.share(bytes);
        return copy(context, mostBytes, share)
                .whenComplete((done, failure) -> share.close())
                .thenApply(done -> bytes.toByteArray());
    }

    /** Saves the body. The future fails with a problem if it is too long, too slow or cannot be stored. */
    CompletableFuture<Void> save(Context context, long mostBytes, Path file) {
        OutputStream out;
        try {
            out = Files.newOutputStream(file);
        } catch (IOException failed) {
            return CompletableFuture.failedFuture(Upload.notStored(failed));
        }
        return copy(context, mostBytes, new StoredOutput(out)).whenComplete((done, failure) -> closed(out));
    }

    private CompletableFuture<Void> copy(Context context, long mostBytes, OutputStream out) {
        try {
            requirePlain(context);
            requireDeclaredLength(context, mostBytes);
            return ArrivingBody.read(context.req().getInputStream(), out, new BodyMeter(mostBytes, grace, nanoTime));
        } catch (ProblemException refused) {
            return CompletableFuture.failedFuture(refused);
        } catch (IOException broken) {
            return CompletableFuture.failedFuture(
                    new ProblemException(ProblemType.MALFORMED_REQUEST, "The body cannot be read", broken));
        }
    }

    private static void closed(OutputStream out) {
        try {
            out.close();
        } catch (IOException failed) {
            throw Upload.notStored(failed);
        }
    }

    private static String decoded(byte[] bytes) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException other) {
            throw new ProblemException(ProblemType.MALFORMED_REQUEST, "The body is not UTF-8");
        }
    }

    private static void requireDeclaredLength(Context context, long mostBytes) {
        if (context.req().getContentLengthLong() > mostBytes) {
            throw BodyMeter.tooLarge(mostBytes);
        }
    }

    /** A compressed body may be a thousand times larger than it looks. */
    private static void requirePlain(Context context) {
        String encoding = context.header("Content-Encoding");
        if (encoding != null && !encoding.toLowerCase(Locale.ROOT).equals("identity")) {
            throw new ProblemException(
                    ProblemType.UNSUPPORTED_MEDIA_TYPE, "Content-Encoding is not understood; send the body as it is");
        }
    }

    /** Tells a full disk from a broken connection. */
    private static final class StoredOutput extends OutputStream {
        private final OutputStream file;

        StoredOutput(OutputStream file) {
            this.file = file;
        }

        @Override
        public void write(int single) {
            write(new byte[] {(byte) single}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int from, int count) {
            try {
                file.write(bytes, from, count);
            } catch (IOException failed) {
                throw Upload.notStored(failed);
            }
        }
    }
}
