package io.github.supportops.copilot.app.service;

import io.github.supportops.copilot.AnalysisResult;
import io.github.supportops.copilot.Ticket;
import io.github.supportops.copilot.TicketAnalyzer;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** Counts the analyses that go through it, and changes nothing about them. It does not close what it wraps. */
final class MeteredAnalyzer implements TicketAnalyzer {
    private final TicketAnalyzer analyzer;
    private final ServiceMetrics metrics;

    MeteredAnalyzer(TicketAnalyzer analyzer, ServiceMetrics metrics) {
        this.analyzer = analyzer;
        this.metrics = metrics;
    }

    @Override
    public CompletableFuture<AnalysisResult> analyzeAsync(Ticket ticket) {
        long start = System.nanoTime();
        CompletableFuture<AnalysisResult> analysis = analyzer.analyzeAsync(ticket);
        // Registered on the same future, so that cancelling it still cancels the call.
        analysis.whenComplete(
                (result, failure) -> metrics.analysis(result, failure, Duration.ofNanos(System.nanoTime() - start)));
        return analysis;
    }

    @Override
    public String variant() {
        return analyzer.variant();
    }

    @Override
    public String toString() {
        return analyzer.toString();
    }
}
