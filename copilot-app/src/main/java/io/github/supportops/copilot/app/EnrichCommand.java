package io.github.supportops.copilot.app;

import io.github.supportops.copilot.AnalysisException;
import io.github.supportops.copilot.TicketAnalyzer;
import io.github.supportops.copilot.batch.StopSignal;
import io.github.supportops.copilot.batch.TicketBatch;
import io.github.supportops.copilot.csv.Enrichment;
import io.github.supportops.copilot.csv.EnrichmentSummary;
import io.github.supportops.copilot.prompt.PromptTemplate;
import java.nio.file.Path;
import java.util.Objects;
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
            "Adds the triage to every row of a CSV file with the columns ticket_id and message.",
            "What is finished is kept in OUT.csv.journal until all is done, so a stopped run goes on where it ended."
        },
        exitCodeListHeading = ExitCode.HEADING,
        exitCodeList = {
            "0:done",
            "1:done, but some rows failed; their reason is in the columns error and error_kind",
            "2:wrong usage",
            "3:bad input: a file, its header or its encoding",
            "4:setup: key, credits, model or settings",
            "7:stopped before the end; run the same command again to continue",
            "70:a fault of this program"
        })
final class EnrichCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(index = "0", paramLabel = "IN.csv", description = "The file with the tickets.")
    private @Nullable Path input;

    @Option(names = "--output", required = true, paramLabel = "OUT.csv", description = "The file to write.")
    private @Nullable Path output;

    @Option(
            names = "--concurrency",
            paramLabel = "N",
            defaultValue = "8",
            description = "The most analyses under way at one time. Default: ${DEFAULT-VALUE}.")
    private int concurrency;

    @Mixin
    private AnalyzerOptions analyzerOptions = new AnalyzerOptions();

    EnrichCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        if (concurrency < 1 || concurrency > 10_000) {
            throw new ParameterException(
                    spec.commandLine(), "--concurrency must be between 1 and 10000: " + concurrency);
        }
        StopSignal stop = new StopSignal();
        try (TicketAnalyzer analyzer = analyzerOptions.open(surroundings, concurrency);
                StopOnSignal signal = StopOnSignal.install(stop, surroundings)) {
            return signal.endingWith(enrich(analyzer, stop));
        }
    }

    private int enrich(TicketAnalyzer analyzer, StopSignal stop) {
        Progress progress = Progress.of(surroundings);
        TicketBatch batch = TicketBatch.builder(analyzer)
                .concurrency(concurrency)
                .listener(progress::update)
                .stopSignal(stop)
                .build();
        EnrichmentSummary summary = Enrichment.builder(batch)
                .input(resolved(input))
                .output(resolved(output))
                .setting("analyzer", analyzer.toString())
                .setting("prompt", PromptTemplate.standard().identity().hash())
                .setting("explain", String.valueOf(analyzerOptions.explains()))
                .onStart(progress::begin)
                .build()
                .run();
        progress.end();
        new SummaryText(summary).lines().forEach(surroundings.err()::println);
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

    private Path resolved(@Nullable Path path) {
        return surroundings.directory().resolve(Objects.requireNonNull(path, "picocli checks that it is given"));
    }
}
