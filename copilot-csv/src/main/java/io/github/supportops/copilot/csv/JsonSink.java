package io.github.supportops.copilot.csv;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.supportops.copilot.AnalysisField;
import io.github.supportops.copilot.AnalysisResult;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Writes one object a row: what the input has, then {@code analysis}; as an array or one a line. */
final class JsonSink implements RowSink {
    private final OutputLayout layout;
    private final List<Integer> kept;
    private final Writer writer;
    private final boolean array;
    private boolean first = true;

    JsonSink(OutputStream out, OutputLayout layout, boolean array) {
        this.layout = layout;
        this.kept = layout.kept();
        this.writer = new OutputStreamWriter(out, StandardCharsets.UTF_8);
        this.array = array;
    }

    @Override
    public void begin() throws IOException {
        writer.write(array ? "[" : "");
    }

    @Override
    public void row(Row row, RowOutcome outcome) throws IOException {
        if (array) {
            writer.write(first ? "\n" : ",\n");
        }
        first = false;
        writer.write(JsonObjects.MAPPER.writeValueAsString(object(row, outcome)));
        if (!array) {
            writer.write('\n');
        }
    }

    private ObjectNode object(Row row, RowOutcome outcome) {
        ObjectNode object = row.object() == null ? fromCells(row) : row.object().deepCopy();
        object.remove(List.of(OutputLayout.ERROR, OutputLayout.ERROR_KIND));
        AnalysisResult result = outcome.result();
        if (result != null && layout.analysis()) {
            ObjectNode fields = object.putObject(OutputLayout.ANALYSIS);
            for (AnalysisField field : AnalysisField.values()) {
                if (field == AnalysisField.ESCALATION_REQUIRED) {
                    fields.put(field.wireName(), result.analysis().escalationRequired());
                } else {
                    fields.put(field.wireName(), result.analysis().wireValue(field));
                }
            }
            layout.extra().forEach(column -> object.put(column.columnName(), column.value(result)));
        }
        if (outcome.errorKind() != null) {
            object.put(OutputLayout.ERROR, outcome.error());
            object.put(OutputLayout.ERROR_KIND, outcome.errorKind().wireName());
        }
        return object;
    }

    private ObjectNode fromCells(Row row) {
        ObjectNode object = JsonObjects.MAPPER.createObjectNode();
        kept.forEach(place -> object.put(layout.input().get(place), row.cells().get(place)));
        return object;
    }

    @Override
    public void end() throws IOException {
        writer.write(array ? "\n]\n" : "");
        writer.flush();
    }
}
