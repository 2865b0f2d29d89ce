package io.github.supportops.copilot.app;

import io.github.supportops.copilot.AnalysisException;
import io.github.supportops.copilot.TicketAnalyzer;
import io.github.supportops.copilot.batch.BatchPace;
import io.github.supportops.copilot.batch.RunBudget;
import io.github.supportops.copilot.batch.StopSignal;
import io.github.supportops.copilot.batch.TicketBatch;
import io.github.supportops.copilot.cache.FileResultCache;
import io.github.supportops.copilot.compose.Analyzers;
import io.github.supportops.copilot.csv.Enrichment;
import io.github.supportops.copilot.csv.EnrichmentBuilder;
import io.github.supportops.copilot.csv.EnrichmentEstimate;
import io.github.supportops.copilot.csv.EnrichmentSummary;
import io.github.supportops.copilot.prompt.PromptTemplate;
import java.io.IOException;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code copilot enrich}: a file of tickets in, the same file with the triage beside every row out. */
@Command(
        name = "enrich",
        mixinStandardHelpOptions = true,
        description = {
            "Adds the triage to every row of a CSV, TSV, JSON or JSON Lines file with the columns ticket_id and message.",
            "What is finished is kept in OUT.csv.journal until all is done, so a stopped run goes on where it ended."
        },
        exitCodeListHeading = ExitCode.HEADING,
        exitCodeList = {
            "0:done",
            "1:done, but some rows failed; their reason is in the columns error and error_kind",
            "2:wrong usage",
            "3:bad input: a file, its header or its encoding",
            "4:setup: key, credits, model or settings",
            "7:stopped before the end: Ctrl-C, or the budget is used up; run again to continue",
            "70:a fault of this program"
        })
final class EnrichCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(index = "0", paramLabel = "IN.csv", description = "The file with the tickets; - is standard input.")
    private @Nullable String input;

    @Option(
            names = "--output",
            required = true,
            paramLabel = "OUT.csv",
            description = "The file to write; - is standard output.")
    private @Nullable String output;

    @Option(
            names = "--concurrency",
            paramLabel = "N",
            defaultValue = "8",
            description = "The most calls under way at one time. Default: ${DEFAULT-VALUE}.")
    private int concurrency;

    @Option(
            names = "--resume",
            negatable = true,
            defaultValue = "true",
            fallbackValue = "true",
            description = "Continue what an earlier run has left in the journal, or start over. Default: --resume.")
    private boolean resume;

    @Option(names = "--dry-run", description = "Say what the run would take, without calling or writing anything.")
    private boolean dryRun;

    @Option(
            names = "--progress",
            paramLabel = "KIND",
            description = "bar, lines, json (an object a line) or none, on standard error. Default: bar on a terminal,"
                    + " otherwise lines.")
    private Progress.@Nullable Kind progressKind;

    @Mixin
    private LimitOptions limits = new LimitOptions();

    @Mixin
    private CacheOption cacheOption = new CacheOption();

    @Mixin
    private FileOptions fileOptions = new FileOptions();

    @Mixin
    private AnalyzerOptions analyzerOptions = new AnalyzerOptions();

    @Mixin
    private TuningOptions tuning = new TuningOptions();

    EnrichCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws IOException {
        if (concurrency < 1 || concurrency > 10_000) {
            throw new ParameterException(
                    spec.commandLine(), "--concurrency must be between 1 and 10000: " + concurrency);
        }
        RunBudget budget = limits.budget(analyzerOptions.askedModel(surroundings));
        BatchPace pace = limits.pace();
        StopSignal stop = new StopSignal();
        Progress progress = Progress.of(progressKind, surroundings);
        PromptTemplate prompt = tuning.template(surroundings);
        int ticketsPerCall = limits.ticketsPerCall();
        try (FileResultCache cache = dryRun ? null : cacheOption.open(surroundings);
                TicketAnalyzer asked = analyzerOptions.open(
                        surroundings,
                        concurrency,
                        builder -> builder.promptTemplate(prompt)
                                .callBudget(budget)
                                .listener(pace)
                                .ticketsPerCall(ticketsPerCall));
                StopOnSignal signal = StopOnSignal.install(stop, surroundings);
                StandardStreams streams = new StandardStreams(surroundings)) {
            TicketAnalyzer analyzer =
                    tuning.calibrated(surroundings, cache == null ? asked : Analyzers.cached(asked, cache));
            TicketBatch batch = TicketBatch.builder(analyzer)
                    .concurrency(concurrency * ticketsPerCall)
                    .pace(pace)
                    .listener(progress::update)
                    .stopSignal(stop)
                    .build();
            EnrichmentBuilder builder = Enrichment.builder(batch)
                    .input(streams.input(required(input)))
                    .output(streams.output(required(output)))
                    .budget(budget)
                    .resume(resume)
                    // What is paid for is kept as the model gave it, so a cache makes no difference to a run, a
                    // calibration does.
                    .setting("analyzer", tuning.calibrated(surroundings, asked).toString())
                    .setting("prompt", prompt.identity().hash())
                    .setting("explain", String.valueOf(analyzerOptions.explains()))
                    .onStart(progress::begin);
            fileOptions.apply(builder, surroundings);
            Enrichment enrichment = builder.build();
            return signal.endingWith(dryRun ? estimate(enrichment) : run(enrichment, streams, progress));
        }
    }

    private int estimate(Enrichment enrichment) {
        TokenGuess guess = new TokenGuess(analyzerOptions.explains(), limits.ticketsPerCall());
        EnrichmentEstimate estimate = enrichment.estimate(guess, guess.completionTokens());
        Optional<String> model = analyzerOptions.askedModel(surroundings);
        new EstimateText(estimate, limits.ticketsPerCall(), model, model.flatMap(limits::price))
                .lines()
                .forEach(surroundings.err()::println);
        return ExitCode.DONE.number();
    }

    private int run(Enrichment enrichment, StandardStreams streams, Progress progress) throws IOException {
        EnrichmentSummary summary = enrichment.run();
        progress.end();
        if (summary.isComplete()) {
            streams.deliver();
        }
        progress.summarize(summary, new SummaryText(summary, streams.isOutput(), resume));
        return exitCode(summary).number();
    }

    private static ExitCode exitCode(EnrichmentSummary summary) {
        if (summary.isComplete()) {
            return summary.rows().failed() == 0 ? ExitCode.DONE : ExitCode.FAILED_ROWS;
        }
        return summary.batch()
                .stoppedBy()
                .map((AnalysisException failure) -> ExitCode.of(failure))
                .orElse(ExitCode.STOPPED);
    }

    private static String required(@Nullable String path) {
        return Objects.requireNonNull(path, "picocli checks that it is given");
    }
}
