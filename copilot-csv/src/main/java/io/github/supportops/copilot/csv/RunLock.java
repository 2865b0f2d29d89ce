package io.github.supportops.copilot.csv;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Keeps two runs off one journal. The operating system holds the lock, so it ends with the process however that ends. It
 * lies on a file of its own: on POSIX systems closing any other handle of a file gives up the locks on it.
 */
final class RunLock implements Closeable {
    private final Path path;
    private final FileChannel channel;

    private RunLock(Path path, FileChannel channel) {
        this.path = path;
        this.channel = channel;
    }

    /** Takes the lock. @throws TicketFileException if another run has it */
    static RunLock take(Path journal) throws IOException {
        Path path = journal.resolveSibling(journal.getFileName() + ".lock");
        while (true) {
            FileChannel channel = FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            Object opened = key(path);
            if (!lock(channel)) {
                channel.close();
                throw TicketFileException.of(journal, "another run is using this journal; wait for it or end it");
            }
            if (opened != null && Objects.equals(opened, key(path))) {
                return new RunLock(path, channel);
            }
            // The run that had it removed the file between opening and locking: what is locked now is nobody's.
            channel.close();
        }
    }

    private static boolean lock(FileChannel channel) throws IOException {
        try {
            FileLock lock = channel.tryLock();
            return lock != null;
        } catch (OverlappingFileLockException sameProcess) {
            return false;
        }
    }

    private static @Nullable Object key(Path path) throws IOException {
        return Files.exists(path)
                ? String.valueOf(
                        Files.readAttributes(path, BasicFileAttributes.class).fileKey())
                : null;
    }

    @Override
    public void close() throws IOException {
        try (channel) {
            Files.deleteIfExists(path);
        }
    }
}
