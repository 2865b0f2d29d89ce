package io.github.supportops.copilot.helpdesk;

import java.io.IOException;
import java.nio.file.Path;

/** Every write with the values before and after, so that it can be explained and undone. Implementations are thread-safe. */
public interface AuditLog extends AutoCloseable {

    /** Keeps an entry; it is on the disk when this returns. */
    void append(AuditEntry entry);

    /** Lets go of files. */
    @Override
    void close();

    /**
     * JSON Lines appended to a file, made if it is not there and readable by its owner only.
     *
     * @throws IOException if it cannot be opened
     */
    static AuditLog file(Path file) throws IOException {
        return FileAuditLog.open(file);
    }

    /** {@return a log that keeps nothing, for dry runs and tests} */
    static AuditLog none() {
        return new AuditLog() {
            @Override
            public void append(AuditEntry entry) {}

            @Override
            public void close() {}
        };
    }
}
