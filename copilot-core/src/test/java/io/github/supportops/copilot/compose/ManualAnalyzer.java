package io.github.supportops.copilot.compose;

import io.github.supportops.copilot.AnalysisResult;
import io.github.supportops.copilot.Ticket;
import io.github.supportops.copilot.TicketAnalyzer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** An analyzer whose calls the test ends by hand, in any order. */
final class ManualAnalyzer implements TicketAnalyzer {
    private final String name;
    private final List<CompletableFuture<AnalysisResult>> calls = new ArrayList<>();
    private final List<Ticket> tickets = new ArrayList<>();
    private int closed;

    ManualAnalyzer(String name) {
        this.name = name;
    }

    @Override
    public CompletableFuture<AnalysisResult> analyzeAsync(Ticket ticket) {
        CompletableFuture<AnalysisResult> call = new CompletableFuture<>();
        calls.add(call);
        tickets.add(ticket);
        return call;
    }

    @Override
    public void close() {
        closed++;
    }

    int callCount() {
        return calls.size();
    }

    CompletableFuture<AnalysisResult> call(int place) {
        return calls.get(place);
    }

    Ticket ticket(int place) {
        return tickets.get(place);
    }

    int closeCount() {
        return closed;
    }

    @Override
    public String toString() {
        return name;
    }
}
