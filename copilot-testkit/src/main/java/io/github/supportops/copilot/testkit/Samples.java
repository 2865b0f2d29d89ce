package io.github.supportops.copilot.testkit;

import io.github.supportops.copilot.AnalysisResult;
import io.github.supportops.copilot.AuthorRole;
import io.github.supportops.copilot.ChurnRisk;
import io.github.supportops.copilot.Customer;
import io.github.supportops.copilot.Intent;
import io.github.supportops.copilot.Provenance;
import io.github.supportops.copilot.Sentiment;
import io.github.supportops.copilot.Ticket;
import io.github.supportops.copilot.TicketAnalysis;
import io.github.supportops.copilot.TicketMessage;
import io.github.supportops.copilot.Urgency;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Plausible values for tests in which their content does not matter. The same call always gives an equal value. */
public final class Samples {
    private Samples() {}

    /** {@return a ticket with id and message only} */
    public static Ticket ticket() {
        return ticket("TCK-001");
    }

    /** {@return a ticket with the given id} */
    public static Ticket ticket(String id) {
        return Ticket.of(id, "Your update broke our invoice flow and month end is tomorrow. (" + id + ")");
    }

    /** {@return that many tickets with the ids {@code T-1}, {@code T-2} and so on} */
    public static Stream<Ticket> tickets(int count) {
        return IntStream.rangeClosed(1, count).mapToObj(number -> ticket("T-" + number));
    }

    /** {@return a ticket that has every part a ticket can have} */
    public static Ticket fullTicket() {
        return ticket().toBuilder()
                .subject("Invoices stopped")
                .thread(List.of(
                        TicketMessage.of(AuthorRole.CUSTOMER, "Since this morning."),
                        TicketMessage.of(AuthorRole.AGENT, "We are looking into it.")))
                .channel("email")
                .language("en")
                .createdAt(Instant.parse("2026-11-22T09:30:00Z"))
                .customer(Customer.builder()
                        .id("C-77")
                        .tier("vip")
                        .plan("team")
                        .annualValueUsd(new BigDecimal("12000"))
                        .renewalDate(LocalDate.of(2027, 1, 31))
                        .attribute("region", "emea")
                        .build())
                .attribute("queue", "first line")
                .build();
    }

    /** {@return an analysis that fits {@link #ticket()}} */
    public static TicketAnalysis analysis() {
        return analysis("Thank you for telling us. We are looking into the invoice flow now.");
    }

    /** {@return the same analysis with another reply draft} */
    public static TicketAnalysis analysis(String suggestedResponse) {
        return new TicketAnalysis(
                Intent.TECHNICAL_ISSUE, Urgency.HIGH, Sentiment.NEGATIVE, true, ChurnRisk.MEDIUM, suggestedResponse);
    }

    /** {@return a result of an analyzer called {@code sample}} */
    public static AnalysisResult result(String ticketId) {
        return AnalysisResult.builder(
                        ticketId, analysis(), Provenance.builder("sample").build())
                .build();
    }
}
