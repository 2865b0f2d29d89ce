package io.github.supportops.copilot.cache;

import java.io.Closeable;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.function.ObjLongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * A file of {@link ResultLine}s that several processes may append to. Each line is written by one call at the file's end, so
 * lines of two processes do not mix; where a system or a crash breaks that, the lines concerned are unreadable and skipped.
 * It uses streams, not channels: an interrupt closes a channel for everybody. Not thread-safe.
 */
final class ResultFile implements Closeable {
    private static final byte[] FIRST_LINE = "copilot-results 1\n".getBytes(StandardCharsets.US_ASCII);
    /** Far more than a result with every detail takes; a longer line is none of ours. */
    private static final int LONGEST_LINE = 1 << 20;

    private final RandomAccessFile reader;
    private final FileOutputStream writer;
    private long scanned = FIRST_LINE.length;

    private ResultFile(RandomAccessFile reader, FileOutputStream writer) {
        this.reader = reader;
        this.writer = writer;
    }

    /** Opens a file, or makes one that only its owner can read. @throws IOException also if it is a file of something else */
    static ResultFile open(Path path) throws IOException {
        create(path);
        byte[] start;
        try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "r")) {
            start = new byte[(int) Math.min(FIRST_LINE.length, file.length())];
            file.readFully(start);
        }
        if (!Arrays.equals(start, Arrays.copyOf(FIRST_LINE, start.length))) {
            throw new IOException("it is not a cache of results; name another file");
        }
        boolean torn = start.length < FIRST_LINE.length;
        if (torn) {
            Files.write(path, FIRST_LINE);
        }
        return new ResultFile(new RandomAccessFile(path.toFile(), "r"), new FileOutputStream(path.toFile(), true));
    }

    private static void create(Path path) throws IOException {
        try {
            if (Files.getFileStore(path.toAbsolutePath().getParent()).supportsFileAttributeView("posix")) {
                Files.createFile(
                        path, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            } else {
                Files.createFile(path);
            }
        } catch (FileAlreadyExistsException there) {
            if (!Files.isRegularFile(path)) {
                throw there;
            }
        }
    }

    /** Tells of every readable line that was added since the last time, by whomever. */
    void scan(ObjLongConsumer<ResultLine> found) throws IOException {
        long end = reader.length();
        if (end <= scanned) {
            return;
        }
        reader.seek(scanned);
        byte[] chunk = new byte[(int) Math.min(256 * 1024, end - scanned)];
        LineBuffer line = new LineBuffer();
        long position = scanned;
        int read = reader.read(chunk, 0, chunk.length);
        while (read > 0) {
            for (int at = 0; at < read; at++) {
                position++;
                if (chunk[at] == '\n') {
                    ResultLine result = line.take();
                    if (result != null) {
                        found.accept(result, scanned);
                    }
                    scanned = position;
                } else {
                    line.add(chunk[at]);
                }
            }
            read = reader.read(chunk, 0, chunk.length);
        }
    }

    /** Appends a line. Call {@link #scan} for its place. */
    void append(ResultLine line) throws IOException {
        byte[] bytes = line.bytes();
        if (bytes.length > LONGEST_LINE) {
            return;
        }
        if (reader.length() > scanned) {
            // Somebody was killed while writing; a line end keeps the torn line away from this one.
            byte[] separate = new byte[bytes.length + 1];
            separate[0] = '\n';
            System.arraycopy(bytes, 0, separate, 1, bytes.length);
            bytes = separate;
        }
        writer.write(bytes);
    }

    /** {@return the line at a place that {@link #scan} told of; null where it has been damaged since} */
    @Nullable
    ResultLine read(long place) throws IOException {
        reader.seek(place);
        LineBuffer line = new LineBuffer();
        byte[] chunk = new byte[4 * 1024];
        for (int read = reader.read(chunk); read > 0; read = reader.read(chunk)) {
            for (int at = 0; at < read; at++) {
                if (chunk[at] == '\n') {
                    return line.take();
                }
                line.add(chunk[at]);
            }
        }
        return null;
    }

    @Override
    public void close() throws IOException {
        try (reader) {
            writer.close();
        }
    }

    /** Collects the bytes of a line, but not of one that is longer than any of ours. */
    private static final class LineBuffer {
        private byte[] bytes = new byte[2 * 1024];
        private int length;

        void add(byte next) {
            if (length < LONGEST_LINE) {
                if (length == bytes.length) {
                    bytes = Arrays.copyOf(bytes, 2 * length);
                }
                bytes[length] = next;
            }
            length = Math.min(length + 1, LONGEST_LINE + 1);
        }

        @Nullable
        ResultLine take() {
            ResultLine line = length > LONGEST_LINE ? null : ResultLine.read(bytes, length);
            length = 0;
            return line;
        }
    }
}
