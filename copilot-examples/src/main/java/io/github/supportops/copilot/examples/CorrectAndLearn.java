package io.github.supportops.copilot.examples;

import io.github.supportops.copilot.AnalysisField;
import io.github.supportops.copilot.AnalysisResult;
import io.github.supportops.copilot.Intent;
import io.github.supportops.copilot.Ticket;
import io.github.supportops.copilot.TicketAnalysis;
import io.github.supportops.copilot.TicketAnalyzer;
import io.github.supportops.copilot.compose.Analyzers;
import io.github.supportops.copilot.eval.Evaluation;
import io.github.supportops.copilot.eval.LabelledTickets;
import io.github.supportops.copilot.local.LocalTicketAnalyzer;
import io.github.supportops.copilot.prompt.ExamplePrompt;
import io.github.supportops.copilot.prompt.PromptTemplate;
import io.github.supportops.copilot.review.FeedbackExport;
import io.github.supportops.copilot.review.Review;
import io.github.supportops.copilot.review.ReviewDecision;
import io.github.supportops.copilot.review.ReviewPolicy;
import io.github.supportops.copilot.review.ReviewQuery;
import io.github.supportops.copilot.review.ReviewQueue;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.List;

/**
 * How does a person approve and correct, and what comes of it? Tickets are analysed, those in doubt wait for a person, the
 * decisions become labelled tickets to measure with and examples for the prompt: {@code -Dexample=CorrectAndLearn}.
 */
public final class CorrectAndLearn {
    private static final List<Ticket> TICKETS = List.of(
            Ticket.of("TCK-001", "The gizmo thing is wonky again, sort it out."),
            Ticket.of("TCK-002", "Can I have the thing with the blue lid?"),
            Ticket.of("TCK-003", "You charged us twice for June, please send the money back."));

    private CorrectAndLearn() {}

    /** Goes through the loop once. */
    public static void main(String[] arguments) {
        ReviewQueue queue = ReviewQueue.inMemory(); // Store.open(file).reviews() keeps it.
        ReviewPolicy doubtful = ReviewPolicy.builder()
                .threshold(AnalysisField.INTENT, 0.9)
                .threshold(AnalysisField.URGENCY, 0.9)
                .build();
        try (TicketAnalyzer local = LocalTicketAnalyzer.create()) {
            TicketAnalyzer analyzer = Analyzers.reviewing(local, doubtful, queue);
            for (Ticket ticket : TICKETS) {
                AnalysisResult result = analyzer.analyze(ticket);
                System.out.println(
                        ticket.id() + ": " + result.analysis().intent() + (result.needsReview() ? ", to review" : ""));
            }
            decide(queue);
            learn(queue, local);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** What the review desk does when somebody presses a button. */
    private static void decide(ReviewQueue queue) {
        for (Review review : queue.list(ReviewQuery.pending().build()).reviews()) {
            TicketAnalysis said = review.result().analysis();
            boolean isFault = review.ticket().message().contains("wonky");
            ReviewDecision decision = isFault && said.intent() != Intent.TECHNICAL_ISSUE
                    ? ReviewDecision.correct("ana", withIntent(said, Intent.TECHNICAL_ISSUE))
                            .because("it is broken")
                    : ReviewDecision.approve("ana");
            queue.decide(review.id(), review.version(), decision);
            System.out.println(review.ticket().id() + ": " + decision.kind().wireName());
        }
    }

    private static TicketAnalysis withIntent(TicketAnalysis said, Intent right) {
        return new TicketAnalysis(
                right,
                said.urgency(),
                said.sentiment(),
                said.escalationRequired(),
                said.churnRisk(),
                said.suggestedResponse());
    }

    /** What people decided measures the analyzer, and teaches the next prompt. */
    private static void learn(ReviewQueue queue, TicketAnalyzer analyzer) throws IOException {
        StringBuilder labelled = new StringBuilder();
        long count = FeedbackExport.labelledTickets(queue.feedback(), labelled);
        System.out.println("Labelled by people: " + count);
        System.out.println(Evaluation.builder(analyzer)
                .build()
                .run(LabelledTickets.readJsonLines(new StringReader(labelled.toString()))));
        ExamplePrompt taught =
                ExamplePrompt.of(PromptTemplate.standard(), FeedbackExport.examples(queue.feedback(), 8));
        System.out.println("The next prompt: " + taught.identity());
    }
}
