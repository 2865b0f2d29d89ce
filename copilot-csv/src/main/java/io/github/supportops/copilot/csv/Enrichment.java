package io.github.supportops.copilot.csv;

import io.github.supportops.copilot.Ticket;
import io.github.supportops.copilot.batch.BatchProgress;
import io.github.supportops.copilot.batch.BatchSummary;
import io.github.supportops.copilot.batch.RunBudget;
import io.github.supportops.copilot.batch.TicketBatch;
import io.github.supportops.copilot.csv.EnrichmentSummary.RowCounts;
import io.github.supportops.copilot.csv.ReadOptions.OpenedInput;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Enriches a file of tickets, and pays once: every outcome goes into a journal beside the output as soon as it is there. A
 * run that was killed, stopped or ran out of budget is continued by the next one with the same input and settings, and the
 * output it then writes is the same to the byte.
 *
 * <pre>{@code
 * EnrichmentSummary summary = Enrichment.builder(batch)
 *         .input(Path.of("tickets.csv"))
 *         .output(Path.of("enriched.csv"))
 *         .map(TicketField.MESSAGE, "Body")
 *         .build()
 *         .run();
 * }</pre>
 *
 * <p>The output appears in one step, when every row has its outcome; until then an older file of that name stays as it is.
 * It has the input's columns, then the six of the analysis; where rows have failed, also {@code error} and {@code
 * error_kind}. Memory depends on the batch's window and the longest row, not on the number of rows.
 *
 * <p>One enrichment runs at a time on a journal. The batch's listener hears the progress, its stop signal ends the run.
 */
public final class Enrichment {
    private final TicketBatch batch;
    private final Path input;
    private final Path output;
    private final Path journal;
    private final ReadOptions options;
    private final boolean resume;
    private final Map<String, String> settings;
    private final Consumer<EnrichmentPlan> onStart;
    private final FileOps files;
    private final TicketFormat outputFormat;
    private final @Nullable Path failed;
    private final List<OutputColumn> columns;
    private final @Nullable RunBudget budget;
    private final @Nullable Path report;

    private Enrichment(Builder builder) {
        this.batch = builder.batch;
        this.input = Objects.requireNonNull(builder.input, "input must be set");
        this.output = Objects.requireNonNull(builder.output, "output must be set");
        this.journal = output.resolveSibling(output.getFileName() + ".journal");
        this.options = new ReadOptions(
                builder.mapping, builder.encoding, builder.delimiter, builder.formulaProtection, builder.inputFormat);
        this.outputFormat = builder.outputFormat == null ? TicketFormat.of(output) : builder.outputFormat;
        this.failed = builder.failed;
        this.columns = List.copyOf(builder.columns);
        this.budget = builder.budget;
        this.report = builder.report;
        this.resume = builder.resume;
        this.settings = new LinkedHashMap<>(builder.settings);
        this.onStart = builder.onStart;
        this.files = builder.files;
    }

    /** {@return a builder; its defaults are listed there} */
    public static Builder builder(TicketBatch batch) {
        return new Builder(batch);
    }

    /**
     * Does the work that is left and writes the output if every row then has its outcome.
     *
     * @throws TicketFileException if a file cannot be read or written, or the journal belongs to another run or is damaged;
     *     what was finished before is in the journal
     */
    @SuppressWarnings("try") // The lock is held, not used.
    public EnrichmentSummary run() {
        try {
            requireDifferentFiles();
            try (RunLock lock = RunLock.take(journal)) {
                return runLocked();
            }
        } catch (IOException broken) {
            throw TicketFileException.of(output, "cannot be written", broken);
        }
    }

    private void requireDifferentFiles() throws IOException {
        for (Path written : failed == null ? List.of(output) : List.of(output, failed)) {
            if (Files.exists(written) && Files.exists(input) && Files.isSameFile(input, written)) {
                throw TicketFileException.of(written, "the output is the input; choose another name");
            }
            if (!Files.isDirectory(AtomicOutput.directory(written))) {
                throw TicketFileException.of(written, "its directory does not exist; create it");
            }
        }
    }

    private EnrichmentSummary runLocked() throws IOException {
        InputSurvey survey = InputSurvey.of(input, options);
        new OutputLayout(survey.columns(), true, columns, false).requireFree(input, outputFormat);
        RunIdentity identity = RunIdentity.of(survey, settings);
        JournalState before = resume ? JournalState.read(journal) : JournalState.none();
        if (before.start() != null) {
            identity.requireSame(journal, before.start());
            countEarlierSpending();
        }
        EnrichmentPlan plan = new EnrichmentPlan(
                survey.rows(), before.finished().cardinality(), before.inDoubt(), before.droppedBytes());
        onStart.accept(plan);

        BatchSummary summary = analyze(before, identity, survey);
        RowCounts counts = new RowCounter().counts();
        if (summary.isComplete()) {
            counts = assemble(survey);
            files.delete(journal);
        }
        return new EnrichmentSummary(plan, summary, counts, output, journal);
    }

    private void countEarlierSpending() throws IOException {
        if (budget != null) {
            Spending earlier = Spending.readFrom(journal);
            budget.countEarlier(earlier.calls(), earlier.usd());
        }
    }

    @SuppressWarnings("try") // The syncing thread works by itself.
    private BatchSummary analyze(JournalState before, RunIdentity identity, InputSurvey survey) throws IOException {
        try (Journal outcomes = before.start() == null
                        ? Journal.start(files, journal, identity.json())
                        : Journal.resume(files, journal, before.validLength());
                SyncThread syncing = new SyncThread(outcomes);
                OpenedInput opened = options.open(input, survey.columns())) {
            BatchSummary summary = batch.run(
                    new UnfinishedRows(opened.rows(), before.finished()),
                    row -> {
                        Ticket ticket = opened.columns().ticketOf(row);
                        outcomes.intent(row.index());
                        return ticket;
                    },
                    (row, outcome) -> outcomes.finished(row.index(), RowOutcome.of(outcome)));
            if (!summary.isComplete()) {
                BatchProgress progress = summary.progress();
                outcomes.spent(
                        new Spending(progress.calls(), progress.usage().cost().orElse(BigDecimal.ZERO)));
            }
            return summary;
        }
    }

    private RowCounts assemble(InputSurvey survey) throws IOException {
        boolean errors = JournalState.read(journal).failed() > 0;
        List<OutputAssembly.Target> targets = new ArrayList<>();
        if (failed != null) {
            OutputLayout layout = new OutputLayout(survey.columns(), false, List.of(), true);
            targets.add(new OutputAssembly.Target(target(failed), TicketFormat.of(failed), layout, true));
        }
        OutputLayout layout = new OutputLayout(survey.columns(), true, columns, errors);
        targets.add(new OutputAssembly.Target(target(output), outputFormat, layout, false));
        OutputAssembly assembly = new OutputAssembly(files, options, survey);
        if (report == null) {
            return assembly.write(input, journal, targets, List.of());
        }
        TicketColumns places = TicketColumns.find(input, survey.columns(), options.mapping());
        ReportData data = new ReportData((row, message) -> message ? places.messageOf(row) : places.idOf(row));
        RowCounts counts = assembly.write(input, journal, targets, List.of(data));
        writeReport(data, survey);
        return counts;
    }

    private void writeReport(ReportData data, InputSurvey survey) throws IOException {
        Map<String, String> run = new LinkedHashMap<>();
        run.put("input", String.valueOf(input.getFileName()));
        run.put("input sha-256", survey.sha256());
        run.putAll(settings);
        Path file = target(Objects.requireNonNull(report));
        try (AtomicOutput out = AtomicOutput.to(files, file)) {
            out.write(HtmlReport.page(data.json(run)).getBytes(StandardCharsets.UTF_8));
            out.publish();
        }
    }

    /** A link is followed, so that replacing the file does not replace the link. */
    private static Path target(Path file) throws IOException {
        return Files.isSymbolicLink(file) && Files.exists(file) ? file.toRealPath() : file;
    }

    /**
     * Builds an {@link Enrichment}. Not thread-safe. Defaults:
     *
     * <ul>
     *   <li>mapping: columns are found by the names {@link TicketField} gives them
     *   <li>encoding: by the byte order mark, otherwise UTF-8
     *   <li>delimiter: the one the header uses most of comma, semicolon, tab and bar
     *   <li>formula protection: {@link FormulaProtection#APOSTROPHE}
     *   <li>resume: yes
     *   <li>formats: what the files' names say
     *   <li>further columns, file of failed rows, report, budget: none
     * </ul>
     */
    public static final class Builder {
        private final TicketBatch batch;
        private final Map<TicketField, String> mapping = new EnumMap<>(TicketField.class);
        private final Map<String, String> settings = new LinkedHashMap<>();
        private @Nullable Path input;
        private @Nullable Path output;
        private @Nullable Charset encoding;
        private @Nullable Character delimiter;
        private FormulaProtection formulaProtection = FormulaProtection.APOSTROPHE;
        private boolean resume = true;
        private Consumer<EnrichmentPlan> onStart = plan -> {};
        private FileOps files = new DiskFiles();
        private @Nullable TicketFormat inputFormat;
        private @Nullable TicketFormat outputFormat;
        private @Nullable Path failed;
        private List<OutputColumn> columns = List.of();
        private @Nullable RunBudget budget;
        private @Nullable Path report;

        private Builder(TicketBatch batch) {
            this.batch = Objects.requireNonNull(batch, "batch");
        }

        /** Sets the file with the tickets. Required. */
        public Builder input(Path file) {
            this.input = Objects.requireNonNull(file, "input");
            return this;
        }

        /** Sets the file to write. Required. Its journal lies beside it and is called like it plus {@code .journal}. */
        public Builder output(Path file) {
            this.output = Objects.requireNonNull(file, "output");
            return this;
        }

        /** Names the column that holds a part of a ticket. Default: the name {@link TicketField} gives it. */
        public Builder map(TicketField field, String column) {
            this.mapping.put(Objects.requireNonNull(field, "field"), Objects.requireNonNull(column, "column"));
            return this;
        }

        /** Sets the encoding of an input without a byte order mark. Default: UTF-8. */
        public Builder encoding(Charset charset) {
            this.encoding = Objects.requireNonNull(charset, "encoding");
            return this;
        }

        /**
         * Sets what separates the cells. Default: found in the header.
         *
         * @throws IllegalArgumentException if it is a quote or ends lines
         */
        public Builder delimiter(char separator) {
            if (separator == '"' || separator == '\n' || separator == '\r') {
                throw new IllegalArgumentException("delimiter must not be a quote or a line end");
            }
            this.delimiter = separator;
            return this;
        }

        /** Sets what is done about formulas. Default: {@link FormulaProtection#APOSTROPHE}. */
        public Builder formulaProtection(FormulaProtection protection) {
            this.formulaProtection = Objects.requireNonNull(protection, "formulaProtection");
            return this;
        }

        /** Sets whether a journal that is there is continued; otherwise it is thrown away. Default: true. */
        public Builder resume(boolean continued) {
            this.resume = continued;
            return this;
        }

        /**
         * Adds a setting that shapes the answers, such as the model or the prompt's hash: a journal is continued only by a
         * run with the same. Never pass a key. Default: none.
         */
        public Builder setting(String name, String value) {
            this.settings.put(Objects.requireNonNull(name, "name"), Objects.requireNonNull(value, "value"));
            return this;
        }

        /** Sets who is told what there is to do, before the first call. Default: nobody. */
        public Builder onStart(Consumer<EnrichmentPlan> listener) {
            this.onStart = Objects.requireNonNull(listener, "onStart");
            return this;
        }

        /** Sets how the input is written. Default: what its name says, and CSV where it says nothing. */
        public Builder inputFormat(TicketFormat format) {
            this.inputFormat = Objects.requireNonNull(format, "inputFormat");
            return this;
        }

        /** Sets how the output is to be written. Default: what its name says, and CSV where it says nothing. */
        public Builder outputFormat(TicketFormat format) {
            this.outputFormat = Objects.requireNonNull(format, "outputFormat");
            return this;
        }

        /**
         * Sets a file that gets the failed rows alone, with the input's columns and their errors, ready to be the next
         * input. It is written whenever the output is, also when no row has failed. Default: none.
         */
        public Builder failed(Path file) {
            this.failed = Objects.requireNonNull(file, "failed");
            return this;
        }

        /** Sets columns to be added behind the six, in this order. Default: none. */
        public Builder columns(List<OutputColumn> wanted) {
            this.columns = List.copyOf(wanted);
            return this;
        }

        /**
         * Sets the budget that the batch's analyzer asks: what earlier runs of the same journal have used is counted into
         * it, so that it limits the job as a whole. Default: none.
         */
        public Builder budget(RunBudget limit) {
            this.budget = Objects.requireNonNull(limit, "budget");
            return this;
        }

        /**
         * Sets a page for people that is written with the output: one self-contained HTML file with counts, charts, what to
         * escalate and to review, and the rows. It holds ticket text. Default: none.
         */
        public Builder report(Path file) {
            this.report = Objects.requireNonNull(file, "report");
            return this;
        }

        Builder files(FileOps disk) {
            this.files = disk;
            return this;
        }

        /** {@return the enrichment} @throws NullPointerException if input or output is not set */
        public Enrichment build() {
            return new Enrichment(this);
        }
    }
}
