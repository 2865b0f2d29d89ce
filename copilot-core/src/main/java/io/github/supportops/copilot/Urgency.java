package io.github.supportops.copilot;

/** How soon it hurts. Ordered: {@code LOW} is the smallest. */
public enum Urgency {
    /** Questions, wishes, feedback; nothing is wrong. */
    LOW,

    /** Something is wrong or due soon, and there is a way round. */
    MEDIUM,

    /** A customer is blocked, a deadline is days away, or earlier contacts went unanswered. */
    HIGH,

    /** An outage for many, a security breach, data loss, danger, or money being lost right now. */
    CRITICAL;

    /** {@return the name used in JSON and CSV, in lower_snake_case} */
    public String wireName() {
        return WireNames.of(this);
    }

    /**
     * Reads a name as written by {@link #wireName()}.
     *
     * @throws IllegalArgumentException if it is none of the allowed names, which the message lists
     */
    public static Urgency of(String wireName) {
        return WireNames.read(Urgency.class, "urgency", wireName);
    }
}
