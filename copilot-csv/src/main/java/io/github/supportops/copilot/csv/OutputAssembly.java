package io.github.supportops.copilot.csv;

import io.github.supportops.copilot.AnalysisField;
import io.github.supportops.copilot.TicketAnalysis;
import io.github.supportops.copilot.csv.EnrichmentSummary.RowCounts;
import io.github.supportops.copilot.csv.ReadOptions.OpenedInput;
import io.github.supportops.copilot.schema.AnalysisSchema;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * Makes the output of the input and a finished journal. It depends on nothing else, so a run that was interrupted any
 * number of times writes the same bytes as one that was not.
 */
final class OutputAssembly {
    static final String ERROR = "error";
    static final String ERROR_KIND = "error_kind";

    private final ReadOptions options;
    private final InputSurvey survey;
    private final boolean withErrors;
    private final UnaryOperator<String> encoding;
    private final List<Integer> kept = new ArrayList<>();

    /** Keeps every column of the input but the error columns of an earlier output, which this one fills anew. */
    OutputAssembly(ReadOptions options, InputSurvey survey, boolean withErrors) {
        this.options = options;
        this.survey = survey;
        this.withErrors = withErrors;
        this.encoding =
                options.formulas() == FormulaProtection.APOSTROPHE ? FormulaGuard::encode : UnaryOperator.identity();
        for (int place = 0; place < survey.columns().size(); place++) {
            if (!List.of(ERROR, ERROR_KIND).contains(survey.columns().get(place))) {
                kept.add(place);
            }
        }
    }

    /** Refuses an input that already has one of the columns to be added. */
    static void requireFreeColumns(Path file, List<String> columns) {
        for (String added : AnalysisSchema.standard().columns()) {
            if (columns.contains(added)) {
                throw TicketFileException.at(
                        file, 1, added, "the input already has a column of this name; rename it or leave it out");
            }
        }
    }

    RowCounts write(Path inputFile, Path journal, AtomicOutput out) throws IOException {
        RowCounter counter = new RowCounter();
        try (OpenedInput input = options.open(inputFile);
                OutcomeReplay outcomes = new OutcomeReplay(journal)) {
            CsvRowWriter writer = new CsvRowWriter(out, survey.delimiter(), survey.marked());
            writer.write(header());
            for (Row row = input.rows().next(); row != null; row = input.rows().next()) {
                RowOutcome outcome = outcomes.take(row.index());
                counter.count(outcome);
                writer.write(cells(row, outcome));
            }
            writer.flush();
        }
        return counter.counts();
    }

    private List<String> header() {
        List<String> names = new ArrayList<>();
        kept.forEach(place -> names.add(encoding.apply(survey.columns().get(place))));
        names.addAll(AnalysisSchema.standard().columns());
        if (withErrors) {
            names.add(ERROR);
            names.add(ERROR_KIND);
        }
        return names;
    }

    private List<String> cells(Row row, RowOutcome outcome) {
        List<String> cells = new ArrayList<>();
        kept.forEach(place -> cells.add(encoding.apply(row.cells().get(place))));
        for (AnalysisField field : AnalysisField.values()) {
            cells.add(outcome.result() == null ? "" : value(outcome.result().analysis(), field));
        }
        if (withErrors) {
            cells.add(outcome.error() == null ? "" : encoding.apply(outcome.error()));
            cells.add(outcome.errorKind() == null ? "" : outcome.errorKind().wireName());
        }
        return cells;
    }

    private String value(TicketAnalysis analysis, AnalysisField field) {
        String value = analysis.wireValue(field);
        return field == AnalysisField.SUGGESTED_RESPONSE ? encoding.apply(value) : value;
    }
}
