package io.github.supportops.copilot.compose;

import io.github.supportops.copilot.AnalysisField;
import io.github.supportops.copilot.AnalysisResult;
import io.github.supportops.copilot.Attempt;
import io.github.supportops.copilot.AttemptOutcome;
import io.github.supportops.copilot.ChurnRisk;
import io.github.supportops.copilot.Confidence;
import io.github.supportops.copilot.FailureKind;
import io.github.supportops.copilot.Intent;
import io.github.supportops.copilot.InvalidAnswerException;
import io.github.supportops.copilot.Provenance;
import io.github.supportops.copilot.ProviderUnavailableException;
import io.github.supportops.copilot.Sentiment;
import io.github.supportops.copilot.SetupException;
import io.github.supportops.copilot.Ticket;
import io.github.supportops.copilot.TicketAnalysis;
import io.github.supportops.copilot.TokenUsage;
import io.github.supportops.copilot.Urgency;
import java.math.BigDecimal;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Tickets, results and failures for the tests of wrappers. */
final class Sample {
    static final Ticket TICKET = Ticket.of("TCK-1", "Your update broke our invoice flow.");
    static final TicketAnalysis ANALYSIS = new TicketAnalysis(
            Intent.TECHNICAL_ISSUE,
            Urgency.MEDIUM,
            Sentiment.NEGATIVE,
            false,
            ChurnRisk.LOW,
            "We are looking into it.");

    private Sample() {}

    static AnalysisResult result(String analyzer) {
        return result(analyzer, ANALYSIS);
    }

    static AnalysisResult result(String analyzer, TicketAnalysis analysis) {
        return AnalysisResult.builder(
                        TICKET.id(), analysis, Provenance.builder(analyzer).build())
                .build();
    }

    static AnalysisResult sure(AnalysisResult result, double confidence) {
        Map<AnalysisField, Double> all = new EnumMap<>(AnalysisField.class);
        for (AnalysisField field : AnalysisField.values()) {
            if (field != AnalysisField.SUGGESTED_RESPONSE) {
                all.put(field, confidence);
            }
        }
        return result.toBuilder().confidence(Confidence.of(all)).build();
    }

    static AnalysisResult billed(AnalysisResult result, String model, String usd) {
        Attempt attempt = attempt(1, model, AttemptOutcome.VALID, usd);
        return result.toBuilder()
                .provenance(result.provenance().toBuilder()
                        .model(model)
                        .attempts(List.of(attempt))
                        .build())
                .build();
    }

    static Attempt attempt(int number, String model, AttemptOutcome outcome, String usd) {
        return Attempt.builder(number, model, outcome)
                .usage(new TokenUsage(10, 5, 0, 0, new BigDecimal(usd)))
                .build();
    }

    static ProviderUnavailableException rateLimited(Attempt... attempts) {
        return new ProviderUnavailableException(
                FailureKind.RATE_LIMITED, "Too many requests; try later", 429, null, List.of(attempts), null);
    }

    static SetupException badKey() {
        return new SetupException(FailureKind.API_KEY, "The key is unknown; check it");
    }

    static InvalidAnswerException invalidAnswer(Attempt... attempts) {
        return new InvalidAnswerException(
                FailureKind.INVALID_ANSWER, "No answer passed validation", null, List.of(), List.of(attempts));
    }
}
