package io.github.supportops.copilot.csv;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * How a file is to be read.
 *
 * @param mapping names of columns that are not called what this library calls them
 * @param encoding null to go by the byte order mark, otherwise UTF-8
 * @param delimiter null to go by the header
 * @param formulas whether apostrophes in front of formulas are taken off
 * @param format null to go by the file's name
 */
record ReadOptions(
        Map<TicketField, String> mapping,
        @Nullable Charset encoding,
        @Nullable Character delimiter,
        FormulaProtection formulas,
        @Nullable TicketFormat format) {

    static ReadOptions defaults() {
        return new ReadOptions(Map.of(), null, null, FormulaProtection.APOSTROPHE, null);
    }

    ReadOptions {
        mapping = Map.copyOf(mapping);
    }

    TicketFormat formatOf(Path file) {
        return format != null ? format : TicketFormat.of(file);
    }

    /** Opens the file. @throws TicketFileException if it cannot be opened, or its header cannot be read */
    OpenedInput open(Path file) {
        return open(file, stream(file), formatOf(file).isJson() ? jsonColumns(file) : List.of());
    }

    /** Opens a file whose columns are known already, which saves a look at all of a JSON file. */
    OpenedInput open(Path file, List<String> columns) {
        return open(file, stream(file), columns);
    }

    /** {@return the bytes of the file} */
    static InputStream stream(Path file) {
        try {
            return Files.newInputStream(file);
        } catch (NoSuchFileException missing) {
            throw TicketFileException.of(file, "there is no such file");
        } catch (IOException broken) {
            throw TicketFileException.of(file, "cannot be opened", broken);
        }
    }

    /** Reads a stream that is called like the file. The stream is closed with the reader, and when this throws. */
    OpenedInput open(Path file, InputStream stream, List<String> jsonColumns) {
        try {
            TextInput text = TextInput.of(new BufferedInputStream(stream), encoding);
            CsvText characters = new CsvText(file, text.reader(), text.charset().name());
            if (formatOf(file).isJson()) {
                RowReader rows = new JsonRowReader(objects(file, text, characters), text.reader(), jsonColumns);
                return new OpenedInput(rows, TicketColumns.find(file, jsonColumns, mapping), ',', false);
            }
            char separator = separator(file, characters);
            UnaryOperator<String> decoding = formulas::decode;
            RowReader rows = new CsvRowReader(file, text.reader(), characters, separator, decoding);
            return new OpenedInput(rows, TicketColumns.find(file, rows.columns(), mapping), separator, text.marked());
        } catch (IOException broken) {
            close(stream);
            throw TicketFileException.of(file, "cannot be read", broken);
        } catch (RuntimeException failed) {
            close(stream);
            throw failed;
        }
    }

    List<String> jsonColumns(Path file) {
        try (InputStream stream = stream(file)) {
            TextInput text = TextInput.of(stream, encoding);
            return JsonRowReader.columnsOf(objects(
                    file, text, new CsvText(file, text.reader(), text.charset().name())));
        } catch (IOException broken) {
            throw TicketFileException.of(file, "cannot be read", broken);
        }
    }

    private JsonObjects objects(Path file, TextInput text, CsvText characters) throws IOException {
        return formatOf(file) == TicketFormat.JSON
                ? new JsonObjects.ArrayItems(file, text.reader())
                : new JsonObjects.Lines(file, characters);
    }

    private char separator(Path file, CsvText characters) {
        if (delimiter != null) {
            return delimiter;
        }
        return formatOf(file) == TicketFormat.TSV ? '\t' : characters.likelyDelimiter();
    }

    private static void close(InputStream stream) {
        try {
            stream.close();
        } catch (IOException unimportant) {
            // What made us give up is thrown; that closing failed as well adds nothing.
            return;
        }
    }

    /**
     * A file whose header was read.
     *
     * @param rows its rows; to be closed
     * @param columns where the parts of a ticket are
     * @param delimiter what separates its cells
     * @param marked whether it starts with a byte order mark
     */
    record OpenedInput(RowReader rows, TicketColumns columns, char delimiter, boolean marked) implements AutoCloseable {
        @Override
        public void close() {
            rows.close();
        }
    }
}
