package io.github.supportops.copilot.app;

import io.github.supportops.copilot.InvalidTicketException;
import io.github.supportops.copilot.TicketAnalyzer;
import io.github.supportops.copilot.eval.Evaluation;
import io.github.supportops.copilot.eval.EvaluationDocument;
import io.github.supportops.copilot.eval.EvaluationReport;
import io.github.supportops.copilot.eval.Gate;
import io.github.supportops.copilot.eval.LabelledTicket;
import io.github.supportops.copilot.eval.LabelledTickets;
import io.github.supportops.copilot.review.Calibration;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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

/** {@code copilot evaluate}: labelled tickets in, how good an analyzer is at them out. */
@Command(
        name = "evaluate",
        mixinStandardHelpOptions = true,
        description = {
            "Measures an analyzer against tickets whose right labels are known.",
            "GOLD is a CSV file with ticket_id, message and any of intent, urgency, sentiment, escalation_required and"
                    + " churn_risk, or JSON Lines as the feedback export writes them. The tables go to standard output."
        },
        exitCodeListHeading = ExitCode.HEADING,
        exitCodeList = {
            "0:done, and every requirement is met",
            "2:wrong usage",
            "3:bad input: the labelled tickets",
            "4:setup: key, credits, model, prompts, calibration or settings",
            "8:a requirement is not met",
            "70:a fault of this program"
        })
final class EvaluateCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(index = "0", paramLabel = "GOLD", description = "The labelled tickets: .csv, .jsonl or .ndjson.")
    private @Nullable Path gold;

    @Option(
            names = "--against",
            paramLabel = "OTHER",
            description = "Compare with another analyzer on the same tickets: local, openrouter, openrouter:MODEL, or"
                    + " prompt:FILE for the same model with another prompt. May be given several times.")
    private List<String> against = new ArrayList<>();

    @Option(
            names = "--require",
            paramLabel = "METRIC>=NUMBER",
            description =
                    "Fail with exit code 8 when this does not hold, for example intent.macro_f1>=0.80. May be given"
                            + " several times.")
    private List<String> requirements = new ArrayList<>();

    @Option(names = "--json", paramLabel = "FILE", description = "Write all numbers as JSON.")
    private @Nullable Path json;

    @Option(names = "--html", paramLabel = "FILE", description = "Write a page that needs no network.")
    private @Nullable Path html;

    @Option(
            names = "--learn-calibration",
            paramLabel = "FILE",
            description =
                    "Learn from these tickets what the analyzer's confidence means, and write it. Measure it on others.")
    private @Nullable Path learned;

    @Option(
            names = "--concurrency",
            paramLabel = "N",
            defaultValue = "8",
            description = "The most analyses under way at one time. Default: ${DEFAULT-VALUE}.")
    private int concurrency;

    @Mixin
    private AnalyzerOptions analyzerOptions = new AnalyzerOptions();

    @Mixin
    private TuningOptions tuning = new TuningOptions();

    EvaluateCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        List<Gate> gates = gates();
        checkOptions();
        List<LabelledTicket> tickets = tickets();
        EvaluationReport report = evaluated(tickets);
        EvaluationDocument document = EvaluationDocument.of(report);
        for (String other : against) {
            document = document.against(evaluated(tickets, other));
        }
        for (Gate gate : gates) {
            document = document.requiring(gate);
        }
        surroundings.out().print(document.toText());
        write(json, document.toJson());
        write(html, document.toHtml());
        write(learned, learnedFrom(report));
        return (document.passed() ? ExitCode.DONE : ExitCode.REQUIREMENT_NOT_MET).number();
    }

    /** A misspelt requirement must not be found out after an hour of calls. */
    private List<Gate> gates() {
        try {
            return requirements.stream().map(Gate::parse).toList();
        } catch (IllegalArgumentException wrong) {
            throw new ParameterException(spec.commandLine(), "--require: " + wrong.getMessage());
        }
    }

    private void checkOptions() {
        if (concurrency < 1 || concurrency > 256) {
            throw new ParameterException(spec.commandLine(), "--concurrency must be between 1 and 256: " + concurrency);
        }
        for (Path file : written()) {
            Path folder = resolved(file).toAbsolutePath().getParent();
            if (folder == null || !Files.isDirectory(folder)) {
                throw new ParameterException(
                        spec.commandLine(), "The folder of " + file + " does not exist; make it first");
            }
        }
    }

    private List<Path> written() {
        List<Path> files = new ArrayList<>();
        for (Path file : new @Nullable Path[] {json, html, learned}) {
            if (file != null) {
                files.add(file);
            }
        }
        return files;
    }

    private List<LabelledTicket> tickets() {
        Path file = Objects.requireNonNull(gold);
        try {
            List<LabelledTicket> tickets = LabelledTickets.read(resolved(file));
            if (tickets.isEmpty()) {
                throw new InvalidTicketException(file + " holds no labelled ticket");
            }
            return tickets;
        } catch (IllegalArgumentException wrong) {
            throw new InvalidTicketException(file + ": " + wrong.getMessage());
        } catch (IOException unreadable) {
            throw new InvalidTicketException(
                    file + " cannot be read as UTF-8: " + unreadable.getClass().getSimpleName());
        }
    }

    private EvaluationReport evaluated(List<LabelledTicket> tickets) {
        try (TicketAnalyzer analyzer = tuning.calibrated(
                surroundings, analyzerOptions.open(surroundings, concurrency, tuning.prompts(surroundings)))) {
            return Evaluation.builder(analyzer).concurrency(concurrency).build().run(tickets);
        }
    }

    private EvaluationReport evaluated(List<LabelledTicket> tickets, String other) {
        try (TicketAnalyzer analyzer = analyzerOptions.openOther(surroundings, concurrency, other)) {
            return Evaluation.builder(analyzer)
                    .name(other + " (" + analyzer + ")")
                    .concurrency(concurrency)
                    .build()
                    .run(tickets);
        }
    }

    private static String learnedFrom(EvaluationReport report) {
        return Calibration.learn(Calibration.Method.ISOTONIC, report.calibrationSamples())
                        .toJson()
                + "\n";
    }

    private void write(@Nullable Path file, String content) {
        if (file == null) {
            return;
        }
        try {
            Files.writeString(resolved(file), content, StandardCharsets.UTF_8);
        } catch (IOException failed) {
            throw new InvalidTicketException(
                    file + " cannot be written: " + failed.getClass().getSimpleName());
        }
    }

    private Path resolved(Path file) {
        return surroundings.directory().resolve(file);
    }
}
