package io.github.supportops.copilot.app;

import io.github.supportops.copilot.FailureKind;
import io.github.supportops.copilot.SetupException;
import io.github.supportops.copilot.TicketAnalyzer;
import io.github.supportops.copilot.helpdesk.AuditLog;
import io.github.supportops.copilot.helpdesk.Checkpoints;
import io.github.supportops.copilot.helpdesk.Helpdesk;
import io.github.supportops.copilot.helpdesk.HelpdeskSync;
import io.github.supportops.copilot.helpdesk.HelpdeskSyncBuilder;
import io.github.supportops.copilot.helpdesk.SyncEvent;
import io.github.supportops.copilot.helpdesk.SyncReport;
import io.github.supportops.copilot.helpdesk.TriagePolicy;
import io.github.supportops.copilot.review.ReviewPolicy;
import io.github.supportops.copilot.store.Store;
import java.io.IOException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
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

/** {@code copilot sync}: triages the tickets of a help desk and writes the triage back. */
@Command(
        name = "sync",
        mixinStandardHelpOptions = true,
        description = {
            "Reads the tickets of a help desk that changed, triages each new message of a customer once, and writes the",
            "triage back: a private note, tags, and a priority that is raised but never lowered. Customers never see it.",
            "Try --dry-run first: it shows every request and sends none. docs/helpdesk.md lists the settings."
        },
        exitCodeListHeading = ExitCode.HEADING,
        exitCodeList = {
            "0:done",
            "1:done, but some tickets failed; they are tried again next time",
            "2:wrong usage",
            "4:setup: keys, rights, policy, model or settings",
            "5:the help desk is not available",
            "7:stopped as asked; run again to go on",
            "70:a fault of this program"
        })
final class SyncCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(index = "0", paramLabel = "HELPDESK", description = "zendesk, freshdesk or salesforce.")
    private @Nullable HelpdeskName name;

    @Option(names = "--once", description = "Look once and end. This is the default.")
    private boolean once;

    @Option(names = "--follow", description = "Go on looking until stopped.")
    private boolean follow;

    @Option(
            names = "--interval",
            paramLabel = "SECONDS",
            defaultValue = "60",
            description = "The pause between two looks of --follow. Default: ${DEFAULT-VALUE}.")
    private int intervalSeconds;

    @Option(names = "--dry-run", description = "Show what would be written, and write nothing.")
    private boolean dryRun;

    @Option(
            names = "--since",
            paramLabel = "TIME",
            description =
                    "Begin with the tickets that changed since then, for example 2026-11-01 or 2026-11-01T08:00:00Z."
                            + " Default: where the last run ended, at first one day back.")
    private @Nullable String since;

    @Option(
            names = "--state",
            paramLabel = "FILE",
            description = "Where the place is kept. Default: data/HELPDESK.state.")
    private @Nullable Path state;

    @Option(
            names = "--audit",
            paramLabel = "FILE",
            description =
                    "Where every write is recorded with the values before and after. Default: data/HELPDESK.audit.jsonl.")
    private @Nullable Path audit;

    @Option(
            names = "--policy",
            paramLabel = "FILE",
            description = "What may be written where, as JSON. Default: note, tags, and priority only upwards.")
    private @Nullable Path policy;

    @Option(
            names = "--review-data",
            paramLabel = "DIR",
            description =
                    "Put what a person should look at on the review desk of `copilot serve --data DIR` and write it"
                            + " once it is decided. Default: write it at once, and say in the note what to check.")
    private @Nullable Path reviewData;

    @Option(
            names = "--concurrency",
            paramLabel = "N",
            defaultValue = "4",
            description = "The most tickets under way at one time. Default: ${DEFAULT-VALUE}.")
    private int concurrency;

    @Mixin
    private AnalyzerOptions analyzerOptions = new AnalyzerOptions();

    @Mixin
    private TuningOptions tuning = new TuningOptions();

    SyncCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        checkOptions();
        Optional<Instant> start = start();
        HelpdeskName wanted = Objects.requireNonNull(name, "picocli checks that it is given");
        HelpdeskSettings settings = new HelpdeskSettings(surroundings);
        SyncOutput output = new SyncOutput(surroundings, wanted);
        TriagePolicy writes = PolicyFile.read(surroundings, policy);
        try (Helpdesk helpdesk = settings.open(wanted, writes);
                TicketAnalyzer analyzer = tuning.calibrated(
                        surroundings, analyzerOptions.open(surroundings, concurrency, tuning.prompts(surroundings)));
                Desk desk = Desk.open(surroundings, reviewData);
                Checkpoints checkpoints = Checkpoints.file(file(state, wanted, ".state"));
                AuditLog log = dryRun ? AuditLog.none() : AuditLog.file(file(audit, wanted, ".audit.jsonl"))) {
            HelpdeskSyncBuilder builder = HelpdeskSync.builder(helpdesk, analyzer)
                    .policy(writes)
                    .checkpoints(checkpoints)
                    .audit(log)
                    .dryRun(dryRun)
                    .concurrency(concurrency)
                    .listener(output::tell);
            start.ifPresent(builder::since);
            desk.store().ifPresent(store -> builder.reviews(ReviewPolicy.standard(), store.reviews()));
            return run(builder, output);
        } catch (IOException unusable) {
            throw new SetupException(FailureKind.REQUEST, String.valueOf(unusable.getMessage()));
        }
    }

    private void checkOptions() {
        if (once && follow) {
            throw wrong("--once and --follow cannot be meant together");
        }
        if (follow && dryRun) {
            throw wrong("--dry-run looks once; leave out --follow");
        }
        if (concurrency < 1 || concurrency > 64) {
            throw wrong("--concurrency must be between 1 and 64: " + concurrency);
        }
        if (intervalSeconds < 1 || intervalSeconds > 86_400) {
            throw wrong("--interval must be between 1 and 86400 seconds: " + intervalSeconds);
        }
    }

    private ParameterException wrong(String problem) {
        return new ParameterException(spec.commandLine(), problem);
    }

    private int run(HelpdeskSyncBuilder builder, SyncOutput output) throws InterruptedException {
        try (HelpdeskSync sync = builder.build();
                StopOnSignal signal = StopOnSignal.install(sync::stop, sync::stopNow, "tickets", surroundings)) {
            sync.check();
            if (follow) {
                sync.follow(Duration.ofSeconds(intervalSeconds));
                return signal.endingWith(ExitCode.STOPPED.number());
            }
            SyncReport report = sync.once();
            output.summarize(report, dryRun);
            return signal.endingWith(exitCode(report, signal));
        }
    }

    private static int exitCode(SyncReport report, StopOnSignal signal) {
        if (signal.isGiven()) {
            return ExitCode.STOPPED.number();
        }
        boolean allWell = report.count(SyncEvent.Kind.FAILED) + report.count(SyncEvent.Kind.LATER) == 0;
        return (allWell ? ExitCode.DONE : ExitCode.FAILED_ROWS).number();
    }

    private Path file(@Nullable Path chosen, HelpdeskName wanted, String ending) {
        Path path = chosen == null ? Path.of("data", wanted.wireName() + ending) : chosen;
        return surroundings.directory().resolve(path);
    }

    private Optional<Instant> start() {
        String text = since;
        if (text == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(
                    text.contains("T")
                            ? OffsetDateTime.parse(text).toInstant()
                            : LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant());
        } catch (DateTimeException unreadable) {
            throw wrong("--since must look like 2026-11-01 or 2026-11-01T08:00:00Z: " + text);
        }
    }

    /** The review desk's database, where one is wanted. */
    private record Desk(@Nullable Store opened) implements AutoCloseable {
        static Desk open(Surroundings surroundings, @Nullable Path data) {
            return new Desk(data == null ? null : StoreOptions.open(surroundings, data, null));
        }

        Optional<Store> store() {
            return Optional.ofNullable(opened);
        }

        @Override
        public void close() {
            if (opened != null) {
                opened.close();
            }
        }
    }
}
