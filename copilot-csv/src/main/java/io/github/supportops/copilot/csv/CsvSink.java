package io.github.supportops.copilot.csv;

import io.github.supportops.copilot.AnalysisField;
import io.github.supportops.copilot.AnalysisResult;
import io.github.supportops.copilot.schema.AnalysisSchema;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;

/** Writes CSV in UTF-8, lines ended by a line feed, quotes only where they are needed. */
final class CsvSink implements RowSink {
    private final OutputLayout layout;
    private final List<Integer> kept;
    private final UnaryOperator<String> encoding;
    private final Writer writer;
    private final CSVPrinter printer;
    private final boolean marked;

    CsvSink(OutputStream out, OutputLayout layout, char delimiter, boolean marked, UnaryOperator<String> encoding)
            throws IOException {
        this.layout = layout;
        this.kept = layout.kept();
        this.encoding = encoding;
        this.marked = marked;
        this.writer = new OutputStreamWriter(out, StandardCharsets.UTF_8);
        this.printer = new CSVPrinter(
                writer,
                CSVFormat.RFC4180
                        .builder()
                        .setDelimiter(delimiter)
                        .setRecordSeparator('\n')
                        .get());
    }

    @Override
    public void begin() throws IOException {
        if (marked) {
            writer.write('\ufeff');
        }
        List<String> names = new ArrayList<>();
        kept.forEach(place -> names.add(encoding.apply(layout.input().get(place))));
        if (layout.analysis()) {
            names.addAll(AnalysisSchema.standard().columns());
            layout.extra().forEach(column -> names.add(column.columnName()));
        }
        if (layout.errors()) {
            names.add(OutputLayout.ERROR);
            names.add(OutputLayout.ERROR_KIND);
        }
        printer.printRecord(names);
    }

    @Override
    public void row(Row row, RowOutcome outcome) throws IOException {
        List<String> cells = new ArrayList<>();
        kept.forEach(place -> cells.add(encoding.apply(row.cells().get(place))));
        if (layout.analysis()) {
            analysis(cells, outcome);
        }
        if (layout.errors()) {
            cells.add(outcome.error() == null ? "" : encoding.apply(outcome.error()));
            cells.add(outcome.errorKind() == null ? "" : outcome.errorKind().wireName());
        }
        printer.printRecord(cells);
    }

    private void analysis(List<String> cells, RowOutcome outcome) {
        AnalysisResult result = outcome.result();
        for (AnalysisField field : AnalysisField.values()) {
            String value = result == null ? "" : result.analysis().wireValue(field);
            cells.add(field == AnalysisField.SUGGESTED_RESPONSE ? encoding.apply(value) : value);
        }
        for (OutputColumn column : layout.extra()) {
            cells.add(result == null ? "" : encoding.apply(column.value(result)));
        }
    }

    @Override
    public void end() throws IOException {
        printer.flush();
    }
}
