package io.github.supportops.copilot.store;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The database did not do what was asked; unless the message says otherwise, nothing was changed. Messages hold no ticket
 * text and no password.
 */
public final class StoreException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Kind kind;

    StoreException(Kind kind, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.kind = Objects.requireNonNull(kind, "kind");
    }

    /** What to do next. */
    public enum Kind {
        /** Others hold the database, or all connections are taken; try again. */
        BUSY,
        /** The database cannot be reached or its disk fails; try later, and look at the database. */
        UNAVAILABLE,
        /** The driver, the address, the rights or the tables are not as they must be; fix the setup. */
        SETUP,
        /** The database refused the data, or what it holds cannot be read; report it. */
        DATA
    }

    /** {@return what to do next} */
    public Kind kind() {
        return kind;
    }
}
