package io.github.supportops.copilot.csv;

import java.util.BitSet;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/** The rows that have no outcome yet. */
final class UnfinishedRows implements Iterator<Row> {
    private final RowReader rows;
    private final BitSet finished;
    private @Nullable Row next;

    UnfinishedRows(RowReader rows, BitSet finished) {
        this.rows = rows;
        this.finished = finished;
    }

    @Override
    public boolean hasNext() {
        if (next == null) {
            next = rows.next();
            while (next != null && finished.get(Math.toIntExact(next.index()))) {
                next = rows.next();
            }
        }
        return next != null;
    }

    @Override
    public Row next() {
        Row row = hasNext() ? next : null;
        if (row == null) {
            throw new NoSuchElementException("There are no more rows");
        }
        next = null;
        return row;
    }
}
