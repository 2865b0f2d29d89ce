package io.github.supportops.copilot.eval;

import io.github.supportops.copilot.AnalysisException;
import io.github.supportops.copilot.AnalysisField;
import io.github.supportops.copilot.AnalysisResult;
import io.github.supportops.copilot.ChurnRisk;
import io.github.supportops.copilot.Confidence;
import io.github.supportops.copilot.FailureKind;
import io.github.supportops.copilot.Intent;
import io.github.supportops.copilot.Provenance;
import io.github.supportops.copilot.ProviderUnavailableException;
import io.github.supportops.copilot.Sentiment;
import io.github.supportops.copilot.Ticket;
import io.github.supportops.copilot.TicketAnalysis;
import io.github.supportops.copilot.TicketAnalyzer;
import io.github.supportops.copilot.Urgency;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** Answers each ticket id the way the test says; a ticket it was told nothing about is rate limited. */
final class ScriptedAnalyzer implements TicketAnalyzer {
    private final Map<String, AnalysisResult> answers = new HashMap<>();

    ScriptedAnalyzer answer(String ticketId, Intent intent) {
        return answer(ticketId, intent, ChurnRisk.LOW, Map.of());
    }

    ScriptedAnalyzer answer(String ticketId, Intent intent, double confidence) {
        return answer(ticketId, intent, ChurnRisk.LOW, Map.of(AnalysisField.INTENT, confidence));
    }

    ScriptedAnalyzer answer(String ticketId, ChurnRisk churnRisk) {
        return answer(ticketId, Intent.BILLING, churnRisk, Map.of());
    }

    private ScriptedAnalyzer answer(
            String ticketId, Intent intent, ChurnRisk churnRisk, Map<AnalysisField, Double> confidence) {
        TicketAnalysis analysis =
                new TicketAnalysis(intent, Urgency.LOW, Sentiment.NEUTRAL, false, churnRisk, "Thank you.");
        answers.put(
                ticketId,
                AnalysisResult.builder(
                                ticketId,
                                analysis,
                                Provenance.builder("scripted").build())
                        .confidence(Confidence.of(new EnumMap<>(confidence.isEmpty() ? none() : confidence)))
                        .build());
        return this;
    }

    private static EnumMap<AnalysisField, Double> none() {
        return new EnumMap<>(AnalysisField.class);
    }

    @Override
    public CompletableFuture<AnalysisResult> analyzeAsync(Ticket ticket) {
        AnalysisResult answer = answers.get(ticket.id());
        return answer == null
                ? CompletableFuture.failedFuture(rateLimited())
                : CompletableFuture.completedFuture(answer);
    }

    static AnalysisException rateLimited() {
        return new ProviderUnavailableException(
                FailureKind.RATE_LIMITED, "Too many requests", 429, null, List.of(), null);
    }

    @Override
    public String toString() {
        return "Scripted";
    }
}
