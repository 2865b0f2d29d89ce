package io.github.supportops.copilot.helpdesk.internal;

import java.io.Closeable;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * A file that grows by whole texts, each on the disk when {@link #append} returns. Not made of a {@link FileChannel}: that
 * closes for everybody as soon as one thread is interrupted while it writes. Not thread-safe.
 */
public final class DurableFile implements Closeable {
    private final Path path;
    private FileOutputStream out;

    private DurableFile(Path path, FileOutputStream out) {
        this.path = path;
        this.out = out;
    }

    /** Opens a file at its end; makes it for its owner only if it is not there. */
    public static DurableFile open(Path file) throws IOException {
        OwnerOnly.create(file);
        if (Files.size(file) == 0) {
            forceFolder(file);
        }
        return new DurableFile(file, new FileOutputStream(file.toFile(), true));
    }

    /** Adds a text; what stands at the end after a failure is unknown. */
    public void append(String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
        out.getFD().sync();
    }

    /** Cuts off what lies behind a place. */
    public void truncate(long size) throws IOException {
        try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw")) {
            file.setLength(size);
            file.getFD().sync();
        }
    }

    /**
     * Puts another text in the place of everything, by one rename: a crash leaves the old or the new one whole.
     *
     * @throws IOException if that did not work; then nothing has changed
     */
    public void replace(String text) throws IOException {
        Path fresh = path.resolveSibling(path.getFileName() + ".new");
        Files.deleteIfExists(fresh);
        DurableFile next = open(fresh);
        try {
            next.append(text);
            Files.move(fresh, path, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException failed) {
            next.close();
            throw failed;
        }
        FileOutputStream old = out;
        out = next.out;
        old.close();
        forceFolder(path);
    }

    /** A new name is on the disk when its folder is; systems that cannot do this do it by themselves. */
    private static void forceFolder(Path file) {
        try (FileChannel folder = FileChannel.open(file.toAbsolutePath().getParent(), StandardOpenOption.READ)) {
            folder.force(true);
        } catch (IOException notPossibleHere) {
            // Windows opens no folders, and needs none of this.
        }
    }

    @Override
    public void close() throws IOException {
        out.close();
    }
}
