package io.github.supportops.copilot.helpdesk;

import io.github.supportops.copilot.Urgency;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The priority a ticket has.
 *
 * @param value as the system writes it
 * @param rank how urgent that is, or null for a value of the account's own that has no known place; read it with {@link
 *     #urgency()}
 */
public record Priority(String value, @Nullable Urgency rank) {
    /** Checks that the value is there. */
    public Priority {
        Objects.requireNonNull(value, "value");
    }

    /** {@return how urgent it is; absent when that is not known, and then it is neither raised nor lowered} */
    public Optional<Urgency> urgency() {
        return Optional.ofNullable(rank);
    }
}
