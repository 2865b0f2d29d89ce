package io.github.supportops.copilot.review;

import io.github.supportops.copilot.Customer;
import io.github.supportops.copilot.Ticket;
import io.github.supportops.copilot.internal.hash.Sha256;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;

/**
 * The id of a review: a hash of all of a ticket but its times. A batch that is run again therefore finds the reviews of
 * its first run, and a ticket to which the customer has written more is another review.
 */
final class ReviewId {
    private static final int BYTES = 16;

    private final MessageDigest digest = Sha256.digest();

    private ReviewId() {}

    static String of(Ticket ticket) {
        ReviewId id = new ReviewId();
        id.add("id", ticket.id());
        id.add("message", ticket.message());
        ticket.subject().ifPresent(subject -> id.add("subject", subject));
        ticket.thread().forEach(message -> id.add("thread " + message.author().wireName(), message.text()));
        ticket.channel().ifPresent(channel -> id.add("channel", channel));
        ticket.language().ifPresent(language -> id.add("language", language));
        ticket.customer().ifPresent(id::addCustomer);
        id.addAll("attribute ", ticket.attributes());
        return HexFormat.of().formatHex(id.digest.digest(), 0, BYTES);
    }

    private void addCustomer(Customer customer) {
        customer.id().ifPresent(value -> add("customer", value));
        customer.tier().ifPresent(value -> add("tier", value));
        customer.plan().ifPresent(value -> add("plan", value));
        customer.annualValueUsd()
                .ifPresent(
                        value -> add("annual value", value.stripTrailingZeros().toPlainString()));
        customer.renewalDate().ifPresent(value -> add("renewal", value.toString()));
        addAll("customer attribute ", customer.attributes());
    }

    private void addAll(String kind, Map<String, String> attributes) {
        new TreeMap<>(attributes).forEach((name, value) -> add(kind + name, value));
    }

    /** Each part carries its length, so no two lists of parts look the same; as chars, so that no text is lost in bytes. */
    private void add(String name, String value) {
        addChars(name);
        addChars(value);
    }

    private void addChars(String text) {
        ByteBuffer buffer = ByteBuffer.allocate(Integer.BYTES + text.length() * Character.BYTES);
        buffer.putInt(text.length());
        buffer.asCharBuffer().put(text);
        digest.update(buffer.array());
    }
}
