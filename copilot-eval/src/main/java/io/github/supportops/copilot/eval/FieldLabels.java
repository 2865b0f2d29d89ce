package io.github.supportops.copilot.eval;

import io.github.supportops.copilot.AnalysisField;
import io.github.supportops.copilot.schema.AnalysisSchema;
import io.github.supportops.copilot.schema.SchemaField;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** The allowed values of the five labels, taken from the schema of an answer. */
final class FieldLabels {
    private static final Map<AnalysisField, List<String>> ALLOWED = allowed();

    private FieldLabels() {}

    /** {@return the five fields that have labels, in their usual order} */
    static List<AnalysisField> fields() {
        return List.copyOf(ALLOWED.keySet());
    }

    static List<String> of(AnalysisField field) {
        List<String> values = ALLOWED.get(field);
        if (values == null) {
            throw new IllegalArgumentException(field.wireName() + " has no labels to compare");
        }
        return values;
    }

    /** {@return the value} @throws IllegalArgumentException if it is none of the allowed ones, which the message lists */
    static String requireLabel(AnalysisField field, String value) {
        List<String> values = of(field);
        String named = value.startsWith(LabelledTicket.NOT) ? value.substring(LabelledTicket.NOT.length()) : value;
        if (!values.contains(named)) {
            throw new IllegalArgumentException(field.wireName() + " must be one of " + String.join(", ", values)
                    + ", or one of them after " + LabelledTicket.NOT);
        }
        return value;
    }

    private static Map<AnalysisField, List<String>> allowed() {
        Map<AnalysisField, List<String>> allowed = new EnumMap<>(AnalysisField.class);
        for (SchemaField field : AnalysisSchema.standard().contractFields()) {
            if (field.type() == SchemaField.Type.LABEL) {
                allowed.put(AnalysisField.of(field.name()), field.allowed());
            } else if (field.type() == SchemaField.Type.FLAG) {
                allowed.put(AnalysisField.of(field.name()), List.of("true", "false"));
            }
        }
        return allowed;
    }
}
