package io.github.supportops.copilot.prompt;

import io.github.supportops.copilot.PromptIdentity;
import java.util.List;
import java.util.Objects;

/**
 * The messages for one ticket.
 *
 * @param identity which template made them
 * @param messages in order; all that is constant comes before all that varies, so that providers can cache the front
 */
public record Prompt(PromptIdentity identity, List<PromptMessage> messages) {
    /** Checks that nothing is missing and copies the messages. */
    public Prompt {
        Objects.requireNonNull(identity, "identity");
        messages = List.copyOf(messages);
    }
}
