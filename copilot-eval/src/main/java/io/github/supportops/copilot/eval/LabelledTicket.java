package io.github.supportops.copilot.eval;

import io.github.supportops.copilot.AnalysisField;
import io.github.supportops.copilot.Ticket;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;

/**
 * A ticket with what a person says is right about it, for any of the five labels.
 *
 * @param ticket the ticket
 * @param labels the right values as they stand on the wire; {@code not_} in front of a value means any other value
 */
public record LabelledTicket(Ticket ticket, Map<AnalysisField, String> labels) {
    /** The start of a label that says what a value is not. */
    static final String NOT = "not_";

    /** Checks the labels. @throws IllegalArgumentException if there is none, or one is not an allowed value */
    public LabelledTicket {
        Objects.requireNonNull(ticket, "ticket");
        if (labels.isEmpty()) {
            throw new IllegalArgumentException("A labelled ticket needs at least one label");
        }
        Map<AnalysisField, String> copy = new EnumMap<>(AnalysisField.class);
        labels.forEach((field, value) -> copy.put(field, FieldLabels.requireLabel(field, value)));
        labels = Collections.unmodifiableMap(copy);
    }

    @Override
    public String toString() {
        return "LabelledTicket[" + labels + "]";
    }
}
