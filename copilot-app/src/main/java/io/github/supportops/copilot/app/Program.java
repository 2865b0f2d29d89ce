package io.github.supportops.copilot.app;

import io.github.supportops.copilot.AnalysisException;
import io.github.supportops.copilot.InvalidAnswerException;
import io.github.supportops.copilot.csv.TicketFileException;
import io.github.supportops.copilot.helpdesk.HelpdeskException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.UnmatchedArgumentException;

/** The top of the command tree: says what commands there are and what every failure means to the caller. */
@Command(
        name = "copilot",
        mixinStandardHelpOptions = true,
        versionProvider = Program.Version.class,
        description =
                "Triage of support tickets: intent, urgency, sentiment, escalation, churn risk and a reply draft.",
        synopsisSubcommandLabel = "COMMAND",
        exitCodeListHeading = ExitCode.HEADING,
        exitCodeList = {
            "0:done",
            "1:done, but some rows or tickets failed",
            "2:wrong usage",
            "3:bad input: a file, a row or a ticket",
            "4:setup: key, credits, model or settings",
            "5:the provider or the help desk is not available",
            "6:the model's answer was never valid",
            "7:stopped before the end; run again to continue",
            "8:evaluate: a requirement is not met",
            "70:a fault of this program"
        },
        footer = {
            "",
            "Settings come from options, then the environment, then a file .env in the current directory:",
            "OPENROUTER_API_KEY, OPENROUTER_BASE_URL, OPENROUTER_MODEL."
        })
final class Program implements Runnable {
    private final Surroundings surroundings;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    private Program(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    static Program of(Surroundings surroundings) {
        return new Program(surroundings);
    }

    int run(String... arguments) {
        CommandLine line = new CommandLine(this)
                .addSubcommand(new AnalyzeCommand(surroundings))
                .addSubcommand(new EnrichCommand(surroundings))
                .addSubcommand(new ServeCommand(surroundings))
                .addSubcommand(new ReviewsCommand(surroundings))
                .addSubcommand(new SyncCommand(surroundings))
                .addSubcommand(new EvaluateCommand(surroundings))
                .addSubcommand(new HelpCommand())
                .setOut(new PrintWriter(surroundings.out(), true, StandardCharsets.UTF_8))
                .setErr(new PrintWriter(surroundings.err(), true, StandardCharsets.UTF_8))
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler((failure, command, parsed) -> report(failure))
                .setParameterExceptionHandler((wrong, parsed) -> wrongUsage(wrong));
        return line.execute(arguments);
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Name a command, for example: copilot analyze --message TEXT");
    }

    private int wrongUsage(ParameterException wrong) {
        CommandLine command = wrong.getCommandLine();
        String problem = wrong instanceof UnmatchedArgumentException unmatched
                ? unknown(unmatched.getUnmatched())
                : String.valueOf(wrong.getMessage());
        command.getErr().println("copilot: " + problem);
        command.getErr().println("Try: " + command.getCommandSpec().qualifiedName() + " --help");
        return ExitCode.WRONG_USAGE.number();
    }

    /** Names options only: what stands behind an unknown one may be a key. */
    private static String unknown(List<String> unmatched) {
        String options = unmatched.stream()
                .filter(argument -> argument.startsWith("-"))
                .map(argument -> argument.split("=", 2)[0])
                .collect(Collectors.joining(", "));
        return options.isEmpty() ? "too many arguments" : "unknown option " + options;
    }

    private int report(Exception failure) {
        ExitCode code = ExitCode.of(failure);
        surroundings.err().println("copilot: " + message(failure));
        if (failure instanceof InvalidAnswerException invalid) {
            invalid.issues().forEach(issue -> surroundings.err().println("  " + issue));
        }
        if (code == ExitCode.INTERNAL) {
            failure.printStackTrace(surroundings.err());
        }
        return code.number();
    }

    private static String message(Exception failure) {
        if (failure instanceof AnalysisException analysis) {
            int calls = analysis.attempts().size();
            return analysis.getMessage() + (calls > 1 ? " (" + calls + " calls)" : "");
        }
        return failure instanceof TicketFileException || failure instanceof HelpdeskException
                ? String.valueOf(failure.getMessage())
                : "a fault of this program; please report it with what follows";
    }

    /** The version of the jar; a run from class files has none. */
    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            String version = Program.class.getPackage().getImplementationVersion();
            return new String[] {"copilot " + (version == null ? "(development)" : version)};
        }
    }
}
