package io.github.supportops.copilot.prompt;

import java.util.Objects;

/**
 * One message for a model. {@code toString()} shows the length, never the text.
 *
 * @param role who speaks
 * @param content the text
 */
public record PromptMessage(Role role, String content) {
    /** Checks that nothing is missing. */
    public PromptMessage {
        Objects.requireNonNull(role, "role");
        Objects.requireNonNull(content, "content");
    }

    /** Who speaks. */
    public enum Role {
        /** The instructions, the same for every ticket. */
        SYSTEM,
        /** The ticket, and what was wrong with an answer. */
        USER,
        /** An earlier answer of the model. */
        ASSISTANT
    }

    @Override
    public String toString() {
        return "PromptMessage[role=" + role + ", content=" + content.length() + " characters]";
    }
}
