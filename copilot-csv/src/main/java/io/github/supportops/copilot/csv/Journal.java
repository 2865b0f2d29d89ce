package io.github.supportops.copilot.csv;

import io.github.supportops.copilot.csv.FileOps.OutputFile;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Remembers what a run did. Each record is written at once, so that killing the process loses nothing that was recorded;
 * {@link #sync()} makes it last through a power cut and may run on another thread beside the writing one.
 */
final class Journal implements Closeable {
    private final Path path;
    private final OutputFile file;
    private volatile boolean dirty;
    private volatile @Nullable IOException failure;

    private Journal(Path path, OutputFile file) {
        this.path = path;
        this.file = file;
    }

    /** Starts a journal in place of whatever is there. */
    static Journal start(FileOps files, Path path, String startPayload) throws IOException {
        Journal journal = new Journal(path, files.create(path));
        try {
            journal.write(new JournalLine(JournalLine.Kind.START, 0, startPayload));
            journal.syncNow();
            files.syncDirectory(AtomicOutput.directory(path));
            return journal;
        } catch (IOException | RuntimeException failed) {
            journal.file.close();
            throw failed;
        }
    }

    /** Goes on behind the records that are whole. */
    static Journal resume(FileOps files, Path path, long validLength) throws IOException {
        return new Journal(path, files.append(path, validLength));
    }

    /** Records that a row is about to be sent. */
    void intent(long row) {
        record(new JournalLine(JournalLine.Kind.INTENT, row, ""));
    }

    /** Records what became of a row. */
    void finished(long row, RowOutcome outcome) {
        JournalLine.Kind kind = outcome.isSuccess() ? JournalLine.Kind.DONE : JournalLine.Kind.FAILED;
        record(new JournalLine(kind, row, OutcomeJson.write(outcome)));
    }

    /** Records what all calls of this run came to, also those of rows that got no outcome. */
    void spent(Spending spending) {
        record(new JournalLine(JournalLine.Kind.SPENT, 0, spending.json()));
    }

    private void record(JournalLine line) {
        try {
            IOException earlier = failure;
            if (earlier != null) {
                throw earlier;
            }
            write(line);
        } catch (IOException broken) {
            failure = broken;
            throw TicketFileException.of(path, "the journal cannot be written; free the disk and run again", broken);
        }
    }

    private void write(JournalLine line) throws IOException {
        byte[] bytes = line.bytes();
        file.write(bytes, 0, bytes.length);
        dirty = true;
    }

    /** Makes all that is recorded last. A failure is told to whoever records next. */
    void sync() {
        try {
            syncNow();
        } catch (IOException broken) {
            failure = broken;
        }
    }

    private void syncNow() throws IOException {
        if (dirty) {
            dirty = false;
            file.sync();
        }
    }

    /** Makes all that is recorded last, and closes. @throws IOException if a record may be lost */
    @Override
    public void close() throws IOException {
        try (file) {
            IOException earlier = failure;
            if (earlier != null) {
                throw earlier;
            }
            syncNow();
        }
    }
}
