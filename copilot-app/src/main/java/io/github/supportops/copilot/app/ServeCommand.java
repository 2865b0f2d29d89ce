package io.github.supportops.copilot.app;

import io.github.supportops.copilot.FailureKind;
import io.github.supportops.copilot.SetupException;
import io.github.supportops.copilot.TicketAnalyzer;
import io.github.supportops.copilot.app.service.CopilotService;
import io.github.supportops.copilot.app.service.CopilotServiceBuilder;
import io.github.supportops.copilot.store.Store;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code copilot serve}: the HTTP service, until it is told to stop. */
@Command(
        name = "serve",
        mixinStandardHelpOptions = true,
        description = {
            "Serves the HTTP interface and the review desk. The line on standard output says where.",
            "Ctrl-C stops it; what is under way ends first, and unfinished jobs go on at the next start."
        },
        exitCodeListHeading = ExitCode.HEADING,
        exitCodeList = {
            "0:stopped as asked",
            "2:wrong usage",
            "4:setup: address, data directory, key, model or settings",
            "70:a fault of this program"
        })
final class ServeCommand implements Callable<Integer> {
    private static final String TOKEN = "COPILOT_TOKEN";

    private final Surroundings surroundings;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--host",
            paramLabel = "ADDRESS",
            defaultValue = "127.0.0.1",
            description =
                    "The address to listen on; any but this machine's own needs a token. Default: ${DEFAULT-VALUE}.")
    private String host = "127.0.0.1";

    @Option(
            names = "--port",
            paramLabel = "N",
            defaultValue = "8000",
            description = "The port; 0 takes one that is free. Default: ${DEFAULT-VALUE}.")
    private int port;

    @Option(
            names = "--token",
            paramLabel = "SECRET",
            description = "What every request must bring. Better set " + TOKEN
                    + ", because others can see the options of a program.")
    private @Nullable String token;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            defaultValue = "data",
            description = "Where uploads, jobs and the database lie. Default: ${DEFAULT-VALUE}.")
    private Path data = Path.of("data");

    @Option(names = "--database", paramLabel = "JDBC_URL", description = StoreOptions.DESCRIPTION)
    private @Nullable String database;

    @Option(
            names = "--save-results",
            paramLabel = "FILE",
            description = "Copy the result of every finished batch there too, for example data/output_results.csv.")
    private @Nullable Path savedResults;

    @Option(
            names = "--concurrency",
            paramLabel = "N",
            defaultValue = "8",
            description = "The most tickets of one file under way at one time. Default: ${DEFAULT-VALUE}.")
    private int concurrency;

    @Option(
            names = "--max-requests",
            paramLabel = "N",
            defaultValue = "1024",
            description = "The most single tickets under way at one time; more are answered with 429."
                    + " Default: ${DEFAULT-VALUE}.")
    private int maxRequests;

    @Option(
            names = "--policy",
            paramLabel = "HELPDESK=FILE",
            description =
                    "What may be written to a help desk, as for sync. A help desk is followed, and its webhooks are"
                            + " taken at /webhooks/HELPDESK, when its address and webhook secret are set.")
    private Map<HelpdeskName, Path> policies = new EnumMap<>(HelpdeskName.class);

    @Mixin
    private AnalyzerOptions analyzerOptions = new AnalyzerOptions();

    @Mixin
    private TuningOptions tuning = new TuningOptions();

    @Mixin
    private RetentionOptions retention = new RetentionOptions();

    private boolean interrupted;

    ServeCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        try (Store store = StoreOptions.open(surroundings, data, database);
                TicketAnalyzer analyzer = analyzer();
                FollowedHelpdesks helpdesks = FollowedHelpdesks.open(surroundings, analyzer, store, data, policies);
                CopilotService service = start(analyzer, store, helpdesks)) {
            helpdesks.start();
            surroundings.out().println("copilot: serving at " + service.url());
            awaitEnd(service);
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
        return ExitCode.DONE.number();
    }

    private TicketAnalyzer analyzer() {
        return tuning.calibrated(
                surroundings,
                analyzerOptions.open(surroundings, concurrency + maxRequests, tuning.prompts(surroundings)));
    }

    private CopilotService start(TicketAnalyzer analyzer, Store store, FollowedHelpdesks helpdesks) {
        try {
            CopilotServiceBuilder builder = CopilotService.builder(analyzer)
                    .host(host)
                    .port(port)
                    .dataDirectory(surroundings.directory().resolve(data))
                    .reviews(store.reviews())
                    .batchConcurrency(concurrency)
                    .maxConcurrentAnalyses(maxRequests);
            retention.apply(builder);
            Optional.ofNullable(token)
                    .or(() -> Settings.of(surroundings).get(TOKEN))
                    .ifPresent(builder::token);
            helpdesks.syncs().forEach(builder::webhooks);
            Optional.ofNullable(savedResults)
                    .map(surroundings.directory()::resolve)
                    .ifPresent(builder::saveResultsTo);
            return builder.start();
        } catch (IllegalArgumentException wrong) {
            throw new ParameterException(spec.commandLine(), String.valueOf(wrong.getMessage()));
        } catch (IllegalStateException | UncheckedIOException unusable) {
            throw new SetupException(FailureKind.REQUEST, String.valueOf(unusable.getMessage()));
        }
    }

    /** Waits until the process is told to stop, or this thread is; the service then ends before the process does. */
    private void awaitEnd(CopilotService service) {
        Thread hook = new Thread(() -> {
            surroundings.err().println("copilot: stopping");
            service.close();
            Runtime.getRuntime().halt(ExitCode.DONE.number());
        });
        Runtime.getRuntime().addShutdownHook(hook);
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException told) {
            // The flag is set again at the end: closing the service in order takes waiting.
            interrupted = true;
            Runtime.getRuntime().removeShutdownHook(hook);
        }
    }
}
