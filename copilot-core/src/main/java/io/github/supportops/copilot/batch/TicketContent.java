package io.github.supportops.copilot.batch;

import io.github.supportops.copilot.Customer;
import io.github.supportops.copilot.Ticket;
import io.github.supportops.copilot.TicketMessage;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * What two tickets must share to get the same analysis: everything a model may see, white space normalised. The ids of
 * ticket and customer are left out.
 */
public final class TicketContent {
    private static final Pattern WHITE_SPACE = Pattern.compile("(?U)\\s++");

    private TicketContent() {}

    /**
     * {@return a key for a ticket's result: the SHA-256 of its content and the scope, in hexadecimal}
     *
     * @param scope whatever else shapes an answer: the prompt's hash, the schema's version, the model
     */
    public static String key(Ticket ticket, String scope) {
        MessageDigest digest = sha256();
        add(digest, scope);
        add(digest, ticket.message());
        add(digest, ticket.subject().orElse(""));
        add(digest, ticket.channel().orElse(""));
        add(digest, ticket.language().orElse(""));
        add(digest, ticket.createdAt().map(Object::toString).orElse(""));
        add(digest, ticket.customer().map(TicketContent::withoutId).orElse(""));
        for (TicketMessage message : ticket.thread()) {
            add(
                    digest,
                    message.author() + " "
                            + message.sent().map(Object::toString).orElse(""));
            add(digest, message.text());
        }
        add(digest, ticket.attributes().toString());
        return HexFormat.of().formatHex(digest.digest());
    }

    private static String withoutId(Customer customer) {
        return customer.tier().orElse("")
                + '\0'
                + customer.plan().orElse("")
                + '\0'
                + customer.annualValueUsd().map(Object::toString).orElse("")
                + '\0'
                + customer.renewalDate().map(Object::toString).orElse("")
                + '\0'
                + customer.attributes();
    }

    /** Adds a text with an end that no text contains once white space is normalised. */
    private static void add(MessageDigest digest, String text) {
        String normal = WHITE_SPACE.matcher(text.strip()).replaceAll(" ");
        digest.update(normal.getBytes(StandardCharsets.UTF_8));
        digest.update((byte) '\n');
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("Every Java platform has SHA-256", impossible);
        }
    }
}
