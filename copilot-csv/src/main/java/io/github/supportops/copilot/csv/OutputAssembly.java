package io.github.supportops.copilot.csv;

import io.github.supportops.copilot.csv.EnrichmentSummary.RowCounts;
import io.github.supportops.copilot.csv.ReadOptions.OpenedInput;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.zip.GZIPOutputStream;

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

    /**
     * Where to write, and what.
     *
     * @param failuresOnly whether only rows that have failed are written
     */
    record Target(Path file, TicketFormat format, OutputLayout layout, boolean failuresOnly) {}

    /**
     * Writes all targets in one pass, and puts them in their places in the order given once all are written.
     *
     * @param listeners hear of each row as it is written
     */
    RowCounts write(Path input, Path journal, List<Target> targets, List<RowListener> listeners) throws IOException {
        RowCounter counter = new RowCounter();
        List<OpenTarget> open = new ArrayList<>();
        try {
            for (Target target : targets) {
                open.add(new OpenTarget(target, AtomicOutput.to(files, target.file())));
            }
            for (OpenTarget target : open) {
                target.sink.begin();
            }
            eachRow(input, journal, (row, outcome) -> {
                counter.row(row, outcome);
                for (OpenTarget target : open) {
                    target.row(row, outcome);
                }
                for (RowListener listener : listeners) {
                    listener.row(row, outcome);
                }
            });
            for (OpenTarget target : open) {
                target.publish();
            }
            return counter.counts();
        } finally {
            for (OpenTarget target : open) {
                target.file.close();
            }
        }
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
        UnaryOperator<String> encoding = options.formulas()::encode;
        return switch (target.format()) {
            case CSV -> new CsvSink(out, target.layout(), survey.delimiter(), survey.marked(), encoding);
            case TSV -> new CsvSink(out, target.layout(), '\t', survey.marked(), encoding);
            case JSON -> new JsonSink(out, target.layout(), true);
            case JSON_LINES -> new JsonSink(out, target.layout(), false);
        };
    }

    /** A target while it is written. */
    private final class OpenTarget {
        private final boolean failuresOnly;
        private final AtomicOutput file;
        private final OutputStream bytes;
        private final RowSink sink;

        private OpenTarget(Target target, AtomicOutput file) throws IOException {
            this.failuresOnly = target.failuresOnly();
            this.file = file;
            this.bytes = TicketFormat.isGzip(target.file()) ? new GZIPOutputStream(file, 64 * 1024) : file;
            this.sink = sink(target, bytes);
        }

        private void row(Row row, RowOutcome outcome) throws IOException {
            if (!failuresOnly || !outcome.isSuccess()) {
                sink.row(row, outcome);
            }
        }

        private void publish() throws IOException {
            sink.end();
            if (bytes instanceof GZIPOutputStream packed) {
                packed.finish();
            }
            file.publish();
        }
    }

    /** Hears of rows while an output is written. */
    interface RowListener {
        void row(Row row, RowOutcome outcome) throws IOException;
    }
}
