package io.github.supportops.copilot.otel;

import io.github.supportops.copilot.AnalysisResult;
import io.github.supportops.copilot.Ticket;
import io.github.supportops.copilot.TicketAnalyzer;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** Puts a span around each analysis and changes nothing about it. */
final class TracedAnalyzer implements TicketAnalyzer {
    private final TicketAnalyzer analyzer;
    private final AnalysisRecorder recorder;
    private final Map<String, Context> running;

    TracedAnalyzer(TicketAnalyzer analyzer, AnalysisRecorder recorder, Map<String, Context> running) {
        this.analyzer = analyzer;
        this.recorder = recorder;
        this.running = running;
    }

    @Override
    @SuppressWarnings("try") // A scope has nothing to be asked; it only ends.
    public CompletableFuture<AnalysisResult> analyzeAsync(Ticket ticket) {
        long start = System.nanoTime();
        Span span = recorder.start(ticket);
        Context context = Context.current().with(span);
        running.put(ticket.id(), context);
        try (Scope scope = context.makeCurrent()) {
            CompletableFuture<AnalysisResult> analysis = analyzer.analyzeAsync(ticket);
            // Whoever waits sees the result only when it is recorded.
            CompletableFuture<AnalysisResult> recorded = new CompletableFuture<>();
            analysis.whenComplete((result, failure) -> {
                running.remove(ticket.id(), context);
                recorder.end(span, System.nanoTime() - start, result, failure);
                if (failure == null) {
                    recorded.complete(result);
                } else {
                    recorded.completeExceptionally(failure);
                }
            });
            recorded.whenComplete((result, failure) -> {
                if (recorded.isCancelled()) {
                    analysis.cancel(true);
                }
            });
            return recorded;
        } catch (RuntimeException refused) {
            running.remove(ticket.id(), context);
            recorder.end(span, System.nanoTime() - start, null, refused);
            throw refused;
        }
    }

    @Override
    public void close() {
        analyzer.close();
    }

    @Override
    public String toString() {
        return "Traced(" + analyzer + ")";
    }
}
