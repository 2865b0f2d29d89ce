package io.github.supportops.copilot;

/** How one call ended. */
public enum AttemptOutcome {
    /** The answer passed validation. */
    VALID,

    /** An answer came, and it did not pass validation. */
    INVALID_ANSWER,

    /** The model or its provider refused a request setting, so the next call asks in another way. */
    MODE_REFUSED,

    /** The provider or the network reported a failure. */
    FAILED,

    /** The deadline ended the call. */
    TIMED_OUT,

    /** The caller ended the call. */
    CANCELLED;

    /** {@return the name used in JSON and CSV, in lower_snake_case} */
    public String wireName() {
        return WireNames.of(this);
    }

    /**
     * Reads a name as written by {@link #wireName()}.
     *
     * @throws IllegalArgumentException if it is none of the allowed names, which the message lists
     */
    public static AttemptOutcome of(String wireName) {
        return WireNames.read(AttemptOutcome.class, "outcome", wireName);
    }
}
