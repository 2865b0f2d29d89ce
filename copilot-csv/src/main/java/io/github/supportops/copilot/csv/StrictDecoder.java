package io.github.supportops.copilot.csv;

import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import org.jspecify.annotations.Nullable;

/**
 * Decodes bytes and refuses what is not in the encoding. Unlike the JDK's reader it first gives out every character before
 * the bad byte, so that the caller knows the line and column it stands at.
 */
final class StrictDecoder extends Reader {
    private final InputStream bytes;
    private final CharsetDecoder decoder;
    private final ByteBuffer buffer = ByteBuffer.allocate(64 * 1024).flip();
    private boolean ended;
    private @Nullable CoderResult failure;

    StrictDecoder(InputStream bytes, Charset charset) {
        this.bytes = bytes;
        this.decoder = charset.newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
    }

    @Override
    public int read(char[] target, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        CharBuffer chars = CharBuffer.wrap(target, offset, length);
        while (chars.position() == 0) {
            if (failure != null) {
                failure.throwException();
            }
            if (ended && !buffer.hasRemaining()) {
                return -1;
            }
            decode(chars);
        }
        return chars.position();
    }

    private void decode(CharBuffer chars) throws IOException {
        CoderResult result = decoder.decode(buffer, chars, ended);
        if (result.isError()) {
            failure = result;
        } else if (result.isUnderflow() && !ended) {
            fill();
        } else if (result.isUnderflow()) {
            decoder.flush(chars);
            buffer.position(buffer.limit());
        }
    }

    private void fill() throws IOException {
        buffer.compact();
        int count = bytes.read(buffer.array(), buffer.position(), buffer.remaining());
        if (count < 0) {
            ended = true;
        } else {
            buffer.position(buffer.position() + count);
        }
        buffer.flip();
    }

    @Override
    public void close() throws IOException {
        bytes.close();
    }
}
