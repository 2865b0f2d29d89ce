package io.github.supportops.copilot.prompt;

import io.github.supportops.copilot.schema.AnalysisSchema;
import io.github.supportops.copilot.schema.SchemaField;
import java.util.List;
import java.util.stream.Collectors;

/** Says what the explaining fields mean; says nothing when the schema has none, since they cost tokens. */
final class ExplanationInstructions {
    private ExplanationInstructions() {}

    static String of(AnalysisSchema schema) {
        List<SchemaField> fields = schema.explanationFields();
        if (fields.isEmpty()) {
            return "";
        }
        return "\nExplain yourself first, then label:\n"
                + fields.stream().map(ExplanationInstructions::line).collect(Collectors.joining("\n"));
    }

    private static String line(SchemaField field) {
        String allowed = field.allowed().isEmpty() ? "" : " Allowed: " + String.join(", ", field.allowed()) + ".";
        return "- " + field.name() + ": " + field.description() + allowed;
    }
}
