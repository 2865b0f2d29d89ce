package io.github.supportops.copilot.app;

import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Lets {@code -} stand for standard input and standard output. An enrichment reads its input more than once and writes its
 * output in one step, so both go through files in a temporary directory that only this user can read. Closing removes them,
 * except for the journal of a run that stopped.
 */
final class StandardStreams implements AutoCloseable {
    static final String DASH = "-";

    private final Surroundings surroundings;
    private @Nullable Path directory;
    private @Nullable Path input;
    private @Nullable Path output;

    StandardStreams(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    /** {@return the file to read for a name; standard input is read to its end first} */
    Path input(String name) throws IOException {
        if (!name.equals(DASH)) {
            return surroundings.directory().resolve(name);
        }
        Path copy = directory().resolve("stdin");
        input = copy;
        Files.copy(surroundings.in(), copy);
        return copy;
    }

    /** {@return the file to write for a name} */
    Path output(String name) throws IOException {
        if (!name.equals(DASH)) {
            return surroundings.directory().resolve(name);
        }
        Path copy = directory().resolve("stdout");
        output = copy;
        return copy;
    }

    /** {@return whether the output goes to standard output} */
    boolean isOutput() {
        return output != null;
    }

    /** Writes the finished output to standard output, if that was asked for. */
    void deliver() throws IOException {
        if (output != null) {
            Files.copy(output, surroundings.out());
            surroundings.out().flush();
        }
    }

    private Path directory() throws IOException {
        Path made = directory == null ? Files.createTempDirectory("copilot") : directory;
        directory = made;
        return made;
    }

    @Override
    public void close() throws IOException {
        remove(input);
        remove(output);
        try {
            remove(directory);
        } catch (DirectoryNotEmptyException journal) {
            // What was paid for stays; the message of the stopped run names it.
            return;
        }
    }

    private static void remove(@Nullable Path file) throws IOException {
        if (file != null) {
            Files.deleteIfExists(file);
        }
    }
}
