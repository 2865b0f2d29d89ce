package io.github.supportops.copilot.csv;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/**
 * The characters of a stream: unpacked where it is gzip, in the encoding its byte order mark names, otherwise in the one
 * asked for, otherwise in UTF-8.
 *
 * @param reader gives the characters without the mark, and refuses what is not in the encoding
 * @param charset the encoding
 * @param marked whether there was a byte order mark
 */
record TextInput(Reader reader, Charset charset, boolean marked) {
    private static final Charset UTF_32LE = Charset.forName("UTF-32LE");
    private static final Charset UTF_32BE = Charset.forName("UTF-32BE");
    private static final int GZIP_FIRST = 0x1f;
    private static final int GZIP_SECOND = 0x8b;

    static TextInput of(InputStream raw, @Nullable Charset asked) throws IOException {
        BufferedInputStream bytes = new BufferedInputStream(unpacked(raw), 64 * 1024);
        byte[] start = peek(bytes, 4);
        Charset marked = markOf(start);
        if (marked != null) {
            bytes.skipNBytes("\ufeff".getBytes(marked).length);
            return new TextInput(new StrictDecoder(bytes, marked), marked, true);
        }
        Charset charset = asked == null ? StandardCharsets.UTF_8 : asked;
        return new TextInput(new StrictDecoder(bytes, charset), charset, false);
    }

    private static InputStream unpacked(InputStream raw) throws IOException {
        BufferedInputStream bytes = new BufferedInputStream(raw, 64 * 1024);
        byte[] start = peek(bytes, 2);
        boolean gzip = start.length == 2 && (start[0] & 0xff) == GZIP_FIRST && (start[1] & 0xff) == GZIP_SECOND;
        return gzip ? new GZIPInputStream(bytes, 64 * 1024) : bytes;
    }

    private static byte[] peek(InputStream bytes, int count) throws IOException {
        bytes.mark(count);
        byte[] start = bytes.readNBytes(count);
        bytes.reset();
        return start;
    }

    private static @Nullable Charset markOf(byte[] start) {
        if (startsWith(start, 0xef, 0xbb, 0xbf)) {
            return StandardCharsets.UTF_8;
        }
        // Before UTF-16, whose mark is how the other one begins.
        if (startsWith(start, 0xff, 0xfe, 0, 0)) {
            return UTF_32LE;
        }
        if (startsWith(start, 0, 0, 0xfe, 0xff)) {
            return UTF_32BE;
        }
        if (startsWith(start, 0xff, 0xfe)) {
            return StandardCharsets.UTF_16LE;
        }
        return startsWith(start, 0xfe, 0xff) ? StandardCharsets.UTF_16BE : null;
    }

    private static boolean startsWith(byte[] start, int... mark) {
        byte[] expected = new byte[mark.length];
        for (int i = 0; i < mark.length; i++) {
            expected[i] = (byte) mark[i];
        }
        return start.length >= mark.length && Arrays.equals(start, 0, mark.length, expected, 0, mark.length);
    }
}
