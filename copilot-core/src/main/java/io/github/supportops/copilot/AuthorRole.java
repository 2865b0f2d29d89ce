package io.github.supportops.copilot;

/** Who wrote a message of a conversation. */
public enum AuthorRole {
    /** The person who needs help. */
    CUSTOMER,

    /** Someone who answers for the company. */
    AGENT,

    /** A machine: an automatic reply, a status change. */
    SYSTEM;

    /** {@return the name used in JSON and CSV, in lower_snake_case} */
    public String wireName() {
        return WireNames.of(this);
    }

    /**
     * Reads a name as written by {@link #wireName()}.
     *
     * @throws IllegalArgumentException if it is none of the allowed names, which the message lists
     */
    public static AuthorRole of(String wireName) {
        return WireNames.read(AuthorRole.class, "author", wireName);
    }
}
