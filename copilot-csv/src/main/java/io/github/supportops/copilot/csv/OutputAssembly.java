package io.github.supportops.copilot.csv;

import io.github.supportops.copilot.csv.EnrichmentSummary.RowCounts;
import io.github.supportops.copilot.csv.ReadOptions.OpenedInput;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * Makes the outputs of the input and a finished journal. They depend on nothing else, so a run that was interrupted any
 * number of times writes the same bytes as one that was not.
 */
final class OutputAssembly {
    private final FileOps files;
    private final ReadOptions options;
    private final InputSurvey survey;

    OutputAssembly(FileOps files, ReadOptions options, InputSurvey survey) {
        this.files = files;
        this.options = options;
        this.survey = survey;
    }

    /** Where to write, and what. */
    record Target(Path file, TicketFormat format, OutputLayout layout) {}

    /**
     * Writes the output, and the failed rows alone where that is asked for, so that they can be the next input.
     *
     * @param listeners hear of each row as it is written
     */
    RowCounts write(Path input, Path journal, Target all, @Nullable Target failed, List<RowListener> listeners)
            throws IOException {
        RowCounter counter = new RowCounter();
        try (AtomicOutput allFile = AtomicOutput.to(files, all.file());
                AtomicOutput failedFile = failed == null ? null : AtomicOutput.to(files, failed.file())) {
            OutputStream allBytes = packed(all.file(), allFile);
            RowSink rows = sink(all, allBytes);
            OutputStream failedBytes = failedFile == null ? null : packed(failed.file(), failedFile);
            RowSink failures = failedBytes == null ? null : sink(failed, failedBytes);
            rows.begin();
            if (failures != null) {
                failures.begin();
            }
            eachRow(input, journal, (row, outcome) -> {
                counter.row(row, outcome);
                rows.row(row, outcome);
                if (failures != null && !outcome.isSuccess()) {
                    failures.row(row, outcome);
                }
                for (RowListener listener : listeners) {
                    listener.row(row, outcome);
                }
            });
            if (failures != null) {
                publish(failures, failedBytes, failedFile);
            }
            publish(rows, allBytes, allFile);
        }
        return counter.counts();
    }

    private void eachRow(Path inputFile, Path journal, RowListener use) throws IOException {
        try (OpenedInput input = options.open(inputFile, survey.columns());
                OutcomeReplay outcomes = new OutcomeReplay(journal)) {
            for (Row row = input.rows().next(); row != null; row = input.rows().next()) {
                use.row(row, outcomes.take(row.index()));
            }
        }
    }

    private RowSink sink(Target target, OutputStream out) throws IOException {
        UnaryOperator<String> encoding =
                options.formulas() == FormulaProtection.APOSTROPHE ? FormulaGuard::encode : UnaryOperator.identity();
        return switch (target.format()) {
            case CSV -> new CsvSink(out, target.layout(), survey.delimiter(), survey.marked(), encoding);
            case TSV -> new CsvSink(out, target.layout(), '\t', survey.marked(), encoding);
            case JSON -> new JsonSink(out, target.layout(), true);
            case JSON_LINES -> new JsonSink(out, target.layout(), false);
        };
    }

    private static OutputStream packed(Path file, AtomicOutput out) throws IOException {
        return TicketFormat.isGzip(file) ? new GZIPOutputStream(out, 64 * 1024) : out;
    }

    private static void publish(RowSink sink, OutputStream bytes, AtomicOutput file) throws IOException {
        sink.end();
        if (bytes instanceof GZIPOutputStream packed) {
            packed.finish();
        }
        file.publish();
    }

    /** Hears of rows while an output is written. */
    interface RowListener {
        void row(Row row, RowOutcome outcome) throws IOException;
    }
}
