package io.github.supportops.copilot.schema;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.github.supportops.copilot.internal.json.Json;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The schema on the wire keeps to what the strict modes of all providers take, and means what the validator checks. */
class WireSchemaTest {
    private static final Set<String> SAFE_KEYWORDS =
            Set.of("type", "properties", "required", "additionalProperties", "enum", "items", "description");
    private static final String GOOD =
            "{\"intent\":\"billing\",\"urgency\":\"high\",\"sentiment\":\"negative\",\"escalation_required\":true,"
                    + "\"churn_risk\":\"low\",\"suggested_response\":\"We are on it.\"}";

    static List<AnalysisSchema> schemas() {
        return List.of(
                AnalysisSchema.standard(),
                AnalysisSchema.explained(Set.of()),
                AnalysisSchema.explained(new LinkedHashSet<>(List.of("refund", "late delivery"))));
    }

    @ParameterizedTest
    @MethodSource("schemas")
    void onlySafeKeywordsAreUsed(AnalysisSchema schema) throws Exception {
        List<String> used = new ArrayList<>();
        walk(Json.read(schema.jsonSchema()), used);

        assertThat(used).isSubsetOf(SAFE_KEYWORDS);
    }

    @ParameterizedTest
    @MethodSource("schemas")
    void everyObjectIsClosedAndEveryPropertyRequired(AnalysisSchema schema) throws Exception {
        JsonNode root = Json.read(schema.jsonSchema());
        List<String> properties = new ArrayList<>();
        root.path("properties").fieldNames().forEachRemaining(properties::add);
        List<String> required = new ArrayList<>();
        root.path("required").forEach(name -> required.add(name.textValue()));

        assertThat(root.path("type").textValue()).isEqualTo("object");
        assertThat(root.path("additionalProperties").booleanValue()).isFalse();
        assertThat(root.path("additionalProperties").isBoolean()).isTrue();
        assertThat(required)
                .isEqualTo(properties)
                .isEqualTo(schema.fields().stream().map(SchemaField::name).toList());
    }

    @ParameterizedTest
    @MethodSource("schemas")
    void theSchemaIsSmallAndAlwaysTheSameText(AnalysisSchema schema) {
        assertThat(schema.jsonSchema()).isEqualTo(schema.jsonSchema()).hasSizeLessThan(4_000);
        assertThat(AnalysisSchema.standard().jsonSchema())
                .isEqualTo(AnalysisSchema.standard().jsonSchema());
    }

    @Test
    void labelsDifferByMoreThanCase() {
        for (SchemaField field : AnalysisSchema.standard().fields()) {
            assertThat(field.allowed().stream().map(String::toLowerCase)).doesNotHaveDuplicates();
        }
    }

    @Test
    void anotherValidatorAgreesOnWhatTheSchemaMeans() {
        assertThat(issues(GOOD)).isEmpty();
        for (String bad : List.of(
                "{}",
                "[]",
                "null",
                GOOD.replace("\"high\"", "\"urgent\""),
                GOOD.replace("\"high\"", "\"HIGH\""),
                GOOD.replace("\"high\"", "null"),
                GOOD.replace("true", "\"true\""),
                GOOD.replace("true", "1"),
                GOOD.replace("\"We are on it.\"", "7"),
                GOOD.replace("\"churn_risk\":\"low\",", ""),
                GOOD.replace("{", "{\"extra\":1,"))) {
            assertThat(issues(bad)).as(bad).isNotEmpty();
        }
    }

    private static List<Error> issues(String answer) {
        Schema schema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(AnalysisSchema.standard().jsonSchema(), InputFormat.JSON);
        return schema.validate(answer, InputFormat.JSON);
    }

    private static void walk(JsonNode schema, List<String> used) {
        schema.fieldNames().forEachRemaining(used::add);
        schema.path("properties").forEach(property -> walk(property, used));
        if (schema.has("items")) {
            walk(schema.path("items"), used);
        }
    }
}
