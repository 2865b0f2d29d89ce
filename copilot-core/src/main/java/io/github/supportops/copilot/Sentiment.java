package io.github.supportops.copilot;

/** How the customer feels, as the words show. */
public enum Sentiment {
    /** Thanks, praise or delight beyond routine courtesy. */
    POSITIVE,

    /** Matter of fact. */
    NEUTRAL,

    /** Anger, disappointment, frustration or worry. */
    NEGATIVE;

    /** {@return the name used in JSON and CSV, in lower_snake_case} */
    public String wireName() {
        return WireNames.of(this);
    }

    /**
     * Reads a name as written by {@link #wireName()}.
     *
     * @throws IllegalArgumentException if it is none of the allowed names, which the message lists
     */
    public static Sentiment of(String wireName) {
        return WireNames.read(Sentiment.class, "sentiment", wireName);
    }
}
