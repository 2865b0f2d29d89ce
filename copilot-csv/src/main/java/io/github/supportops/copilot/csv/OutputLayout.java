package io.github.supportops.copilot.csv;

import io.github.supportops.copilot.schema.AnalysisSchema;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What an output consists of.
 *
 * @param input the input's columns
 * @param analysis whether the six columns and those on request are written
 * @param extra the columns on request
 * @param errors whether the columns for failures are written
 */
record OutputLayout(List<String> input, boolean analysis, List<OutputColumn> extra, boolean errors) {
    static final String ANALYSIS = "analysis";
    static final String ERROR = "error";
    static final String ERROR_KIND = "error_kind";
    private static final List<String> ERROR_COLUMNS = List.of(ERROR, ERROR_KIND);

    /** {@return the places of the input's columns that are kept: all but the error columns of an earlier output} */
    List<Integer> kept() {
        List<Integer> kept = new ArrayList<>();
        for (int place = 0; place < input.size(); place++) {
            if (!ERROR_COLUMNS.contains(input.get(place))) {
                kept.add(place);
            }
        }
        return kept;
    }

    /** Refuses an input that already has one of the columns to be added. */
    void requireFree(Path file, TicketFormat format) {
        List<String> added = new ArrayList<>();
        if (format.isJson()) {
            added.add(ANALYSIS);
        } else {
            added.addAll(AnalysisSchema.standard().columns());
        }
        extra.forEach(column -> added.add(column.columnName()));
        for (String name : added) {
            if (input.contains(name)) {
                throw TicketFileException.at(
                        file, 1, name, "the input already has a column of this name; rename it or leave it out");
            }
        }
    }
}
