package io.github.supportops.copilot.internal.reply;

import io.github.supportops.copilot.internal.exchange.HttpReply;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.zip.GZIPInputStream;

/** The text of a body: strict UTF-8, unpacked under a cap when a proxy compressed it unasked. */
final class BodyText {
    private static final char REPLACEMENT = '\ufffd';

    private BodyText() {}

    /** The text without leading and trailing white space. @throws IOException if it is not whole or not UTF-8 */
    static String of(HttpReply reply, int maxBytes) throws IOException {
        return strict(unpacked(reply, maxBytes)).strip();
    }

    private static byte[] unpacked(HttpReply reply, int maxBytes) throws IOException {
        String coding = reply.headers()
                .firstValue("content-encoding")
                .orElse("identity")
                .toLowerCase(Locale.ROOT);
        return switch (coding.strip()) {
            case "identity", "" -> reply.body();
            case "gzip", "x-gzip" -> unzipped(reply.body(), maxBytes);
            default -> throw new IOException("The reply has a content coding that was not asked for");
        };
    }

    private static byte[] unzipped(byte[] packed, int maxBytes) throws IOException {
        try (InputStream stream = new GZIPInputStream(new ByteArrayInputStream(packed))) {
            byte[] body = stream.readNBytes(maxBytes + 1);
            if (body.length > maxBytes) {
                throw new IOException("The reply is longer than " + maxBytes + " bytes when unpacked");
            }
            return body;
        }
    }

    /** The JDK's quick way puts U+FFFD where it fails; only a text that has one is decoded again, strictly. */
    private static String strict(byte[] body) throws CharacterCodingException {
        String text = new String(body, StandardCharsets.UTF_8);
        if (text.indexOf(REPLACEMENT) >= 0) {
            StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(body));
        }
        return text.startsWith("\ufeff") ? text.substring(1) : text;
    }
}
