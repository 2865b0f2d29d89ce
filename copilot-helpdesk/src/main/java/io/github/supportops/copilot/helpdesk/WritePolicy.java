package io.github.supportops.copilot.helpdesk;

import java.util.Locale;

/** Whether a value of the triage may change what is in the help desk. */
public enum WritePolicy {
    /** Only the note says it. */
    SUGGEST_ONLY,
    /** Written where there is no value yet. */
    SET_IF_EMPTY,
    /** Written where there is no value yet or a lower one; never lowers. For values that have an order. */
    RAISE_ONLY,
    /** Written whatever is there. */
    OVERWRITE;

    /** {@return the name used in settings, in lower_snake_case} */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
