package io.github.supportops.copilot.csv;

import java.io.Closeable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the rows of one file, one after the other. Not thread-safe; whoever opens it closes it. */
interface RowReader extends Closeable {
    /** {@return the columns in the order of the file} */
    List<String> columns();

    /**
     * {@return the next row, or null at the end}
     *
     * @throws TicketFileException if the rest of the file cannot be read
     */
    @Nullable
    Row next();

    @Override
    void close();
}
