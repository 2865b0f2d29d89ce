package io.github.supportops.copilot.app.service;

import io.javalin.http.Context;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Reads bodies within a size and a time; a client that sends a byte now and then is turned away like one that sends too
 * much.
 */
final class RequestBody {
    private static final int BUFFER = 16_384;

    private final Duration limit;
    private final LongSupplier nanoTime;

    RequestBody(Duration limit, LongSupplier nanoTime) {
        this.limit = limit;
        this.nanoTime = nanoTime;
    }

    /** {@return the body as text} @throws ProblemException if it is too long, too slow or not UTF-8 */
    String text(Context context, long mostBytes) {
        requirePlain(context);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        copy(context, mostBytes, bytes);
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes.toByteArray()))
                    .toString();
        } catch (CharacterCodingException other) {
            throw new ProblemException(ProblemType.MALFORMED_REQUEST, "The body is not UTF-8");
        }
    }

    /** Copies the body. @throws ProblemException if it is too long or too slow */
    void copy(Context context, long mostBytes, OutputStream out) {
        requirePlain(context);
        requireDeclaredLength(context, mostBytes);
        copy(context.req()::getInputStream, mostBytes, out);
    }

    /** Copies a part of a body. */
    void copy(Source source, long mostBytes, OutputStream out) {
        long start = nanoTime.getAsLong();
        byte[] buffer = new byte[BUFFER];
        long total = 0;
        try (InputStream in = source.open()) {
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                total += count;
                if (total > mostBytes) {
                    throw tooLarge(mostBytes);
                }
                if (nanoTime.getAsLong() - start > limit.toNanos()) {
                    throw tooSlow(null);
                }
                out.write(buffer, 0, count);
            }
        } catch (IOException broken) {
            throw tooSlow(broken);
        }
    }

    static void requireDeclaredLength(Context context, long mostBytes) {
        if (context.req().getContentLengthLong() > mostBytes) {
            throw tooLarge(mostBytes);
        }
    }

    /** A compressed body may be a thousand times larger than it looks. */
    static void requirePlain(Context context) {
        String encoding = context.header("Content-Encoding");
        if (encoding != null && !encoding.toLowerCase(Locale.ROOT).equals("identity")) {
            throw new ProblemException(
                    ProblemType.UNSUPPORTED_MEDIA_TYPE, "Content-Encoding is not understood; send the body as it is");
        }
    }

    static ProblemException tooLarge(long mostBytes) {
        return new ProblemException(ProblemType.TOO_LARGE, "The body may have " + mostBytes + " bytes at most")
                .header("Connection", "close");
    }

    private ProblemException tooSlow(@Nullable IOException cause) {
        return new ProblemException(
                        ProblemType.REQUEST_TIMEOUT,
                        "The body must arrive within " + limit.toSeconds() + " seconds and without a pause",
                        cause)
                .header("Connection", "close");
    }

    /** Where bytes come from. */
    @FunctionalInterface
    interface Source {
        InputStream open() throws IOException;
    }
}
