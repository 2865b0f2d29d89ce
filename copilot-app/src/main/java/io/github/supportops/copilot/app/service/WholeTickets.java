package io.github.supportops.copilot.app.service;

import io.github.supportops.copilot.AnalysisJson;
import io.github.supportops.copilot.AnalysisResult;
import io.github.supportops.copilot.InvalidTicketException;
import io.github.supportops.copilot.Ticket;
import io.github.supportops.copilot.TicketAnalyzer;
import java.util.concurrent.CompletableFuture;

/**
 * Analyses rows whose message is the JSON of a whole ticket. Tickets that came as JSON are kept like that, because they
 * have parts no column holds, and so go through the same journal as every other file.
 */
final class WholeTickets implements TicketAnalyzer {
    private final TicketAnalyzer analyzer;

    WholeTickets(TicketAnalyzer analyzer) {
        this.analyzer = analyzer;
    }

    @Override
    public CompletableFuture<AnalysisResult> analyzeAsync(Ticket row) {
        try {
            return analyzer.analyzeAsync(AnalysisJson.readTicket(row.message()));
        } catch (InvalidTicketException wrong) {
            return CompletableFuture.failedFuture(wrong);
        }
    }

    @Override
    public String variant() {
        return "WholeTickets(" + analyzer.variant() + ")";
    }

    @Override
    public String toString() {
        return "WholeTickets(" + analyzer + ")";
    }
}
