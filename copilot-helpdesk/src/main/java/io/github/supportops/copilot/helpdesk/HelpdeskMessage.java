package io.github.supportops.copilot.helpdesk;

import io.github.supportops.copilot.AuthorRole;
import java.time.Instant;
import java.util.Objects;

/**
 * One message of a ticket's conversation. {@code toString()} shows the length, never the text.
 *
 * @param id unique within the ticket, and the same every time it is read
 * @param author who wrote it
 * @param visibleToCustomer whether the customer can see it; notes among agents are not
 * @param text plain text; markup is taken off
 * @param at when
 */
public record HelpdeskMessage(String id, AuthorRole author, boolean visibleToCustomer, String text, Instant at) {
    /** Checks that nothing is missing. */
    public HelpdeskMessage {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(author, "author");
        Objects.requireNonNull(text, "text");
        Objects.requireNonNull(at, "at");
    }

    /** {@return whether the customer wrote it, for the company to read} */
    public boolean isFromCustomer() {
        return author == AuthorRole.CUSTOMER && visibleToCustomer;
    }

    @Override
    public String toString() {
        return "HelpdeskMessage[id=" + id + ", author=" + author + ", text=" + text.length() + " characters]";
    }
}
