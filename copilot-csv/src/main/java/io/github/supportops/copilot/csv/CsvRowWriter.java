package io.github.supportops.copilot.csv;

import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;

/** Writes records as CSV in UTF-8, lines ended by a line feed, quotes only where they are needed. Closing flushes. */
final class CsvRowWriter implements AutoCloseable {
    private final CSVPrinter printer;

    CsvRowWriter(OutputStream out, char delimiter, boolean marked) throws IOException {
        Writer writer = new OutputStreamWriter(out, StandardCharsets.UTF_8);
        if (marked) {
            writer.write('\ufeff');
        }
        CSVFormat format = CSVFormat.RFC4180
                .builder()
                .setDelimiter(delimiter)
                .setRecordSeparator('\n')
                .get();
        this.printer = new CSVPrinter(writer, format);
    }

    void write(List<String> cells) throws IOException {
        printer.printRecord(cells);
    }

    void flush() throws IOException {
        printer.flush();
    }

    @Override
    public void close() throws IOException {
        printer.close();
    }
}
