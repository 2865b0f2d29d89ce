package io.github.supportops.copilot.csv;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Reads the records of a journal up to its end or its torn tail. A tail that is not whole is what a crash leaves; anything
 * else that is not whole is damage, and damage is never skipped.
 */
final class JournalReader implements Closeable {
    /** Larger than any payload: a reply has at most 4,000 characters. */
    private static final int LONGEST_LINE = 16 * 1024 * 1024;

    private final Path file;
    private final InputStream bytes;
    private final byte[] chunk = new byte[256 * 1024];
    private int position;
    private int limit;
    private byte[] line = new byte[4 * 1024];
    private int length;
    private long lineNumber;
    private long validLength;
    private long droppedBytes;
    private boolean ended;

    JournalReader(Path file) throws IOException {
        this.file = file;
        this.bytes = Files.newInputStream(file);
    }

    /** {@return the next record, or null at the end} */
    @Nullable
    JournalLine next() {
        return next(true);
    }

    /** {@return the next record, checked like any other but with an empty payload, which is what takes the time; null at the end} */
    @Nullable
    JournalLine nextWithoutPayload() {
        return next(false);
    }

    private @Nullable JournalLine next(boolean withPayload) {
        if (ended) {
            return null;
        }
        try {
            boolean whole = readLine();
            JournalLine record = whole ? JournalLine.read(line, length, withPayload) : null;
            if (record == null) {
                refuseUnlessTail(whole);
                return null;
            }
            validLength += length + 1L;
            return record;
        } catch (IOException broken) {
            throw TicketFileException.of(file, "cannot be read", broken);
        }
    }

    /** {@return how many bytes are records that are whole, as far as was read} */
    long validLength() {
        return validLength;
    }

    /** {@return how many bytes at the end are no record; known once {@link #next()} gave null} */
    long droppedBytes() {
        return droppedBytes;
    }

    /** Reads to the next line end. Returns false at the end of the file, where the line has no end. */
    private boolean readLine() throws IOException {
        length = 0;
        lineNumber++;
        while (position < limit || fill()) {
            int end = position;
            while (end < limit && chunk[end] != '\n') {
                end++;
            }
            add(end - position);
            boolean lineEnd = end < limit;
            position = lineEnd ? end + 1 : end;
            if (lineEnd) {
                return true;
            }
        }
        return false;
    }

    private boolean fill() throws IOException {
        position = 0;
        limit = Math.max(0, bytes.read(chunk, 0, chunk.length));
        return limit > 0;
    }

    private void add(int count) {
        if (length + count > LONGEST_LINE) {
            throw damaged(lineNumber);
        }
        if (length + count > line.length) {
            line = Arrays.copyOf(line, Math.max(length + count, 2 * line.length));
        }
        System.arraycopy(chunk, position, line, length, count);
        length += count;
    }

    private void refuseUnlessTail(boolean lineHadEnd) throws IOException {
        ended = true;
        if (lineHadEnd && lineNumber == 1) {
            throw TicketFileException.at(file, 1, null, "this is not a journal of this program; move it away");
        }
        droppedBytes = length + (lineHadEnd ? 1L : 0L);
        long badLine = lineNumber;
        boolean whole = lineHadEnd;
        while (whole) {
            whole = readLine();
            droppedBytes += length + (whole ? 1L : 0L);
            if (whole && JournalLine.read(line, length, false) != null) {
                throw damaged(badLine);
            }
        }
    }

    private TicketFileException damaged(long badLine) {
        return TicketFileException.at(
                file,
                badLine,
                null,
                "the journal is damaged here, not only at its end; restore it from a copy, or start over without it");
    }

    @Override
    public void close() {
        try {
            bytes.close();
        } catch (IOException unimportant) {
            // It was only read.
            return;
        }
    }
}
