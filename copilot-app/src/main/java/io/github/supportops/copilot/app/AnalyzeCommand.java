package io.github.supportops.copilot.app;

import io.github.supportops.copilot.AnalysisJson;
import io.github.supportops.copilot.AnalysisResult;
import io.github.supportops.copilot.InvalidTicketException;
import io.github.supportops.copilot.Ticket;
import io.github.supportops.copilot.TicketAnalyzer;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code copilot analyze}: one ticket in, its JSON on standard output and nothing else there. */
@Command(
        name = "analyze",
        mixinStandardHelpOptions = true,
        description = "Analyses one ticket and prints the result as JSON.",
        exitCodeListHeading = ExitCode.HEADING,
        exitCodeList = {
            "0:done",
            "2:wrong usage",
            "3:bad input: the ticket cannot be read, is too long or is blocked",
            "4:setup: key, credits, model or settings",
            "5:the provider is not available",
            "6:the model's answer was never valid",
            "70:a fault of this program"
        })
final class AnalyzeCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(names = "--message", paramLabel = "TEXT", description = "What the customer wrote.")
    private @Nullable String message;

    @Option(names = "--ticket-id", paramLabel = "ID", description = "The ticket's id. Default: ticket-1.")
    private @Nullable String ticketId;

    @Option(names = "--subject", paramLabel = "TEXT", description = "The subject line.")
    private @Nullable String subject;

    @Option(
            names = "--json",
            paramLabel = "FILE",
            description = "A whole ticket as JSON instead of the options above; - is standard input.")
    private @Nullable String json;

    @Option(
            names = "--details",
            description = "Add confidence, explanation, provenance and review beside the analysis.")
    private boolean details;

    @Mixin
    private AnalyzerOptions analyzerOptions = new AnalyzerOptions();

    @Mixin
    private TuningOptions tuning = new TuningOptions();

    AnalyzeCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        Ticket ticket = ticket();
        try (TicketAnalyzer analyzer =
                tuning.calibrated(surroundings, analyzerOptions.open(surroundings, 1, tuning.prompts(surroundings)))) {
            AnalysisResult result = analyzer.analyze(ticket);
            surroundings.out().println(details ? AnalysisJson.writeDetailed(result) : AnalysisJson.write(result));
        }
        return ExitCode.DONE.number();
    }

    private Ticket ticket() {
        if ((message == null) == (json == null)) {
            throw new ParameterException(spec.commandLine(), "Give either --message TEXT or --json FILE");
        }
        if (json != null) {
            if (ticketId != null || subject != null) {
                throw new ParameterException(
                        spec.commandLine(), "--ticket-id and --subject belong to --message; put them into the JSON");
            }
            return AnalysisJson.readTicket(text(json));
        }
        return fromOptions();
    }

    private Ticket fromOptions() {
        try {
            Ticket.Builder builder = Ticket.builder(ticketId == null ? "ticket-1" : ticketId, String.valueOf(message));
            if (subject != null) {
                builder.subject(subject);
            }
            return builder.build();
        } catch (IllegalArgumentException blank) {
            throw new InvalidTicketException(String.valueOf(blank.getMessage()));
        }
    }

    private String text(String file) {
        try {
            byte[] bytes = file.equals("-")
                    ? surroundings.in().readAllBytes()
                    : Files.readAllBytes(surroundings.directory().resolve(Path.of(file)));
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException notUtf8) {
            throw new InvalidTicketException(name(file) + " is not UTF-8; convert it first");
        } catch (IOException unreadable) {
            throw new InvalidTicketException(
                    name(file) + " cannot be read: " + unreadable.getClass().getSimpleName());
        }
    }

    private static String name(String file) {
        return file.equals("-") ? "standard input" : file;
    }
}
