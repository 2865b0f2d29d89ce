package io.github.supportops.copilot.helpdesk.zendesk;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A comment as both the comment list and the event export have it. {@code toString()} shows no text. */
record ZendeskComment(String id, String authorId, boolean visible, String text, Instant at) {

    /**
     * A comment, absent if something is missing without which it must not be acted upon.
     *
     * @param fallbackTime when the event was that holds it, or null
     */
    static Optional<ZendeskComment> of(JsonNode node, @Nullable Instant fallbackTime) {
        String id = node.path("id").asText("");
        Instant at = time(node.path("created_at")).orElse(fallbackTime);
        if (id.isEmpty() || at == null || !node.path("public").isBoolean()) {
            return Optional.empty();
        }
        return Optional.of(new ZendeskComment(
                id, node.path("author_id").asText(""), node.path("public").booleanValue(), CommentText.of(node), at));
    }

    static Optional<Instant> time(JsonNode node) {
        if (!node.isTextual()) {
            return Optional.empty();
        }
        try {
            return Optional.of(Instant.parse(node.textValue()));
        } catch (DateTimeException unreadable) {
            return Optional.empty();
        }
    }

    @Override
    public String toString() {
        return "ZendeskComment[" + id + ", " + text.length() + " characters]";
    }
}
