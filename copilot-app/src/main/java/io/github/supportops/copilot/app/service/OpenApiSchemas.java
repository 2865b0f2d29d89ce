package io.github.supportops.copilot.app.service;

import static io.github.supportops.copilot.app.service.OpenApiDocument.object;
import static io.github.supportops.copilot.app.service.OpenApiDocument.reference;

import io.github.supportops.copilot.AnalysisField;
import io.github.supportops.copilot.AuthorRole;
import io.github.supportops.copilot.FailureKind;
import io.github.supportops.copilot.ReviewReason;
import io.github.supportops.copilot.review.ReviewDecision;
import io.github.supportops.copilot.review.ReviewState;
import io.github.supportops.copilot.schema.AnalysisSchema;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The bodies of requests and answers. */
final class OpenApiSchemas {
    private OpenApiSchemas() {}

    static Map<String, Object> build() {
        Map<String, Object> schemas = new LinkedHashMap<>();
        schemas.put("Ticket", ticket());
        schemas.put("TicketAnalysis", Json.tree(AnalysisSchema.standard().jsonSchema()));
        schemas.put("AnalysisResult", result());
        schemas.put("DetailedResult", detailed());
        schemas.put("BatchEntry", batchEntry());
        schemas.put("Job", job());
        schemas.put("Review", review());
        schemas.put("ReviewPage", reviewPage());
        schemas.put("Decision", decision());
        schemas.put("Erased", erased());
        schemas.put("Status", status());
        schemas.put("Problem", problem());
        return schemas;
    }

    private static Map<String, Object> ticket() {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("ticket_id", filled());
        fields.put("message", filled());
        fields.put("subject", optional("string"));
        fields.put(
                "thread",
                object(
                        "type", List.of("array", "null"),
                        "description", "Earlier messages, oldest first.",
                        "items", threadMessage()));
        fields.put("channel", optional("string"));
        fields.put("language", optional("string"));
        fields.put("created_at", object("type", List.of("string", "null"), "format", "date-time"));
        fields.put("customer", customer());
        fields.put("attributes", attributes());
        return objectOf(fields, List.of("ticket_id", "message"), true);
    }

    private static Map<String, Object> threadMessage() {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("author", object("type", "string", "enum", names(AuthorRole.values())));
        fields.put("text", text());
        fields.put("sent_at", object("type", List.of("string", "null"), "format", "date-time"));
        return objectOf(fields, List.of("author", "text"), true);
    }

    private static Map<String, Object> customer() {
        Map<String, Object> fields = new LinkedHashMap<>();
        for (String name : List.of("id", "tier", "plan")) {
            fields.put(name, optional("string"));
        }
        fields.put("annual_value_usd", object("type", List.of("number", "null"), "minimum", 0));
        fields.put("renewal_date", object("type", List.of("string", "null"), "format", "date"));
        fields.put("attributes", attributes());
        Map<String, Object> customer = objectOf(fields, List.of(), true);
        customer.put("type", List.of("object", "null"));
        return customer;
    }

    private static Map<String, Object> attributes() {
        return object("type", List.of("object", "null"), "additionalProperties", text());
    }

    private static Map<String, Object> result() {
        return objectOf(
                object("ticket_id", filled(), "analysis", reference("TicketAnalysis")),
                List.of("ticket_id", "analysis"),
                false);
    }

    private static Map<String, Object> detailed() {
        Map<String, Object> fields = object("ticket_id", filled(), "analysis", reference("TicketAnalysis"));
        fields.put("confidence", confidence());
        fields.put("explanation", object("type", "object"));
        fields.put("provenance", object("type", "object"));
        fields.put("review", object("type", "object"));
        return objectOf(fields, List.copyOf(fields.keySet()), false);
    }

    private static Map<String, Object> confidence() {
        Map<String, Object> fields = new LinkedHashMap<>();
        for (AnalysisField field : AnalysisField.values()) {
            fields.put(field.wireName(), object("type", List.of("number", "null"), "minimum", 0, "maximum", 1));
        }
        Map<String, Object> confidence = objectOf(fields, List.copyOf(fields.keySet()), false);
        confidence.put("description", "Null where it was not measured.");
        return confidence;
    }

    private static Map<String, Object> batchEntry() {
        Map<String, Object> fields = object("ticket_id", text(), "analysis", reference("TicketAnalysis"));
        Map<String, Object> error =
                object("kind", object("type", "string", "enum", names(FailureKind.values())), "detail", text());
        fields.put("error", objectOf(error, List.of("kind", "detail"), false));
        Map<String, Object> entry = objectOf(fields, List.of("ticket_id"), false);
        entry.put("oneOf", List.of(object("required", List.of("analysis")), object("required", List.of("error"))));
        return entry;
    }

    private static Map<String, Object> job() {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("id", identifier());
        fields.put("state", object("type", "string", "enum", names(JobState.values())));
        fields.put("done", count());
        fields.put("total", object("type", List.of("integer", "null"), "minimum", 0));
        fields.put("failed", count());
        fields.put("created_at", moment());
        fields.put("format", object("type", "string", "enum", List.of("csv", "json", "jsonl")));
        fields.put("problem", optional("string"));
        fields.put("result", optional("string"));
        return objectOf(fields, List.copyOf(fields.keySet()), false);
    }

    private static Map<String, Object> review() {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("id", identifier());
        fields.put("state", object("type", "string", "enum", names(ReviewState.values())));
        fields.put("version", count());
        fields.put("created_at", moment());
        fields.put("ticket", reference("Ticket"));
        fields.put("result", reference("DetailedResult"));
        fields.put("reasons", object("type", "array", "items", object("type", "string", "enum", reasons())));
        fields.put("decision", object("type", List.of("object", "null")));
        return objectOf(fields, List.copyOf(fields.keySet()), false);
    }

    private static List<String> reasons() {
        return Arrays.stream(ReviewReason.Kind.values())
                .map(ReviewReason.Kind::wireName)
                .toList();
    }

    private static Map<String, Object> reviewPage() {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("reviews", object("type", "array", "items", reference("Review")));
        fields.put("next", optional("string"));
        return objectOf(fields, List.of("reviews", "next"), false);
    }

    private static Map<String, Object> decision() {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("decision", object("type", "string", "enum", names(ReviewDecision.Kind.values())));
        fields.put("by", object("type", "string", "minLength", 1, "maxLength", ReviewDecision.LONGEST_BY));
        fields.put("version", object("type", "integer", "minimum", 1));
        fields.put("why", object("type", List.of("string", "null"), "maxLength", ReviewDecision.LONGEST_WHY));
        Map<String, Object> analysis = new LinkedHashMap<>(reference("TicketAnalysis"));
        analysis.put("description", "The right analysis; for the decision correct alone.");
        fields.put("analysis", analysis);
        return objectOf(fields, List.of("decision", "by", "version"), true);
    }

    private static Map<String, Object> erased() {
        Map<String, Object> fields = object("reviews", count(), "feedback_entries", count(), "jobs", count());
        return objectOf(fields, List.copyOf(fields.keySet()), false);
    }

    private static Map<String, Object> status() {
        Map<String, Object> fields = object(
                "status", object("type", "string", "enum", List.of("up", "down")), "checks", object("type", "object"));
        return objectOf(fields, List.of("status"), false);
    }

    private static Map<String, Object> problem() {
        Map<String, Object> error =
                objectOf(object("field", text(), "detail", text()), List.of("field", "detail"), false);
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put(
                "type",
                object(
                        "type",
                        "string",
                        "enum",
                        Arrays.stream(ProblemType.values())
                                .map(ProblemType::uri)
                                .toList()));
        fields.put("title", text());
        fields.put("status", object("type", "integer", "minimum", 400, "maximum", 599));
        fields.put("detail", text());
        fields.put("errors", object("type", "array", "items", error));
        return objectOf(fields, List.of("type", "title", "status", "detail"), true);
    }

    private static Map<String, Object> objectOf(Map<String, Object> fields, List<String> required, boolean open) {
        Map<String, Object> schema = object("type", "object", "properties", fields);
        if (!required.isEmpty()) {
            schema.put("required", required);
        }
        schema.put("additionalProperties", open);
        return schema;
    }

    private static List<String> names(Enum<?>... values) {
        return Arrays.stream(values)
                .map(value -> value.name().toLowerCase(Locale.ROOT))
                .toList();
    }

    private static Map<String, Object> text() {
        return object("type", "string");
    }

    private static Map<String, Object> filled() {
        return object("type", "string", "minLength", 1, "pattern", "\\S");
    }

    private static Map<String, Object> optional(String type) {
        return object("type", List.of(type, "null"));
    }

    private static Map<String, Object> count() {
        return object("type", "integer", "minimum", 0);
    }

    private static Map<String, Object> identifier() {
        return object("type", "string", "pattern", "^[0-9a-f]{32}$");
    }

    private static Map<String, Object> moment() {
        return object("type", "string", "format", "date-time");
    }
}
