package io.github.supportops.copilot;

/**
 * Why an analysis failed, finer than the exception type: the type says what the caller should do, the kind says what
 * happened. Used in logs, metrics and the {@code error_kind} column.
 */
public enum FailureKind {
    /** Too many requests for now; see {@link ProviderUnavailableException#retryAfter()}. */
    RATE_LIMITED,
    /** A quota for the day or month is used up; waiting seconds will not help. */
    QUOTA_EXHAUSTED,
    /** The provider or its upstream is down, overloaded or answered with a server error. */
    PROVIDER_ERROR,
    /** No connection, or it broke before a whole answer had arrived. */
    CONNECTION,
    /** The deadline for the whole analysis passed. */
    DEADLINE,
    /** The analyzer sent nothing because recent calls kept failing; it probes again by itself. */
    CIRCUIT_OPEN,
    /** The analyzer sent nothing because too many analyses were already waiting. */
    BUSY,
    /** The API key is missing, unknown or disabled. */
    API_KEY,
    /** No credits, or a spending limit of the account or key is reached. */
    CREDITS,
    /** The model does not exist, or no provider of it meets the settings. */
    MODEL,
    /** The key may not do this: region, policy or permission. */
    PERMISSION,
    /** The provider refused the request as malformed; a setting or the base URL is wrong. */
    REQUEST,
    /** The analyzer was closed. */
    CLOSED,
    /** A budget in calls or money is used up. */
    BUDGET,
    /** The ticket could not be read. */
    BAD_TICKET,
    /** The ticket is longer than the model or the provider accepts. */
    TICKET_TOO_LONG,
    /** The provider's moderation or guardrail blocked the ticket. */
    BLOCKED_CONTENT,
    /** No answer passed validation. */
    INVALID_ANSWER,
    /** Every answer was cut off before it was complete. */
    TRUNCATED_ANSWER,
    /** The model declined to answer. */
    REFUSAL;

    /** {@return the name used in JSON, CSV and metrics, in lower_snake_case} */
    public String wireName() {
        return WireNames.of(this);
    }

    /**
     * Reads a name as written by {@link #wireName()}.
     *
     * @throws IllegalArgumentException if it is none of the allowed names, which the message lists
     */
    public static FailureKind of(String wireName) {
        return WireNames.read(FailureKind.class, "failure kind", wireName);
    }
}
