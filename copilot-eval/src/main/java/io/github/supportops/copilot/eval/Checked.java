package io.github.supportops.copilot.eval;

import java.util.function.Supplier;

/** Adds the place to the message of what was wrong there. */
final class Checked {
    private Checked() {}

    static <T> T at(String place, Supplier<T> step) {
        try {
            return step.get();
        } catch (IllegalArgumentException wrong) {
            throw new IllegalArgumentException(place + ": " + wrong.getMessage(), wrong);
        }
    }
}
