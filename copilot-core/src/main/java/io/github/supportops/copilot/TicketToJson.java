package io.github.supportops.copilot;

import io.github.supportops.copilot.internal.json.LoneSurrogates;
import java.util.LinkedHashMap;
import java.util.Map;

/** Lays a ticket out as ordered maps, ready to be written; absent parts are left out. */
final class TicketToJson {
    private TicketToJson() {}

    static Map<String, Object> ticket(Ticket ticket) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("ticket_id", ticket.id());
        fields.put("message", ticket.message());
        ticket.subject().ifPresent(subject -> fields.put("subject", subject));
        if (!ticket.thread().isEmpty()) {
            fields.put(
                    "thread",
                    ticket.thread().stream().map(TicketToJson::message).toList());
        }
        ticket.channel().ifPresent(channel -> fields.put("channel", channel));
        ticket.language().ifPresent(language -> fields.put("language", language));
        ticket.createdAt().ifPresent(created -> fields.put("created_at", created.toString()));
        ticket.customer().ifPresent(customer -> fields.put("customer", customer(customer)));
        putUnlessEmpty(fields, ticket.attributes());
        return fields;
    }

    private static Map<String, Object> message(TicketMessage message) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("author", message.author().wireName());
        fields.put("text", message.text());
        message.sent().ifPresent(sent -> fields.put("sent_at", sent.toString()));
        return fields;
    }

    private static Map<String, Object> customer(Customer customer) {
        Map<String, Object> fields = new LinkedHashMap<>();
        customer.id().ifPresent(id -> fields.put("id", id));
        customer.tier().ifPresent(tier -> fields.put("tier", tier));
        customer.plan().ifPresent(plan -> fields.put("plan", plan));
        customer.annualValueUsd().ifPresent(value -> fields.put("annual_value_usd", value));
        customer.renewalDate().ifPresent(date -> fields.put("renewal_date", date.toString()));
        putUnlessEmpty(fields, customer.attributes());
        return fields;
    }

    private static void putUnlessEmpty(Map<String, Object> fields, Map<String, String> attributes) {
        if (!attributes.isEmpty()) {
            Map<String, String> named = new LinkedHashMap<>();
            attributes.forEach((name, value) -> named.put(LoneSurrogates.replaced(name), value));
            fields.put("attributes", named);
        }
    }
}
