package io.github.supportops.copilot.app.service;

import io.github.supportops.copilot.AnalysisJson;
import io.github.supportops.copilot.AnalysisResult;
import io.github.supportops.copilot.InvalidTicketException;
import io.github.supportops.copilot.Ticket;
import io.github.supportops.copilot.TicketAnalyzer;
import io.javalin.http.Context;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/** {@code POST /analyze-ticket}: one ticket in, its triage out. No thread waits for the answer. */
final class AnalyzeRoute {
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

    void handle(Context context) {
        Parameters.requireJson(context);
        boolean details = Parameters.flag(context, "details");
        Runnable leave = admission.enter();
        try {
            Ticket ticket = ticket(body.text(context, mostBytes));
            CompletableFuture<AnalysisResult> analysis = analyzer.analyzeAsync(ticket);
            analysis.whenComplete((result, failure) -> leave.run());
            // The thread that ended the analysis belongs to the analyzer and must not wait for a slow reader.
            context.future(() ->
                    deadlines.watch(analysis).thenAcceptAsync(result -> answer(context, result, details), writers));
        } catch (RuntimeException failure) {
            leave.run();
            throw failure;
        }
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
