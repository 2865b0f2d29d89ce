package io.github.supportops.copilot;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One earlier message of a conversation. Immutable; {@code toString()} shows the length, never the text.
 *
 * @param author who wrote it
 * @param text what was written; may be empty
 * @param sentAt when, or null where unknown; read it with {@link #sent()}
 */
public record TicketMessage(
        AuthorRole author, String text, @Nullable Instant sentAt) {
    /** Checks that author and text are there. */
    public TicketMessage {
        Objects.requireNonNull(author, "author");
        Objects.requireNonNull(text, "text");
    }

    /** {@return a message whose time is unknown} */
    public static TicketMessage of(AuthorRole author, String text) {
        return new TicketMessage(author, text, null);
    }

    /** {@return when it was written} */
    public Optional<Instant> sent() {
        return Optional.ofNullable(sentAt);
    }

    @Override
    public String toString() {
        return "TicketMessage[author=" + author + ", text=" + text.length() + " characters]";
    }
}
