package io.github.supportops.copilot;

import java.util.Objects;

/**
 * Why a person should look at a result.
 *
 * @param kind the kind, for counting and routing
 * @param detail what exactly, in words of this library: no ticket text, no model output
 */
public record ReviewReason(Kind kind, String detail) {
    /** Checks that nothing is missing. */
    public ReviewReason {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(detail, "detail");
    }

    /** What a reason is about. */
    public enum Kind {
        /** A field's confidence is below its threshold. */
        LOW_CONFIDENCE,
        /** The urgency is critical. */
        CRITICAL_URGENCY,
        /** The churn risk is high. */
        HIGH_CHURN_RISK,
        /** Analyzers or samples did not agree. */
        DISAGREEMENT,
        /** The answer had to be repaired before it could be read. */
        REPAIRED_ANSWER,
        /** The ticket looks as if it tries to instruct the machine. */
        INJECTION_SUSPECTED,
        /** The analyzer does not know the ticket's language. */
        UNSUPPORTED_LANGUAGE,
        /** A business rule asks for a person. */
        RULE;

        /** {@return the name used in JSON and CSV, in lower_snake_case} */
        public String wireName() {
            return WireNames.of(this);
        }

        /**
         * Reads a name as written by {@link #wireName()}.
         *
         * @throws IllegalArgumentException if it is none of the allowed names, which the message lists
         */
        public static Kind of(String wireName) {
            return WireNames.read(Kind.class, "review reason", wireName);
        }
    }
}
