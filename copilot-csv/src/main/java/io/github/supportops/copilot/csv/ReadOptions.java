package io.github.supportops.copilot.csv;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
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
 */
record ReadOptions(
        Map<TicketField, String> mapping,
        @Nullable Charset encoding,
        @Nullable Character delimiter,
        FormulaProtection formulas) {

    static ReadOptions defaults() {
        return new ReadOptions(Map.of(), null, null, FormulaProtection.APOSTROPHE);
    }

    ReadOptions {
        mapping = Map.copyOf(mapping);
    }

    /** Opens the file. @throws TicketFileException if it cannot be opened, or its header cannot be read */
    OpenedInput open(Path file) {
        try {
            return open(file, stream(file));
        } catch (IOException broken) {
            throw TicketFileException.of(file, "cannot be read", broken);
        }
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
    OpenedInput open(Path file, InputStream stream) throws IOException {
        try {
            TextInput text = TextInput.of(new BufferedInputStream(stream), encoding);
            CsvText characters = new CsvText(file, text.reader(), text.charset().name());
            char separator = delimiter != null ? delimiter : characters.likelyDelimiter();
            UnaryOperator<String> decoding =
                    formulas == FormulaProtection.APOSTROPHE ? FormulaGuard::decode : UnaryOperator.identity();
            RowReader rows = new CsvRowReader(file, text.reader(), characters, separator, decoding);
            return new OpenedInput(rows, TicketColumns.find(file, rows.columns(), mapping), separator, text.marked());
        } catch (IOException | RuntimeException failed) {
            stream.close();
            throw failed;
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
