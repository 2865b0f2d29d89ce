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
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.ToLongFunction;
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

    Enrichment(EnrichmentBuilder builder) {
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
    public static EnrichmentBuilder builder(TicketBatch batch) {
        return new EnrichmentBuilder(batch);
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

    /**
     * Looks at the work that is left without calling anything or changing any file: a dry run.
     *
     * @param promptTokens about how many tokens the request for a ticket has; a quarter of its characters is a fair guess
     * @param completionTokensPerCall about how many tokens an answer has
     * @throws TicketFileException if the input cannot be read, or the journal belongs to another run or is damaged
     */
    public EnrichmentEstimate estimate(ToLongFunction<Ticket> promptTokens, long completionTokensPerCall) {
        InputSurvey survey = surveyed();
        try (OpenedInput opened = options.open(input, survey.columns())) {
            JournalState before = journalState(RunIdentity.of(survey, settings));
            return new Estimator()
                    .estimate(plan(survey, before), opened, before, promptTokens, completionTokensPerCall);
        } catch (IOException broken) {
            throw TicketFileException.of(journal, "cannot be read", broken);
        }
    }

    private InputSurvey surveyed() {
        InputSurvey survey = InputSurvey.of(input, options);
        new OutputLayout(survey.columns(), true, columns, false).requireFree(input, outputFormat);
        return survey;
    }

    private JournalState journalState(RunIdentity identity) throws IOException {
        JournalState before = resume ? JournalState.read(journal) : JournalState.none();
        if (before.start() != null) {
            identity.requireSame(journal, before.start());
        }
        return before;
    }

    private static EnrichmentPlan plan(InputSurvey survey, JournalState before) {
        return new EnrichmentPlan(
                survey.rows(), before.finished().cardinality(), before.inDoubt(), before.droppedBytes());
    }

    /** Whatever is written last would replace what was paid for. */
    private void requireDifferentFiles() throws IOException {
        List<Path> names = new ArrayList<>(List.of(input));
        for (@Nullable Path written : Arrays.asList(output, failed, report)) {
            if (written == null) {
                continue;
            }
            for (Path name : names) {
                if (isSame(name, written)) {
                    throw TicketFileException.of(
                            written,
                            name == input
                                    ? "the output is the input; choose another name"
                                    : "output, failed rows and report must be different files; choose another name");
                }
            }
            if (!Files.isDirectory(AtomicOutput.directory(written))) {
                throw TicketFileException.of(written, "its directory does not exist; create it");
            }
            names.add(written);
        }
    }

    private static boolean isSame(Path one, Path other) throws IOException {
        return one.toAbsolutePath().normalize().equals(other.toAbsolutePath().normalize())
                || (Files.exists(one) && Files.exists(other) && Files.isSameFile(one, other));
    }

    private EnrichmentSummary runLocked() throws IOException {
        InputSurvey survey = surveyed();
        RunIdentity identity = RunIdentity.of(survey, settings);
        JournalState before = journalState(identity);
        if (before.start() != null) {
            countEarlierSpending();
        }
        EnrichmentPlan plan = plan(survey, before);
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
            budget.countEarlier(Math.round(earlier.calls()), earlier.usd());
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
}
