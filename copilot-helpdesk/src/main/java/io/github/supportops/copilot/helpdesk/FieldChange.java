package io.github.supportops.copilot.helpdesk;

import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One value that a write changes.
 *
 * @param name {@code priority}, {@code tags}, {@code group}, {@code escalated}, {@code note}, or the name of a custom field
 * @param before the value it had, or null when it had none; read it with {@link #was()}
 * @param after the value it gets; for a note its marker
 */
public record FieldChange(String name, @Nullable String before, String after) {
    /** Checks that name and new value are there. */
    public FieldChange {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(after, "after");
    }

    /** {@return the value it had} */
    public Optional<String> was() {
        return Optional.ofNullable(before);
    }
}
