package io.github.supportops.copilot.batch;

import io.github.supportops.copilot.AnalysisResult;
import io.github.supportops.copilot.ChurnRisk;
import io.github.supportops.copilot.Intent;
import io.github.supportops.copilot.Provenance;
import io.github.supportops.copilot.Sentiment;
import io.github.supportops.copilot.Ticket;
import io.github.supportops.copilot.TicketAnalysis;
import io.github.supportops.copilot.TicketAnalyzer;
import io.github.supportops.copilot.Urgency;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;

/** Holds every analysis until the test lets it end. Thread-safe. */
final class HeldAnalyzer implements TicketAnalyzer {
    private final Map<String, CompletableFuture<AnalysisResult>> held = new LinkedHashMap<>();
    private final LinkedBlockingQueue<String> asked = new LinkedBlockingQueue<>();
    private int mostHeld;

    @Override
    public synchronized CompletableFuture<AnalysisResult> analyzeAsync(Ticket ticket) {
        CompletableFuture<AnalysisResult> analysis = new CompletableFuture<>();
        held.put(ticket.id(), analysis);
        mostHeld = Math.max(mostHeld, held.size());
        asked.add(ticket.id());
        return analysis;
    }

    /** Waits until the next ticket is asked about and returns its id. */
    String awaitAsked() throws InterruptedException {
        return asked.take();
    }

    synchronized boolean isHeld(String id) {
        return held.containsKey(id);
    }

    synchronized int mostHeld() {
        return mostHeld;
    }

    void succeed(String id) {
        take(id).complete(result(id));
    }

    void fail(String id, Throwable failure) {
        take(id).completeExceptionally(failure);
    }

    synchronized CompletableFuture<AnalysisResult> take(String id) {
        CompletableFuture<AnalysisResult> analysis = held.remove(id);
        if (analysis == null) {
            throw new IllegalStateException("Not under way: " + id);
        }
        return analysis;
    }

    static AnalysisResult result(String id) {
        TicketAnalysis analysis = new TicketAnalysis(
                Intent.BILLING, Urgency.LOW, Sentiment.NEUTRAL, false, ChurnRisk.LOW, "Thank you for writing.");
        return AnalysisResult.builder(id, analysis, Provenance.builder("held").build())
                .build();
    }
}
