package io.github.supportops.copilot;

/** The six fields of a {@link TicketAnalysis}, in the order of every column and schema. */
public enum AnalysisField {
    /** See {@link Intent}. */
    INTENT,

    /** See {@link Urgency}. */
    URGENCY,

    /** See {@link Sentiment}. */
    SENTIMENT,

    /** Whether a person must look now. */
    ESCALATION_REQUIRED,

    /** See {@link ChurnRisk}. */
    CHURN_RISK,

    /** The reply draft. */
    SUGGESTED_RESPONSE;

    /** {@return the name used in JSON and CSV, in lower_snake_case} */
    public String wireName() {
        return WireNames.of(this);
    }

    /**
     * Reads a name as written by {@link #wireName()}.
     *
     * @throws IllegalArgumentException if it is none of the allowed names, which the message lists
     */
    public static AnalysisField of(String wireName) {
        return WireNames.read(AnalysisField.class, "field", wireName);
    }
}
