package io.github.supportops.copilot.prompt;

import io.github.supportops.copilot.Customer;
import io.github.supportops.copilot.Ticket;
import io.github.supportops.copilot.TicketMessage;
import java.util.Locale;

/**
 * A ticket as the model sees it, between two lines with the same unguessable marker. Ids, yearly values and free
 * attributes stay out: they do not help the triage and need not leave the house.
 */
final class TicketText {
    private TicketText() {}

    static String fenced(Ticket ticket, String marker) {
        StringBuilder text = new StringBuilder(ticket.message().length() + 200);
        text.append("<<<TICKET ").append(marker).append('\n');
        ticket.subject().ifPresent(subject -> line(text, "Subject", subject));
        ticket.channel().ifPresent(channel -> line(text, "Channel", channel));
        ticket.language().ifPresent(language -> line(text, "Language hint", language));
        ticket.createdAt().ifPresent(created -> line(text, "Written at", created.toString()));
        ticket.customer().ifPresent(customer -> customer(text, customer));
        if (!ticket.thread().isEmpty()) {
            text.append("Earlier messages, oldest first:\n");
            ticket.thread().forEach(message -> earlier(text, message));
        }
        text.append("Message:\n").append(ticket.message());
        return text.append("\nTICKET ").append(marker).append(">>>").toString();
    }

    private static void customer(StringBuilder text, Customer customer) {
        customer.tier().ifPresent(tier -> line(text, "Customer tier", tier));
        customer.plan().ifPresent(plan -> line(text, "Customer plan", plan));
        customer.renewalDate().ifPresent(date -> line(text, "Contract renews on", date.toString()));
    }

    private static void earlier(StringBuilder text, TicketMessage message) {
        String author = message.author().name().toLowerCase(Locale.ROOT);
        text.append('[').append(author).append("] ").append(message.text()).append('\n');
    }

    private static void line(StringBuilder text, String name, String value) {
        text.append(name).append(": ").append(value).append('\n');
    }
}
