package io.github.supportops.copilot.csv;

import io.github.supportops.copilot.AnalysisResult;
import io.github.supportops.copilot.ChurnRisk;
import io.github.supportops.copilot.Intent;
import io.github.supportops.copilot.Provenance;
import io.github.supportops.copilot.Sentiment;
import io.github.supportops.copilot.Ticket;
import io.github.supportops.copilot.TicketAnalysis;
import io.github.supportops.copilot.TicketAnalyzer;
import io.github.supportops.copilot.Urgency;
import java.util.concurrent.CompletableFuture;

/** Results for tests: the same ticket always gets the same one, and different tickets get different replies. */
final class Results {
    private Results() {}

    /** An analyzer that answers at once. */
    static TicketAnalyzer atOnce() {
        return ticket -> CompletableFuture.completedFuture(of(ticket));
    }

    static AnalysisResult of(Ticket ticket) {
        return withReply(ticket, "Hello " + ticket.id() + ", we are on it.");
    }

    static AnalysisResult withReply(Ticket ticket, String reply) {
        int size = ticket.message().length();
        TicketAnalysis analysis = new TicketAnalysis(
                Intent.values()[size % 5],
                Urgency.values()[size % 4],
                Sentiment.NEGATIVE,
                size % 2 == 0,
                ChurnRisk.MEDIUM,
                reply);
        return AnalysisResult.builder(
                        ticket.id(), analysis, Provenance.builder("test").build())
                .build();
    }
}
