package io.github.supportops.copilot.csv;

import io.github.supportops.copilot.csv.FileOps.OutputFile;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.Objects;

/**
 * A file that appears whole or not at all: written beside its place under another name, synced, then put there in one
 * step. Closing without {@link #publish()} leaves what was there before.
 */
final class AtomicOutput extends OutputStream {
    private final FileOps files;
    private final Path target;
    private final Path part;
    private final OutputFile file;
    private final byte[] buffer = new byte[64 * 1024];
    private int buffered;
    private boolean published;
    private boolean closed;

    private AtomicOutput(FileOps files, Path target, Path part, OutputFile file) {
        this.files = files;
        this.target = target;
        this.part = part;
        this.file = file;
    }

    static AtomicOutput to(FileOps files, Path target) throws IOException {
        Path part = target.resolveSibling(target.getFileName() + ".part");
        return new AtomicOutput(files, target, part, files.create(part));
    }

    @Override
    public void write(int oneByte) throws IOException {
        if (buffered == buffer.length) {
            flush();
        }
        buffer[buffered++] = (byte) oneByte;
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        if (length > buffer.length - buffered) {
            flush();
        }
        if (length > buffer.length) {
            file.write(bytes, offset, length);
        } else {
            System.arraycopy(bytes, offset, buffer, buffered, length);
            buffered += length;
        }
    }

    @Override
    public void flush() throws IOException {
        file.write(buffer, 0, buffered);
        buffered = 0;
    }

    /** Puts the file in its place. */
    void publish() throws IOException {
        flush();
        file.sync();
        closed = true;
        file.close();
        files.replace(part, target);
        published = true;
        files.syncDirectory(directory(target));
    }

    /** Gives up unless it was published; the place then holds what it held before. */
    @Override
    public void close() throws IOException {
        if (published) {
            return;
        }
        try {
            if (!closed) {
                closed = true;
                file.close();
            }
        } finally {
            files.delete(part);
        }
    }

    static Path directory(Path file) {
        return Objects.requireNonNull(file.toAbsolutePath().getParent(), "a file is in a directory");
    }
}
