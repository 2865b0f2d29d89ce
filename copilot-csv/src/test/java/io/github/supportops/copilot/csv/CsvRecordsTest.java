package io.github.supportops.copilot.csv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class CsvRecordsTest {
    private static final Path FILE = Path.of("in.csv");

    @Test
    void anEndlessQuoteIsATypedErrorAtItsPlace() {
        Reader endless = new Reader() {
            private boolean started;

            @Override
            public int read(char[] target, int offset, int length) {
                java.util.Arrays.fill(target, offset, offset + length, 'x');
                if (!started) {
                    started = true;
                    "a,b\n1,\"".getChars(0, 7, target, offset);
                }
                return length;
            }

            @Override
            public void close() {}
        };

        assertThatThrownBy(() -> rows(endless))
                .isInstanceOf(TicketFileException.class)
                .hasMessageContaining("in.csv, line 2, column 3: the quote opened here is not closed within 4194304");
    }

    @Test
    void lineEndsOfEveryKindEndARowAndEmptyLinesAreNone() throws IOException {
        assertThat(cells("a,b\r\n1,2\r3,4\n\n\r\n5,6"))
                .containsExactly(List.of("1", "2"), List.of("3", "4"), List.of("5", "6"));
    }

    @Test
    void quotedCellsMayHoldAnything() throws IOException {
        assertThat(cells("a,b\n\"1\r\n\"\"x\"\",\",\"\"\n")).containsExactly(List.of("1\r\n\"x\",", ""));
    }

    @Test
    void theLineOfARowCountsTheLinesInsideQuotes() throws IOException {
        assertThat(rows(new StringReader("a,b\n\"1\n1\n1\",2\n3,4\n")))
                .extracting(Row::line)
                .containsExactly(2L, 5L);
    }

    @Test
    void threeUnclosedQuotesCostThreeRows() throws IOException {
        List<Row> rows = rows(new StringReader("a,b\n1,\"x\n2,y\n3,\"z\n4,w\n5,\"v\n6,u\n"));

        assertThat(rows).extracting(row -> row.cells().get(0)).contains("6");
        assertThat(rows).filteredOn(row -> row.problem() != null).isNotEmpty();
        assertThat(rows).filteredOn(row -> row.problem() == null).isNotEmpty();
    }

    private static List<List<String>> cells(String csv) throws IOException {
        return rows(new StringReader(csv)).stream().map(Row::cells).toList();
    }

    private static List<Row> rows(Reader text) throws IOException {
        CsvText characters = new CsvText(FILE, text, "UTF-8");
        List<Row> rows = new ArrayList<>();
        try (CsvRowReader reader = new CsvRowReader(FILE, text, characters, ',', UnaryOperator.identity())) {
            for (Row row = reader.next(); row != null; row = reader.next()) {
                rows.add(row);
            }
        }
        return rows;
    }
}
