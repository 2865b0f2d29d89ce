package io.github.supportops.copilot.review;

import io.github.supportops.copilot.AnalysisResult;
import io.github.supportops.copilot.ChurnRisk;
import io.github.supportops.copilot.Customer;
import io.github.supportops.copilot.Intent;
import io.github.supportops.copilot.PromptIdentity;
import io.github.supportops.copilot.Provenance;
import io.github.supportops.copilot.Sentiment;
import io.github.supportops.copilot.Ticket;
import io.github.supportops.copilot.TicketAnalysis;
import io.github.supportops.copilot.Urgency;
import java.time.Instant;

/** Reviews and feedback for the tests of this package. */
final class Decided {
    static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
    static final TicketAnalysis SAID = analysis(Intent.BILLING, "Dear customer, your bill is right.");
    static final TicketAnalysis RIGHT = analysis(Intent.COMPLAINT, "We are sorry.");

    private Decided() {}

    static TicketAnalysis analysis(Intent intent, String reply) {
        return new TicketAnalysis(intent, Urgency.HIGH, Sentiment.NEGATIVE, true, ChurnRisk.MEDIUM, reply);
    }

    static Ticket ticket(String id) {
        return Ticket.builder(id, "The canary bill " + id + " is wrong.")
                .customer(Customer.builder().id("C-" + id).build())
                .build();
    }

    static AnalysisResult result(String ticketId) {
        return AnalysisResult.builder(
                        ticketId,
                        SAID,
                        Provenance.builder("openrouter")
                                .model("small-1")
                                .prompt(new PromptIdentity("triage", "1", "abc123"))
                                .build())
                .build();
    }

    static FeedbackEntry entry(String ticketId, ReviewDecision decision) {
        return FeedbackEntry.of(
                Review.pending(ticket(ticketId), result(ticketId), NOON).decided(1, decision.at(NOON.plusSeconds(60))));
    }
}
