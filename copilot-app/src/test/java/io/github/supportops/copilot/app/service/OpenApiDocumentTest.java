package io.github.supportops.copilot.app.service;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.github.supportops.copilot.AnalysisJson;
import io.github.supportops.copilot.schema.AnalysisSchema;
import io.github.supportops.copilot.testkit.FakeTicketAnalyzer;
import io.github.supportops.copilot.testkit.Samples;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OpenApiDocumentTest {
    private static final JsonNode DOCUMENT = Json.tree(Json.write(OpenApiDocument.build()));

    /** Pages for people, and what they are made of. */
    private static final Set<String> PAGES = Set.of(
            "/",
            "/desk.css",
            "/desk.js",
            "/review.js",
            "/batch.js",
            "/dashboard.js",
            "/service.js",
            "/session",
            "/docs",
            "/docs/{file}",
            "/openapi.json");

    @TempDir
    Path data;

    @Test
    void documentIsValidByTheSchemaOpenApiPublishes() throws Exception {
        String shape = new String(
                OpenApiDocumentTest.class
                        .getResourceAsStream("openapi-3.1-schema.json")
                        .readAllBytes(),
                StandardCharsets.UTF_8);

        assertThat(schema(shape).validate(DOCUMENT.toString(), InputFormat.JSON))
                .isEmpty();
        assertThat(schema(shape)
                        .validate(DOCUMENT.toString().replace("\"responses\"", "\"answers\""), InputFormat.JSON))
                .isNotEmpty();
    }

    @Test
    void everySchemaIsAValidJsonSchema() {
        Schema metaSchema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(SchemaLocation.of("https://json-schema.org/draft/2020-12/schema"));

        for (JsonNode schema : DOCUMENT.findValues("schema")) {
            assertThat(metaSchema.validate(schema.toString(), InputFormat.JSON)).isEmpty();
        }
        for (JsonNode schema : DOCUMENT.at("/components/schemas")) {
            assertThat(metaSchema.validate(schema.toString(), InputFormat.JSON)).isEmpty();
        }
    }

    @Test
    void everyReferenceLeadsSomewhere() {
        List<String> references = new ArrayList<>();
        DOCUMENT.findValuesAsText("$ref", references);

        assertThat(references)
                .hasSizeGreaterThan(20)
                .allSatisfy(reference -> assertThat(
                                DOCUMENT.at(reference.substring(1)).isMissingNode())
                        .as(reference)
                        .isFalse());
    }

    @Test
    void everyNameInAPathIsAParameter() {
        DOCUMENT.path("paths").properties().forEach(path -> {
            Matcher name = Pattern.compile("\\{(\\w+)}").matcher(path.getKey());
            Set<String> names = new TreeSet<>();
            while (name.find()) {
                names.add(name.group(1));
            }
            Set<String> declared = new TreeSet<>();
            path.getValue()
                    .path("parameters")
                    .forEach(parameter -> declared.add(parameter.path("name").asText()));
            assertThat(declared).as(path.getKey()).isEqualTo(names);
        });
    }

    @Test
    void analysisIsTheSchemaThatAnswersAreValidatedWith() {
        assertThat(DOCUMENT.at("/components/schemas/TicketAnalysis"))
                .isEqualTo(Json.tree(AnalysisSchema.standard().jsonSchema()));
    }

    @Test
    void ticketsAndResultsOfTheLibraryFitTheirSchemas() {
        assertThat(component("Ticket").validate(AnalysisJson.writeTicket(Samples.fullTicket()), InputFormat.JSON))
                .isEmpty();
        assertThat(component("AnalysisResult").validate(AnalysisJson.write(Samples.result("T")), InputFormat.JSON))
                .isEmpty();
        assertThat(component("DetailedResult")
                        .validate(AnalysisJson.writeDetailed(Samples.result("T")), InputFormat.JSON))
                .isEmpty();
        assertThat(component("AnalysisResult").validate("{\"ticket_id\":\"T\"}", InputFormat.JSON))
                .isNotEmpty();
    }

    @Test
    void documentNamesExactlyTheRoutesThatAreServed() {
        try (RunningService service = RunningService.of(FakeTicketAnalyzer.create(), data)) {
            Set<String> described = new TreeSet<>();
            service.get("/openapi.json")
                    .json()
                    .path("paths")
                    .properties()
                    .forEach(path -> path.getValue().fieldNames().forEachRemaining(method -> {
                        if (!method.equals("parameters")) {
                            described.add(method + " " + path.getKey());
                        }
                    }));

            assertThat(described).isEqualTo(service.routes(PAGES));
        }
    }

    /** A component together with the others, so that references work. */
    static Schema component(String name) {
        return inDocument("{\"$ref\":\"#/components/schemas/" + name + "\"}");
    }

    /** A schema that refers to components of the document. */
    static Schema inDocument(String schema) {
        String text = "{\"allOf\":[" + schema + "],\"$defs\":" + DOCUMENT.at("/components/schemas") + "}";
        return schema(text.replace("#/components/schemas/", "#/$defs/"));
    }

    private static Schema schema(String text) {
        return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(text, InputFormat.JSON);
    }
}
