package io.github.supportops.copilot.prompt;

import io.github.supportops.copilot.PromptIdentity;
import java.time.LocalDate;
import java.util.Objects;

/**
 * A prompt as a registry keeps it.
 *
 * @param template the template; its identity has id, version and hash
 * @param created when it was made
 * @param notes what is different about it, for people; may be empty
 */
public record PromptVersion(PromptTemplate template, LocalDate created, String notes) {
    /** Checks that nothing is missing. */
    public PromptVersion {
        Objects.requireNonNull(template, "template");
        Objects.requireNonNull(created, "created");
        Objects.requireNonNull(notes, "notes");
    }

    /** {@return id and version in one word, such as {@code triage@2}: how settings name a prompt} */
    public String name() {
        PromptIdentity identity = template.identity();
        return identity.id() + "@" + identity.version();
    }
}
