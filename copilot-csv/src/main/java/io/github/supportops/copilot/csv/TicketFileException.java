package io.github.supportops.copilot.csv;

import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * A file that cannot be worked with: wrong header, unreadable encoding, a quote that never ends, a damaged journal, a disk
 * that is full. The message names the file, the line and the column where there are some, and the next step; it holds no
 * cell's text.
 */
public final class TicketFileException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient @Nullable Path file;
    private final long line;
    private final @Nullable String column;

    private TicketFileException(
            String message, @Nullable Path file, long line, @Nullable String column, @Nullable Throwable cause) {
        super(message, cause);
        this.file = file;
        this.line = line;
        this.column = column;
    }

    /** {@return one that concerns the file as a whole} */
    static TicketFileException of(Path file, String what) {
        return new TicketFileException(file + ": " + what, file, 0, null, null);
    }

    /** {@return one that comes from the operating system} */
    static TicketFileException of(Path file, String what, Throwable cause) {
        String reason = cause.getMessage() == null || cause.getMessage().equals(file.toString())
                ? cause.getClass().getSimpleName()
                : cause.getMessage();
        return new TicketFileException(file + ": " + what + ": " + reason, file, 0, null, cause);
    }

    /** {@return one at a line, and at a column where that is known} */
    static TicketFileException at(Path file, long line, @Nullable String column, String what) {
        String place = file + ", line " + line + (column == null ? "" : ", column " + column);
        return new TicketFileException(place + ": " + what, file, line, column, null);
    }

    /** {@return the file} */
    public Path file() {
        return Objects.requireNonNull(file, "file is not kept when the exception is serialized");
    }

    /** {@return the line, starting with 1; absent where the file as a whole is meant} */
    public OptionalLong line() {
        return line > 0 ? OptionalLong.of(line) : OptionalLong.empty();
    }

    /** {@return the column: its name, or its place in the line where it has none} */
    public Optional<String> column() {
        return Optional.ofNullable(column);
    }
}
