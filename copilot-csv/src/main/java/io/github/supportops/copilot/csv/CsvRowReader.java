package io.github.supportops.copilot.csv;

import io.github.supportops.copilot.csv.CsvRecords.RawRecord;
import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.function.UnaryOperator;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.jspecify.annotations.Nullable;

/** Reads CSV with a header line: cuts the records itself, so that a broken one costs only itself, and lets commons-csv read them. */
final class CsvRowReader implements RowReader {
    /** More are a wrong delimiter or an attack. */
    static final int MOST_COLUMNS = 4_096;

    private final Path file;
    private final Reader text;
    private final CsvRecords records;
    private final CSVFormat lenient;
    private final RecordFeed feed = new RecordFeed();
    private final CSVParser parser;
    private final Iterator<CSVRecord> parsed;
    private final UnaryOperator<String> decoding;
    private final List<String> columns;
    private long nextIndex;

    CsvRowReader(Path file, Reader text, CsvText characters, char delimiter, UnaryOperator<String> decoding) {
        this.file = file;
        this.text = text;
        this.decoding = decoding;
        this.records = new CsvRecords(file, characters, delimiter);
        CSVFormat format = CSVFormat.RFC4180.builder().setDelimiter(delimiter).get();
        this.lenient =
                format.builder().setTrailingData(true).setLenientEof(true).get();
        try {
            this.parser = CSVParser.parse(feed, format);
        } catch (IOException impossible) {
            throw new UncheckedIOException("A parser of an empty text reads nothing", impossible);
        }
        this.parsed = parser.iterator();
        this.columns = header();
    }

    private List<String> header() {
        RawRecord first = records.next();
        if (first == null) {
            throw TicketFileException.at(file, 1, null, "there is no header; the first line must name the columns");
        }
        if (first.problem() != null) {
            throw TicketFileException.of(file, "the header is broken: " + first.problem());
        }
        List<String> names = cells(first);
        if (names.size() > MOST_COLUMNS) {
            throw TicketFileException.at(
                    file, first.line(), null, "more than " + MOST_COLUMNS + " columns; check the delimiter");
        }
        return names;
    }

    @Override
    public List<String> columns() {
        return columns;
    }

    @Override
    public @Nullable Row next() {
        RawRecord next = records.next();
        if (next == null) {
            return null;
        }
        List<String> cells = next.problem() == null ? cells(next) : leniently(next);
        String problem = next.problem() == null ? misfit(next.line(), cells) : next.problem();
        return new Row(nextIndex++, next.line(), fitted(cells), null, problem);
    }

    private @Nullable String misfit(long line, List<String> cells) {
        return cells.size() == columns.size()
                ? null
                : "line " + line + ": the row has " + cells.size() + " cells and the header " + columns.size()
                        + "; quote cells that contain the delimiter";
    }

    /** What is missing becomes empty and what is too much is left out; the row's problem tells of it. */
    private List<String> fitted(List<String> cells) {
        if (cells.size() == columns.size()) {
            return cells;
        }
        List<String> fitted = new ArrayList<>(cells.subList(0, Math.min(cells.size(), columns.size())));
        while (fitted.size() < columns.size()) {
            fitted.add("");
        }
        return Collections.unmodifiableList(fitted);
    }

    private List<String> cells(RawRecord raw) {
        feed.set(raw.text());
        return decoded(parsed.next());
    }

    private List<String> leniently(RawRecord raw) {
        try (CSVParser alone = CSVParser.parse(new StringReader(raw.text()), lenient)) {
            Iterator<CSVRecord> cells = alone.iterator();
            return cells.hasNext() ? decoded(cells.next()) : List.of();
        } catch (IOException | UncheckedIOException unreadable) {
            return List.of();
        }
    }

    private List<String> decoded(CSVRecord record) {
        List<String> cells = new ArrayList<>(record.size());
        record.forEach(cell -> cells.add(decoding.apply(cell)));
        return Collections.unmodifiableList(cells);
    }

    @Override
    public void close() {
        try (text) {
            parser.close();
        } catch (IOException unimportant) {
            // Everything was read that was asked for; a file that cannot be closed after reading loses nothing.
            return;
        }
    }

    /** Gives the parser one record at a time, so that it never reads ahead into one that may be broken. */
    private static final class RecordFeed extends Reader {
        private String text = "";
        private int position;

        void set(String record) {
            text = record + "\n";
            position = 0;
        }

        @Override
        public int read(char[] target, int offset, int length) {
            int count = Math.min(length, text.length() - position);
            if (count == 0) {
                return -1;
            }
            text.getChars(position, position + count, target, offset);
            position += count;
            return count;
        }

        @Override
        public void close() {}
    }
}
