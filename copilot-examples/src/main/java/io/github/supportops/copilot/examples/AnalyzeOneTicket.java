package io.github.supportops.copilot.examples;

import io.github.supportops.copilot.AnalysisJson;
import io.github.supportops.copilot.AnalysisResult;
import io.github.supportops.copilot.Ticket;
import io.github.supportops.copilot.TicketAnalyzer;
import io.github.supportops.copilot.local.LocalTicketAnalyzer;

/** How do I analyse one ticket? Without a network and without a key: {@code -Dexample=AnalyzeOneTicket}. */
public final class AnalyzeOneTicket {
    private AnalyzeOneTicket() {}

    /** Prints the triage of one ticket. */
    public static void main(String[] arguments) {
        try (TicketAnalyzer analyzer = LocalTicketAnalyzer.create()) {
            AnalysisResult result = analyzer.analyze(Ticket.of("TCK-001", "Your update broke our invoice flow."));

            System.out.println("Urgency: " + result.analysis().urgency());
            System.out.println("How sure: " + result.confidence());
            System.out.println("As JSON: " + AnalysisJson.write(result));
        }
    }
}
