package io.github.supportops.copilot.csv;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.Closeable;
import java.io.IOException;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads JSON objects as rows: the columns are the names that occur anywhere in the file. */
final class JsonRowReader implements RowReader {
    private final JsonObjects objects;
    private final Closeable source;
    private final List<String> columns;
    private long nextIndex;

    JsonRowReader(JsonObjects objects, Closeable source, List<String> columns) {
        this.objects = objects;
        this.source = source;
        this.columns = columns;
    }

    /** {@return the names of all objects, in the order they first occur} */
    static List<String> columnsOf(JsonObjects objects) {
        Set<String> names = new LinkedHashSet<>();
        for (JsonObjects.Item item = objects.next(); item != null; item = objects.next()) {
            if (item.object() != null && names.size() <= CsvRowReader.MOST_COLUMNS) {
                item.object().fieldNames().forEachRemaining(names::add);
            }
        }
        return List.copyOf(names);
    }

    @Override
    public List<String> columns() {
        return columns;
    }

    @Override
    public @Nullable Row next() {
        JsonObjects.Item item = objects.next();
        if (item == null) {
            return null;
        }
        ObjectNode object = item.object();
        if (object == null) {
            String problem = "line " + item.line() + ": this is not a JSON object; repair it";
            return new Row(nextIndex++, item.line(), Collections.nCopies(columns.size(), ""), null, problem);
        }
        List<String> cells =
                columns.stream().map(name -> text(object.path(name))).toList();
        return new Row(nextIndex++, item.line(), cells, object, null);
    }

    private static String text(JsonNode value) {
        if (value.isMissingNode() || value.isNull()) {
            return "";
        }
        return value.isContainerNode() ? value.toString() : value.asText();
    }

    @Override
    public void close() {
        try {
            source.close();
        } catch (IOException unimportant) {
            // It was only read.
            return;
        }
    }
}
