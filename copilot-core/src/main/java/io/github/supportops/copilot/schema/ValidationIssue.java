package io.github.supportops.copilot.schema;

import java.util.Objects;

/**
 * One thing that is wrong with an answer.
 *
 * @param path where, as a JSON path such as {@code $.urgency}
 * @param code what kind of thing, for counting
 * @param message what is wrong and what is allowed, in words of this library: none of the answer's text
 */
public record ValidationIssue(String path, Code code, String message) {
    /** Checks that nothing is missing. */
    public ValidationIssue {
        Objects.requireNonNull(path, "path");
        Objects.requireNonNull(code, "code");
        Objects.requireNonNull(message, "message");
    }

    @Override
    public String toString() {
        return path + ": " + message;
    }

    /** Kinds of issues. */
    public enum Code {
        /** There was no answer text at all. */
        EMPTY,
        /** The text is not JSON, also after every allowed repair. */
        NOT_JSON,
        /** The JSON is not one object with the expected fields. */
        NOT_AN_OBJECT,
        /** Several objects contradict each other. */
        CONFLICT,
        /** The answer repeats the schema instead of filling it in. */
        SCHEMA_ECHO,
        /** A required field is not there. */
        MISSING,
        /** A required field is null. */
        NULL,
        /** A value has another type than the schema says. */
        WRONG_TYPE,
        /** A label is none of the allowed ones. */
        NOT_ALLOWED,
        /** A text is blank. */
        BLANK,
        /** A text or list is longer than allowed. */
        TOO_LONG,
        /** An evidence quote does not occur in the ticket. */
        NOT_IN_TICKET,
        /** The answer was cut off. */
        TRUNCATED
    }
}
