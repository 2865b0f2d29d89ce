package io.github.supportops.copilot.internal.reply;

/** No value can be read here. Carries nothing, because the text is a model's. */
final class Unreadable extends Exception {
    private static final long serialVersionUID = 1L;

    Unreadable() {
        super("No JSON value can be read here", null, false, false);
    }
}
