package io.github.supportops.copilot.csv;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * Gives the outcomes of a finished journal row by row. They lie there in the order in which they ended, which strays from
 * the rows' order by no more than a batch's window, so only that many are held.
 */
final class OutcomeReplay implements Closeable {
    private final Path path;
    private final JournalReader reader;
    private final Map<Long, JournalLine> ahead = new HashMap<>();

    OutcomeReplay(Path journal) throws IOException {
        this.path = journal;
        this.reader = new JournalReader(journal);
    }

    /** {@return the outcome of a row; ask for each row once, in order} */
    RowOutcome take(long row) {
        JournalLine line = ahead.remove(row);
        while (line == null) {
            JournalLine next = reader.next();
            if (next == null) {
                throw TicketFileException.of(path, "the outcome of row " + (row + 1) + " is missing; run again");
            }
            boolean outcome = next.kind() == JournalLine.Kind.DONE || next.kind() == JournalLine.Kind.FAILED;
            if (outcome && next.row() == row) {
                line = next;
            } else if (outcome && next.row() > row) {
                ahead.putIfAbsent(next.row(), next);
            }
        }
        return line.kind() == JournalLine.Kind.DONE
                ? OutcomeJson.readSuccess(line.payload())
                : OutcomeJson.readFailure(line.payload());
    }

    @Override
    public void close() {
        reader.close();
    }
}
