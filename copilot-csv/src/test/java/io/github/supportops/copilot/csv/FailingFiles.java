package io.github.supportops.copilot.csv;

import java.io.IOException;
import java.nio.file.Path;

/** A disk that fails at the n-th change and at every one after it, as a full or broken one does. */
final class FailingFiles implements FileOps {
    private final FileOps disk = new DiskFiles();
    private final int failAt;
    private int changes;

    FailingFiles(int failAt) {
        this.failAt = failAt;
    }

    synchronized int changes() {
        return changes;
    }

    private synchronized void change(String what) throws IOException {
        changes++;
        if (changes >= failAt) {
            throw new IOException(what + " failed: no space left on device");
        }
    }

    @Override
    public OutputFile create(Path file) throws IOException {
        change("create");
        return new FailingFile(disk.create(file));
    }

    @Override
    public OutputFile append(Path file, long length) throws IOException {
        change("append");
        return new FailingFile(disk.append(file, length));
    }

    @Override
    public void replace(Path source, Path target) throws IOException {
        change("replace");
        disk.replace(source, target);
    }

    @Override
    public void syncDirectory(Path directory) throws IOException {
        change("syncDirectory");
        disk.syncDirectory(directory);
    }

    @Override
    public void delete(Path file) throws IOException {
        change("delete");
        disk.delete(file);
    }

    /** A write that fails has written half, as a full disk does. */
    private final class FailingFile implements OutputFile {
        private final OutputFile file;

        private FailingFile(OutputFile file) {
            this.file = file;
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            try {
                change("write");
            } catch (IOException full) {
                file.write(bytes, offset, length / 2);
                throw full;
            }
            file.write(bytes, offset, length);
        }

        @Override
        public void sync() throws IOException {
            change("sync");
            file.sync();
        }

        @Override
        public void close() throws IOException {
            file.close();
            change("close");
        }
    }
}
