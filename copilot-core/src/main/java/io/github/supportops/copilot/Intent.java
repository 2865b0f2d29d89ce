package io.github.supportops.copilot;

/** What the customer wants done. When two fit, the one to be done first. */
public enum Intent {
    /** Money is the matter: a charge, an invoice, a refund, a price already agreed. */
    BILLING,

    /** Something does not work, fails, is slow or shows wrong data. */
    TECHNICAL_ISSUE,

    /** A wish for something the product does not do, or does differently. */
    FEATURE_REQUEST,

    /** A grievance about service, quality, staff or policy, without a fault to repair or a sum to settle. */
    COMPLAINT,

    /** A question, a how-to, a status or account request, or praise. */
    GENERAL_QUERY;

    /** {@return the name used in JSON and CSV, in lower_snake_case} */
    public String wireName() {
        return WireNames.of(this);
    }

    /**
     * Reads a name as written by {@link #wireName()}.
     *
     * @throws IllegalArgumentException if it is none of the allowed names, which the message lists
     */
    public static Intent of(String wireName) {
        return WireNames.read(Intent.class, "intent", wireName);
    }
}
