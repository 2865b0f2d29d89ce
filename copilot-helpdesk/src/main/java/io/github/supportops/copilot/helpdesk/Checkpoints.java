package io.github.supportops.copilot.helpdesk;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * What a sync has to remember over a restart: small texts by name. Whatever a method has returned is kept. Implementations
 * are thread-safe. Names hold ids of tickets, never their text.
 */
public interface Checkpoints extends AutoCloseable {

    /** {@return a text, absent if it was never put or has been removed} */
    Optional<String> get(String name);

    /** Keeps a text, whatever was there. */
    void put(String name, String value);

    /** Forgets a text; does nothing if there is none. */
    void remove(String name);

    /** Forgets all texts whose name starts so. */
    void removeStartingWith(String prefix);

    /** {@return all texts whose name starts so, sorted by name} */
    Map<String, String> startingWith(String prefix);

    /** Lets go of files. */
    @Override
    void close();

    /**
     * Checkpoints in one file, made if it is not there and readable by its owner only. One process at a time.
     *
     * @throws IOException if it cannot be read or written, another process has it open, or it is damaged elsewhere than at
     *     its end; the message names the line
     */
    static Checkpoints file(Path file) throws IOException {
        return FileCheckpoints.open(file);
    }

    /** {@return checkpoints in memory, for trying out and for tests} */
    static Checkpoints inMemory() {
        return new MemoryCheckpoints();
    }
}
