package io.github.supportops.copilot.app;

import io.github.supportops.copilot.AnalysisField;
import io.github.supportops.copilot.AnalysisJson;
import io.github.supportops.copilot.FailureKind;
import io.github.supportops.copilot.InvalidTicketException;
import io.github.supportops.copilot.SetupException;
import io.github.supportops.copilot.TicketAnalysis;
import io.github.supportops.copilot.review.FeedbackExport;
import io.github.supportops.copilot.review.Review;
import io.github.supportops.copilot.review.ReviewDecision;
import io.github.supportops.copilot.review.ReviewException;
import io.github.supportops.copilot.review.ReviewOrder;
import io.github.supportops.copilot.review.ReviewQuery;
import io.github.supportops.copilot.review.ReviewState;
import io.github.supportops.copilot.review.UnknownReviewException;
import io.github.supportops.copilot.store.Store;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** {@code copilot reviews}: what the review desk does, on the command line. */
@Command(
        name = "reviews",
        mixinStandardHelpOptions = true,
        description = "Lists, shows and decides reviews, and exports what people decided.",
        synopsisSubcommandLabel = "COMMAND")
final class ReviewsCommand implements Runnable {
    private final Surroundings surroundings;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--data",
            paramLabel = "DIR",
            defaultValue = "data",
            scope = ScopeType.INHERIT,
            description = "Where the database lies. Default: ${DEFAULT-VALUE}.")
    private Path data = Path.of("data");

    @Option(
            names = "--database",
            paramLabel = "JDBC_URL",
            scope = ScopeType.INHERIT,
            description = StoreOptions.DESCRIPTION)
    private @Nullable String database;

    ReviewsCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Name what to do: list, show, decide or export");
    }

    @Command(
            name = "list",
            mixinStandardHelpOptions = true,
            description = "Lists reviews, one a line: id, state, urgency, intent, ticket.")
    int list(
            @Option(
                            names = "--state",
                            paramLabel = "STATE",
                            defaultValue = "pending",
                            description = "pending, approved, corrected or dismissed. Default: ${DEFAULT-VALUE}.")
                    String state,
            @Option(
                            names = "--limit",
                            paramLabel = "N",
                            defaultValue = "50",
                            description = "The most to list, up to 500. Default: ${DEFAULT-VALUE}.")
                    int limit) {
        ReviewQuery query = checked(() -> ReviewQuery.builder()
                .states(Set.of(ReviewState.of(state)))
                .order(ReviewOrder.MOST_URGENT_FIRST)
                .limit(limit)
                .build());
        return withStore(store -> {
            store.reviews()
                    .list(query)
                    .reviews()
                    .forEach(review -> surroundings.out().println(line(review)));
            return ExitCode.DONE;
        });
    }

    private static String line(Review review) {
        TicketAnalysis analysis = review.result().analysis();
        String ticketId = review.ticket().id().replaceAll("\\p{Cntrl}", "?");
        return String.join(
                "\t",
                review.id(),
                review.state().wireName(),
                analysis.urgency().wireName(),
                analysis.intent().wireName(),
                ticketId);
    }

    @Command(
            name = "show",
            mixinStandardHelpOptions = true,
            description = "Prints a review's ticket and result as JSON, a line each.")
    int show(@Parameters(paramLabel = "ID", description = "The review's id.") String id) {
        return withStore(store -> {
            Review review = find(store, id);
            surroundings.out().println(AnalysisJson.writeTicket(review.ticket()));
            surroundings.out().println(AnalysisJson.writeDetailed(review.result()));
            return ExitCode.DONE;
        });
    }

    @Command(name = "decide", mixinStandardHelpOptions = true, description = "Decides a pending review.")
    int decide(
            @Parameters(index = "0", paramLabel = "ID", description = "The review's id.") String id,
            @Parameters(index = "1", paramLabel = "DECISION", description = "approve, correct or dismiss.") String kind,
            @Option(names = "--by", required = true, paramLabel = "NAME", description = "Who decides.") String by,
            @Option(names = "--why", paramLabel = "TEXT", description = "The reason.") @Nullable String why,
            @Option(
                            names = "--set",
                            paramLabel = "FIELD=VALUE",
                            description = "For correct: what is right, for example urgency=high. May be repeated.")
                    @Nullable
                    Map<String, String> changes) {
        ReviewDecision.Kind wanted = checked(() -> ReviewDecision.Kind.of(kind));
        return withStore(store -> {
            Review review = find(store, id);
            ReviewDecision decision = checked(() -> decision(review, wanted, by, changes));
            Review decided = store.reviews()
                    .decide(id, review.version(), why == null ? decision : checked(() -> decision.because(why)));
            surroundings.out().println(line(decided));
            return ExitCode.DONE;
        });
    }

    private static ReviewDecision decision(
            Review review, ReviewDecision.Kind kind, String by, @Nullable Map<String, String> changes) {
        if ((kind == ReviewDecision.Kind.CORRECT) != (changes != null)) {
            throw new IllegalArgumentException("--set FIELD=VALUE belongs to correct, and correct needs it");
        }
        return switch (kind) {
            case APPROVE -> ReviewDecision.approve(by);
            case DISMISS -> ReviewDecision.dismiss(by);
            case CORRECT -> ReviewDecision.correct(by, corrected(review.result().analysis(), changes));
        };
    }

    private static TicketAnalysis corrected(TicketAnalysis said, @Nullable Map<String, String> changes) {
        TicketAnalysis right = said;
        for (var change : Objects.requireNonNull(changes).entrySet()) {
            right = CorrectedField.apply(right, AnalysisField.of(change.getKey()), change.getValue());
        }
        return right;
    }

    @Command(
            name = "export",
            mixinStandardHelpOptions = true,
            description = "Prints what people decided as JSON Lines.")
    int export(
            @Option(names = "--labelled", description = "Only what evaluate reads: approved and corrected tickets.")
                    boolean labelled) {
        return withStore(store -> {
            try {
                if (labelled) {
                    FeedbackExport.labelledTickets(store.feedback(), surroundings.out());
                } else {
                    FeedbackExport.everything(store.feedback(), surroundings.out());
                }
                return ExitCode.DONE;
            } catch (IOException failed) {
                throw new UncheckedIOException(failed);
            }
        });
    }

    private static Review find(Store store, String id) {
        return store.reviews().find(id).orElseThrow(() -> new UnknownReviewException(id));
    }

    private int withStore(Function<Store, ExitCode> work) {
        try (Store store = StoreOptions.open(surroundings, data, database)) {
            return work.apply(store).number();
        } catch (UnknownReviewException unknown) {
            throw new InvalidTicketException(String.valueOf(unknown.getMessage()));
        } catch (ReviewException refused) {
            throw new SetupException(FailureKind.REQUEST, String.valueOf(refused.getMessage()));
        }
    }

    private <T> T checked(Supplier<T> reading) {
        try {
            return reading.get();
        } catch (IllegalArgumentException wrong) {
            throw new ParameterException(spec.commandLine(), String.valueOf(wrong.getMessage()));
        }
    }
}
