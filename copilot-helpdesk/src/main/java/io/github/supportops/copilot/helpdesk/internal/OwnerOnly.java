package io.github.supportops.copilot.helpdesk.internal;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;

/** Makes files that nobody but their owner can read, where the file system knows owners. */
public final class OwnerOnly {
    private OwnerOnly() {}

    /** Makes an empty file and the folders it lies in, unless it is there; the rights of one that is there stay. */
    public static void create(Path file) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        // Asked first, because Java 17 takes a link to a folder for something in the way.
        if (folder != null && !Files.isDirectory(folder)) {
            Files.createDirectories(folder);
        }
        if (!Files.exists(file)) {
            try {
                Files.createFile(file, rights(file));
            } catch (FileAlreadyExistsException anotherWasFaster) {
                // It is there, which is all that was asked.
            }
        }
    }

    private static FileAttribute<?>[] rights(Path file) {
        return file.getFileSystem().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
    }
}
