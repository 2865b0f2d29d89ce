package io.github.supportops.copilot.schema;

import java.util.List;
import java.util.Objects;

/**
 * One field of an answer.
 *
 * @param name its name in JSON and CSV
 * @param type what it holds
 * @param allowed the allowed labels, in order; empty where any value of the type will do
 * @param longest the most characters of a text, or of each text of a list
 * @param most the most entries of a list
 * @param description what it means, as the model is told
 */
public record SchemaField(String name, Type type, List<String> allowed, int longest, int most, String description) {
    /** Checks that nothing is missing and copies the labels. */
    public SchemaField {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(type, "type");
        allowed = List.copyOf(allowed);
        Objects.requireNonNull(description, "description");
    }

    /** What a field holds. */
    public enum Type {
        /** One of the allowed labels. */
        LABEL,
        /** True or false. */
        FLAG,
        /** A text that is not blank. */
        TEXT,
        /** A list of texts, or of allowed labels where the field lists some; may be empty. */
        LIST
    }
}
