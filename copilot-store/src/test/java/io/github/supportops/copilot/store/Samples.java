package io.github.supportops.copilot.store;

import io.github.supportops.copilot.AnalysisField;
import io.github.supportops.copilot.AnalysisResult;
import io.github.supportops.copilot.Attempt;
import io.github.supportops.copilot.AttemptOutcome;
import io.github.supportops.copilot.AuthorRole;
import io.github.supportops.copilot.ChurnRisk;
import io.github.supportops.copilot.Confidence;
import io.github.supportops.copilot.Customer;
import io.github.supportops.copilot.Explanation;
import io.github.supportops.copilot.Intent;
import io.github.supportops.copilot.PromptIdentity;
import io.github.supportops.copilot.Provenance;
import io.github.supportops.copilot.ReviewReason;
import io.github.supportops.copilot.Sentiment;
import io.github.supportops.copilot.Ticket;
import io.github.supportops.copilot.TicketAnalysis;
import io.github.supportops.copilot.TicketMessage;
import io.github.supportops.copilot.TokenUsage;
import io.github.supportops.copilot.Urgency;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;

/** Tickets and results for the tests of stores. */
final class Samples {
    static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
    static final TicketAnalysis BETTER = analysis(Intent.COMPLAINT, Urgency.CRITICAL, "We are sorry, and on it.");

    private Samples() {}

    static Ticket ticket(String id) {
        return Ticket.of(id, "The invoice of ticket " + id + " is wrong.");
    }

    static Ticket ticketOf(String customerId, String id) {
        return ticket(id).toBuilder()
                .customer(Customer.builder().id(customerId).build())
                .build();
    }

    /** Everything a ticket can have. */
    static Ticket fullTicket(String id, String text) {
        return Ticket.builder(id, text)
                .subject("Subject: " + text)
                .thread(List.of(
                        new TicketMessage(AuthorRole.CUSTOMER, text, NOON.minusSeconds(60)),
                        TicketMessage.of(AuthorRole.AGENT, "")))
                .channel(text)
                .language("pt-BR")
                .createdAt(Instant.parse("2026-11-22T11:59:59.123456789Z"))
                .customer(Customer.builder()
                        .id(text)
                        .tier("vip")
                        .plan(text)
                        .annualValueUsd(new BigDecimal("1200.50"))
                        .renewalDate(LocalDate.of(2027, 1, 31))
                        .attribute("since", text)
                        .build())
                .attribute("zone", text)
                .attribute("\0 '\"\\", "")
                .build();
    }

    static TicketAnalysis analysis(Intent intent, Urgency urgency, String reply) {
        return new TicketAnalysis(intent, urgency, Sentiment.NEGATIVE, true, ChurnRisk.MEDIUM, reply);
    }

    static AnalysisResult result(Ticket ticket) {
        return result(ticket, Urgency.HIGH, null, ReviewReason.Kind.RULE);
    }

    static AnalysisResult result(Ticket ticket, Urgency urgency, Double confidence, ReviewReason.Kind reason) {
        Provenance provenance = Provenance.builder("openrouter")
                .model("small-1")
                .prompt(new PromptIdentity("triage", "3", "0123456789ab"))
                .build();
        return AnalysisResult.builder(ticket.id(), analysis(Intent.BILLING, urgency, "We look into it."), provenance)
                .confidence(
                        confidence == null
                                ? Confidence.none()
                                : Confidence.of(Map.of(AnalysisField.INTENT, confidence)))
                .reviewReasons(List.of(new ReviewReason(reason, "for the test")))
                .build();
    }

    /** Everything a result can have. */
    static AnalysisResult fullResult(Ticket ticket, String text) {
        Attempt attempt = Attempt.builder(1, "small-1", AttemptOutcome.VALID)
                .usage(new TokenUsage(812, 93, 0, 0, new BigDecimal("0.000180")))
                .duration(Duration.ofNanos(1_234_567_890))
                .build();
        Provenance provenance = Provenance.builder("openrouter")
                .model(text)
                .prompt(new PromptIdentity(text, text, text))
                .schemaVersion("1")
                .attempts(List.of(attempt))
                .repairs(List.of("code_fence"))
                .duration(Duration.ofMillis(1_300))
                .version("calibration", "abc")
                .step("cache", "miss")
                .build();
        return AnalysisResult.builder(
                        ticket.id(), analysis(Intent.GENERAL_QUERY, Urgency.LOW, "Reply: " + text), provenance)
                .confidence(Confidence.of(Map.of(AnalysisField.INTENT, 0.25, AnalysisField.URGENCY, 1.0)))
                .explanation(Explanation.of(text, List.of(text), "en", List.of("tag")))
                .reviewReasons(List.of(new ReviewReason(ReviewReason.Kind.LOW_CONFIDENCE, text)))
                .build();
    }
}
