package io.github.supportops.copilot;

import io.github.supportops.copilot.internal.json.JsonValue;
import java.time.Instant;
import java.time.LocalDate;

/** Reads tickets; a time may stand in any offset, as in {@code 2026-11-22T10:30:00+01:00}. */
final class JsonToTicket {
    private JsonToTicket() {}

    static Ticket ticket(JsonValue root) {
        String id = root.required("ticket_id").as(JsonToTicket::requireText);
        String message = root.required("message").as(JsonToTicket::requireText);
        Ticket.Builder builder = Ticket.builder(id, message);
        root.optional("subject").ifPresent(subject -> builder.subject(subject.text()));
        builder.thread(root.items("thread").stream().map(JsonToTicket::message).toList());
        root.optional("channel").ifPresent(channel -> builder.channel(channel.text()));
        root.optional("language").ifPresent(language -> builder.language(language.text()));
        root.optional("created_at").ifPresent(created -> builder.createdAt(created.as(Instant::parse)));
        root.optional("customer").ifPresent(customer -> builder.customer(customer(customer)));
        root.texts("attributes").forEach(builder::attribute);
        return builder.build();
    }

    private static TicketMessage message(JsonValue message) {
        return new TicketMessage(
                message.required("author").as(AuthorRole::of),
                message.required("text").text(),
                message.optional("sent_at").map(sent -> sent.as(Instant::parse)).orElse(null));
    }

    private static Customer customer(JsonValue customer) {
        Customer.Builder builder = Customer.builder();
        customer.optional("id").ifPresent(id -> builder.id(id.text()));
        customer.optional("tier").ifPresent(tier -> builder.tier(tier.text()));
        customer.optional("plan").ifPresent(plan -> builder.plan(plan.text()));
        customer.optional("annual_value_usd")
                .ifPresent(value -> value.checked(() -> builder.annualValueUsd(value.number())));
        customer.optional("renewal_date").ifPresent(date -> builder.renewalDate(date.as(LocalDate::parse)));
        customer.texts("attributes").forEach(builder::attribute);
        return builder.build();
    }

    private static String requireText(String text) {
        if (text.isBlank()) {
            throw new IllegalArgumentException("it is blank");
        }
        return text;
    }
}
