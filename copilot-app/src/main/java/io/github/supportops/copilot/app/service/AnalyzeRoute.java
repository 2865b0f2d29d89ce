package io.github.supportops.copilot.app.service;

import io.github.supportops.copilot.AnalysisJson;
import io.github.supportops.copilot.AnalysisResult;
import io.github.supportops.copilot.InvalidTicketException;
import io.github.supportops.copilot.Ticket;
import io.github.supportops.copilot.TicketAnalyzer;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/** {@code POST /analyze-ticket}: one ticket in, its triage out. No thread waits for the answer. */
final class AnalyzeRoute implements RouteGroup {
    private final TicketAnalyzer analyzer;
    private final Admission admission;
    private final Deadlines deadlines;
    private final RequestBody body;
    private final long mostBytes;
    private final Executor writers;

    AnalyzeRoute(TicketAnalyzer analyzer, ServiceParts parts) {
        this.analyzer = analyzer;
        this.admission = parts.analyses();
        this.deadlines = parts.deadlines();
        this.body = parts.body();
        this.mostBytes = parts.settings().maxTicketBytes();
        this.writers = parts.threads();
    }

    @Override
    public void addTo(RoutesConfig routes) {
        routes.post("/analyze-ticket", this::handle);
    }

    private void handle(Context context) {
        Parameters.requireJson(context);
        boolean details = Parameters.flag(context, "details");
        // Refused before its body is read; the place itself is taken after that, so that slow clients hold none.
        admission.requireRoom();
        context.future(
                () -> body.text(context, mostBytes).thenCompose(text -> analyze(context, ticket(text), details)));
    }

    private CompletableFuture<Void> analyze(Context context, Ticket ticket, boolean details) {
        Runnable leave = admission.enter();
        CompletableFuture<AnalysisResult> analysis;
        try {
            analysis = analyzer.analyzeAsync(ticket);
        } catch (RuntimeException failure) {
            leave.run();
            throw failure;
        }
        analysis.whenComplete((result, failure) -> leave.run());
        // The thread that ended the analysis belongs to the analyzer and must not wait for a slow reader.
        return deadlines.watch(analysis).thenAcceptAsync(result -> answer(context, result, details), writers);
    }

    private static Ticket ticket(String text) {
        Json.object(text);
        try {
            return AnalysisJson.readTicket(text);
        } catch (InvalidTicketException wrong) {
            throw Problems.ofTicket(String.valueOf(wrong.getMessage()));
        }
    }

    private static void answer(Context context, AnalysisResult result, boolean details) {
        AccessLog.analysis(context, result);
        context.contentType(Json.TYPE)
                .result(details ? AnalysisJson.writeDetailed(result) : AnalysisJson.write(result));
    }
}
