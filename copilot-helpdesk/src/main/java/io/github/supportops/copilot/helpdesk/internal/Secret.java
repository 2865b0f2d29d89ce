package io.github.supportops.copilot.helpdesk.internal;

import java.util.Objects;

/** A password, key or token that never prints itself. Immutable. */
public final class Secret {
    private final String value;

    private Secret(String value) {
        this.value = value;
    }

    /**
     * Wraps a secret; white space around it is dropped.
     *
     * @param name what it is, for the message
     * @throws IllegalArgumentException if it is blank or holds control characters; the message does not show it
     */
    public static Secret of(String name, String value) {
        String stripped = Objects.requireNonNull(value, name).strip();
        if (stripped.isEmpty() || stripped.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException(
                    name + " must not be blank or hold control characters (it is not shown)");
        }
        return new Secret(stripped);
    }

    /** {@return the secret itself, for the one header or body that needs it} */
    public String reveal() {
        return value;
    }

    @Override
    public String toString() {
        return "***";
    }
}
