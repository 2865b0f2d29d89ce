package io.github.supportops.copilot.openrouter;

import java.time.Duration;
import java.util.Objects;

/** What the setters of the builder refuse. */
final class Checks {
    private Checks() {}

    static String requireName(String name, String setting) {
        Objects.requireNonNull(name, setting);
        if (name.isBlank()) {
            throw new IllegalArgumentException(setting + " must not be blank");
        }
        return name;
    }

    static String requireHeaderText(String text, String setting) {
        Objects.requireNonNull(text, setting);
        if (text.isBlank() || !text.chars().allMatch(character -> character >= ' ' && character < 127)) {
            throw new IllegalArgumentException(setting + " must be printable ASCII, because it is sent as a header");
        }
        return text;
    }

    static int requireAtLeast(int least, int value, String setting) {
        if (value < least) {
            throw new IllegalArgumentException(setting + " must be at least " + least + ": " + value);
        }
        return value;
    }

    static Duration requirePositive(Duration value, String setting) {
        if (value.isZero() || value.isNegative()) {
            throw new IllegalArgumentException(setting + " must be positive: " + value);
        }
        return value;
    }
}
