package io.github.supportops.copilot.cache;

import io.github.supportops.copilot.Customer;
import io.github.supportops.copilot.Ticket;
import io.github.supportops.copilot.TicketMessage;
import java.util.Objects;

/**
 * What makes two analyses the same: a hash of everything in the ticket but its id and its time, and of the variant of
 * the analyzer that is asked. White space at the ends and runs of it do not count. The ticket cannot be read back from it.
 *
 * @param value 64 hexadecimal digits
 */
public record CacheKey(String value) {
    /** Checks that nothing is missing. */
    public CacheKey {
        Objects.requireNonNull(value, "value");
    }

    /**
     * The key of a ticket for one variant of an analyzer.
     *
     * @param variant whatever changes the answer: analyzer, model, prompt and schema version; any text
     */
    public static CacheKey of(String variant, Ticket ticket) {
        KeyHash hash = new KeyHash();
        hash.add("variant", variant);
        hash.addText("message", ticket.message());
        ticket.subject().ifPresent(subject -> hash.addText("subject", subject));
        ticket.thread().forEach(message -> earlier(hash, message));
        ticket.channel().ifPresent(channel -> hash.add("channel", channel));
        ticket.language().ifPresent(language -> hash.add("language", language));
        ticket.customer().ifPresent(customer -> customer(hash, customer));
        ticket.attributes().forEach((name, value) -> hash.add("attribute " + name, value));
        return new CacheKey(hash.hexadecimal());
    }

    private static void earlier(KeyHash hash, TicketMessage message) {
        hash.addText("thread " + message.author().wireName(), message.text());
    }

    private static void customer(KeyHash hash, Customer customer) {
        customer.id().ifPresent(id -> hash.add("customer", id));
        customer.tier().ifPresent(tier -> hash.add("tier", tier));
        customer.plan().ifPresent(plan -> hash.add("plan", plan));
        customer.annualValueUsd().ifPresent(value -> hash.add("annual value", value.toPlainString()));
        customer.renewalDate().ifPresent(date -> hash.add("renewal", date.toString()));
        customer.attributes().forEach((name, value) -> hash.add("customer attribute " + name, value));
    }
}
