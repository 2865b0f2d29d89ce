package io.github.supportops.copilot.csv;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/**
 * What a journal says has happened: one bit for each row, so that even a long journal takes little memory.
 *
 * @param start the start record's payload, or null where there is no journal yet
 * @param finished the rows with a result or a final failure
 * @param failed how many of those failed
 * @param inDoubt how many rows were sent and have no outcome, so that they may have been paid for
 * @param validLength how many bytes are whole records
 * @param droppedBytes how many bytes at the end were torn by a crash
 */
record JournalState(
        @Nullable String start, BitSet finished, long failed, long inDoubt, long validLength, long droppedBytes) {

    static JournalState none() {
        return new JournalState(null, new BitSet(), 0, 0, 0, 0);
    }

    /** {@return what the file says; nothing where there is no file, or none whose first record is whole} */
    static JournalState read(Path file) throws IOException {
        if (!Files.exists(file)) {
            return none();
        }
        try (JournalReader reader = new JournalReader(file)) {
            JournalLine first = reader.next();
            if (first == null) {
                return new JournalState(null, new BitSet(), 0, 0, 0, reader.droppedBytes());
            }
            if (first.kind() != JournalLine.Kind.START) {
                throw TicketFileException.at(file, 1, null, "this is not a journal of this program; move it away");
            }
            return rows(reader, first.payload());
        }
    }

    private static JournalState rows(JournalReader reader, String start) {
        BitSet finished = new BitSet();
        BitSet sent = new BitSet();
        long failed = 0;
        for (JournalLine line = reader.nextWithoutPayload(); line != null; line = reader.nextWithoutPayload()) {
            int row = Math.toIntExact(line.row());
            switch (line.kind()) {
                case INTENT -> sent.set(row);
                case DONE -> finished.set(row);
                case FAILED -> {
                    failed += finished.get(row) ? 0 : 1;
                    finished.set(row);
                }
                case SPENT -> {
                    // Says nothing about a row.
                }
                case START -> throw new IllegalStateException("A journal starts once");
            }
        }
        sent.andNot(finished);
        return new JournalState(
                start, finished, failed, sent.cardinality(), reader.validLength(), reader.droppedBytes());
    }
}
