package io.github.supportops.copilot.csv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.supportops.copilot.Ticket;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalTest {
    private static final int ROWS = 5;

    @TempDir
    Path directory;

    private Path path;
    private byte[] whole;

    @BeforeEach
    void writeJournal() throws IOException {
        path = directory.resolve("out.csv.journal");
        try (Journal journal = Journal.start(new DiskFiles(), path, "{\"journal_format\":\"1\"}")) {
            for (int row = 0; row < ROWS; row++) {
                journal.intent(row);
                journal.finished(row, outcome(row));
            }
        }
        whole = Files.readAllBytes(path);
    }

    @Test
    void itTellsWhatIsFinished() throws IOException {
        JournalState state = JournalState.read(path);

        assertThat(state.finished().cardinality()).isEqualTo(ROWS);
        assertThat(state.validLength()).isEqualTo(whole.length);
        assertThat(state.inDoubt()).isZero();
        assertThat(state.droppedBytes()).isZero();
    }

    @Test
    void cutAtEveryByteOfItsLastTwoRecordsItKeepsAllThatIsWhole() throws IOException {
        int lastTwo = lineStart(lineStart(whole.length - 1) - 1);
        for (int length = lastTwo; length < whole.length; length++) {
            Files.write(path, Arrays.copyOf(whole, length));

            JournalState state = JournalState.read(path);

            int expectedEnd = length == 0 ? 0 : lineStart(length);
            assertThat(state.validLength()).as("cut at %d", length).isEqualTo(expectedEnd);
            assertThat(state.droppedBytes()).isEqualTo(length - expectedEnd);
            assertThat(state.finished().cardinality()).isEqualTo(ROWS - 1);
            assertThat(state.inDoubt()).isEqualTo(expectedEnd > lastTwo ? 1 : 0);
        }
    }

    @Test
    void withAnyBitOfAnInnerRecordFlippedItIsRefusedWithTheLine() throws IOException {
        int end = lineStart(whole.length - 1);
        int start = lineStart(end - 1);
        int lineEnd = end - 1;
        for (int bit = 8 * start; bit < 8 * lineEnd; bit++) {
            Files.write(path, flipped(bit));

            assertThatThrownBy(() -> JournalState.read(path))
                    .as("bit %d", bit)
                    .isInstanceOf(TicketFileException.class)
                    .hasMessageContaining("line " + (2 * ROWS) + ": the journal is damaged");
        }
    }

    @Test
    void withALineEndFlippedBothRecordsBecomeATornTail() throws IOException {
        int start = lineStart(whole.length - 1);
        for (int bit = 8 * (start - 1); bit < 8 * start; bit++) {
            Files.write(path, flipped(bit));

            JournalState state = JournalState.read(path);

            assertThat(state.finished().cardinality()).isEqualTo(ROWS - 1);
            assertThat(state.validLength()).isEqualTo(lineStart(start - 1));
        }
    }

    @Test
    void withAnyBitOfTheLastRecordFlippedItsRowIsAskedAgain() throws IOException {
        int start = lineStart(whole.length - 1);
        for (int bit = 8 * start; bit < 8 * whole.length; bit++) {
            Files.write(path, flipped(bit));

            JournalState state = JournalState.read(path);

            assertThat(state.finished().cardinality()).as("bit %d", bit).isEqualTo(ROWS - 1);
            assertThat(state.droppedBytes()).isEqualTo(whole.length - start);
        }
    }

    @Test
    void goingOnCutsTheTornTailOff() throws IOException {
        Files.write(path, Arrays.copyOf(whole, whole.length - 3));
        JournalState torn = JournalState.read(path);
        try (Journal journal = Journal.resume(new DiskFiles(), path, torn.validLength())) {
            journal.finished(ROWS - 1, outcome(ROWS - 1));
        }

        assertThat(Files.readAllBytes(path)).isEqualTo(whole);
    }

    @Test
    void somethingElseIsNotTakenForAJournal() throws IOException {
        Files.writeString(path, "my notes\nand more\n");

        assertThatThrownBy(() -> JournalState.read(path)).hasMessageContaining("not a journal");
    }

    private static RowOutcome outcome(int row) {
        return RowOutcome.success(Results.of(Ticket.of("T" + row, "Hello")));
    }

    private byte[] flipped(int bit) {
        byte[] copy = whole.clone();
        copy[bit / 8] ^= (byte) (1 << (bit % 8));
        return copy;
    }

    /** Where the line starts that a byte before the position belongs to. */
    private int lineStart(int position) {
        int start = position;
        while (start > 0 && whole[start - 1] != '\n') {
            start--;
        }
        return start;
    }
}
