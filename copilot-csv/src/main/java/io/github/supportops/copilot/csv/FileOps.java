package io.github.supportops.copilot.csv;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;

/** Every change this module makes to a disk goes through here, so that tests can make any one of them fail. */
interface FileOps {
    /** Opens an empty file, in place of one that is there. */
    OutputFile create(Path file) throws IOException;

    /** Opens a file, cuts it to the length and writes at its end; creates it where there is none. */
    OutputFile append(Path file, long length) throws IOException;

    /** Puts one file in the place of another, or of none, in one step. */
    void replace(Path source, Path target) throws IOException;

    /** Makes new names and removals in a directory last through a power cut. */
    void syncDirectory(Path directory) throws IOException;

    /** Removes a file, where there is one. */
    void delete(Path file) throws IOException;

    /** A file that is written. Not thread-safe. */
    interface OutputFile extends Closeable {
        /** Writes all the bytes. */
        void write(byte[] bytes, int offset, int length) throws IOException;

        /** Returns when all that was written lasts through a power cut. */
        void sync() throws IOException;
    }
}
