package io.github.supportops.copilot.review;

import java.util.Locale;

/** Where a review stands. Only {@link #PENDING} ever changes. */
public enum ReviewState {
    /** Nobody has decided yet. */
    PENDING,

    /** A person found the analysis right. */
    APPROVED,

    /** A person replaced the analysis. */
    CORRECTED,

    /** A person put the ticket aside: spam, a test, not worth a label. It teaches nothing about the labels. */
    DISMISSED;

    /** {@return the name used in JSON and in databases, in lower_snake_case} */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * Reads a name as written by {@link #wireName()}.
     *
     * @throws IllegalArgumentException if it is none of the allowed names, which the message lists
     */
    public static ReviewState of(String wireName) {
        return ReviewNames.read(ReviewState.class, "review state", wireName);
    }
}
