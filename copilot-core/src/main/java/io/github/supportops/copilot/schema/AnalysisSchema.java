package io.github.supportops.copilot.schema;

import io.github.supportops.copilot.AnalysisField;
import io.github.supportops.copilot.ChurnRisk;
import io.github.supportops.copilot.Intent;
import io.github.supportops.copilot.Sentiment;
import io.github.supportops.copilot.Urgency;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * What an answer must look like. The schema sent to the model, the validator and the CSV columns are all derived from it.
 * Immutable.
 */
public final class AnalysisSchema {
    /** The list of an answer about several tickets. */
    public static final String SEVERAL = "analyses";

    /** What says in such a list which ticket an answer is about. */
    public static final String TICKET_ID = "ticket_id";

    private static final int LONGEST_REPLY = 4_000;
    private static final AnalysisSchema STANDARD = new AnalysisSchema("1", List.of(), contract());

    private final String version;
    private final List<SchemaField> explanation;
    private final List<SchemaField> contract;
    private final List<SchemaField> fields;

    private AnalysisSchema(String version, List<SchemaField> explanation, List<SchemaField> contract) {
        this.version = version;
        this.explanation = List.copyOf(explanation);
        this.contract = List.copyOf(contract);
        List<SchemaField> all = new ArrayList<>(explanation);
        all.addAll(contract);
        this.fields = List.copyOf(all);
    }

    /** {@return the schema of the six fields alone} */
    public static AnalysisSchema standard() {
        return STANDARD;
    }

    /**
     * The six fields plus rationale, evidence quotes, language and, when there is a taxonomy, tags. The rationale comes
     * first on the wire, because a model writes in that order and so reasons before it labels.
     *
     * @param tags the allowed tags; may be empty
     * @throws IllegalArgumentException if a tag is blank
     */
    public static AnalysisSchema explained(Set<String> tags) {
        return new AnalysisSchema("1+explanation", explanation(tags), contract());
    }

    /** {@return the version, changed whenever an answer to an older schema would no longer do} */
    public String version() {
        return version;
    }

    /** {@return all fields in the order of the wire: what explains first, then the six} */
    public List<SchemaField> fields() {
        return fields;
    }

    /** {@return the fields that explain; empty unless asked for} */
    public List<SchemaField> explanationFields() {
        return explanation;
    }

    /** {@return the six fields of the contract} */
    public List<SchemaField> contractFields() {
        return contract;
    }

    /** {@return the names of the six fields, which are the columns added to a CSV} */
    public List<String> columns() {
        return contract.stream().map(SchemaField::name).toList();
    }

    /** {@return the JSON Schema of an answer, always the same text for the same schema} */
    public String jsonSchema() {
        return JsonSchemaWriter.write(fields);
    }

    /**
     * {@return the JSON Schema of an answer about several tickets: a list {@value #SEVERAL} of answers, each with its {@value
     * #TICKET_ID}}
     */
    public String jsonSchemaOfSeveral() {
        return JsonSchemaWriter.writeSeveral(fields);
    }

    @Override
    public String toString() {
        return "AnalysisSchema[version=" + version + "]";
    }

    private static List<SchemaField> contract() {
        return List.of(
                label(AnalysisField.INTENT, Intent.values(), "What the customer wants done first."),
                label(AnalysisField.URGENCY, Urgency.values(), "How soon it hurts."),
                label(AnalysisField.SENTIMENT, Sentiment.values(), "How the customer feels, as the words show."),
                new SchemaField(
                        AnalysisField.ESCALATION_REQUIRED.wireName(),
                        SchemaField.Type.FLAG,
                        List.of(),
                        0,
                        0,
                        "Whether a person must look now."),
                label(AnalysisField.CHURN_RISK, ChurnRisk.values(), "How likely the customer leaves."),
                new SchemaField(
                        AnalysisField.SUGGESTED_RESPONSE.wireName(),
                        SchemaField.Type.TEXT,
                        List.of(),
                        LONGEST_REPLY,
                        0,
                        "A reply draft in the customer's language."));
    }

    private static List<SchemaField> explanation(Set<String> tags) {
        List<SchemaField> fields = new ArrayList<>();
        fields.add(new SchemaField(
                "rationale",
                SchemaField.Type.TEXT,
                List.of(),
                600,
                0,
                "One sentence that gives the reason for the labels."));
        fields.add(new SchemaField(
                "evidence",
                SchemaField.Type.LIST,
                List.of(),
                300,
                5,
                "Up to three short passages copied letter for letter from the ticket."));
        fields.add(new SchemaField(
                "language",
                SchemaField.Type.TEXT,
                List.of(),
                35,
                0,
                "The ticket's language as a BCP 47 tag, for example en."));
        if (!tags.isEmpty()) {
            fields.add(new SchemaField(
                    "tags",
                    SchemaField.Type.LIST,
                    checked(tags),
                    100,
                    tags.size(),
                    "All tags of the list that apply; may be none."));
        }
        return fields;
    }

    private static List<String> checked(Set<String> tags) {
        if (tags.stream().anyMatch(String::isBlank)) {
            throw new IllegalArgumentException("A tag must not be blank");
        }
        return List.copyOf(new LinkedHashSet<>(tags));
    }

    private static SchemaField label(AnalysisField field, Enum<?>[] values, String description) {
        List<String> names = Arrays.stream(values).map(AnalysisSchema::wireName).toList();
        return new SchemaField(field.wireName(), SchemaField.Type.LABEL, names, 0, 0, description);
    }

    private static String wireName(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
