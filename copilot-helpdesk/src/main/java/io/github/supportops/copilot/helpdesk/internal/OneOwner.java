package io.github.supportops.copilot.helpdesk.internal;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Makes sure that one owner has a file, in this process and in all others. The operating system holds the lock, so it ends
 * with the process however that ends. It lies on a file of its own, which stays.
 */
public final class OneOwner implements Closeable {
    /** Within a process it is this set that tells: on POSIX closing any handle of a file gives up the locks on it. */
    private static final Set<Path> TAKEN = new HashSet<>();

    private final Path lockFile;
    private final FileChannel channel;

    private OneOwner(Path lockFile, FileChannel channel) {
        this.lockFile = lockFile;
        this.channel = channel;
    }

    /** {@return the ownership; absent when somebody else has it} */
    public static Optional<OneOwner> of(Path file) throws IOException {
        Path lockFile = file.toAbsolutePath().resolveSibling(file.getFileName() + ".lock");
        OwnerOnly.create(lockFile);
        Path real = lockFile.toRealPath();
        synchronized (TAKEN) {
            if (!TAKEN.contains(real)) {
                FileChannel channel = FileChannel.open(real, StandardOpenOption.WRITE);
                if (isLocked(channel)) {
                    TAKEN.add(real);
                    return Optional.of(new OneOwner(real, channel));
                }
            }
            return Optional.empty();
        }
    }

    private static boolean isLocked(FileChannel channel) throws IOException {
        @Nullable FileLock lock = null;
        try {
            lock = channel.tryLock();
            return lock != null;
        } catch (OverlappingFileLockException anotherLoader) {
            return false;
        } finally {
            if (lock == null) {
                channel.close();
            }
        }
    }

    @Override
    public void close() throws IOException {
        synchronized (TAKEN) {
            if (channel.isOpen()) {
                channel.close();
                TAKEN.remove(lockFile);
            }
        }
    }
}
