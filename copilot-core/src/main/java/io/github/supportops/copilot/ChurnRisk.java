package io.github.supportops.copilot;

/** How likely the customer leaves. Ordered: {@code LOW} is the smallest. */
public enum ChurnRisk {
    /** No sign of leaving. */
    LOW,

    /** Strong or repeated disappointment, or questions about how to leave. */
    MEDIUM,

    /** Says they cancel, close the account, switch or do not renew. */
    HIGH;

    /** {@return the name used in JSON and CSV, in lower_snake_case} */
    public String wireName() {
        return WireNames.of(this);
    }

    /**
     * Reads a name as written by {@link #wireName()}.
     *
     * @throws IllegalArgumentException if it is none of the allowed names, which the message lists
     */
    public static ChurnRisk of(String wireName) {
        return WireNames.read(ChurnRisk.class, "churn_risk", wireName);
    }
}
