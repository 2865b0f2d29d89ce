package io.github.supportops.copilot.app.service;

import static io.github.supportops.copilot.app.service.OpenApiDocument.object;
import static io.github.supportops.copilot.app.service.OpenApiDocument.reference;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The routes: what they take, and every status they answer with. */
final class OpenApiPaths {
    private static final List<Integer> ANYWHERE = List.of(400, 401, 403, 408, 414, 421, 431, 500);

    private OpenApiPaths() {}

    static Map<String, Object> build() {
        Map<String, Object> paths = new LinkedHashMap<>();
        paths.put("/analyze-ticket", object("post", analyzeTicket()));
        paths.put("/analyze-batch", object("post", analyzeBatch()));
        paths.put("/jobs", object("get", jobs()));
        paths.put("/jobs/{id}", object("parameters", List.of(id("The job")), "get", job(), "delete", deleteJob()));
        paths.put("/jobs/{id}/result", object("parameters", List.of(id("The job")), "get", jobResult()));
        paths.put("/reviews", object("get", reviews()));
        paths.put("/reviews/{id}", object("parameters", List.of(id("The review")), "get", review()));
        paths.put("/reviews/{id}/decision", object("parameters", List.of(id("The review")), "post", decide()));
        paths.put("/feedback", object("get", feedback()));
        paths.put("/tickets/{id}", object("parameters", List.of(id("The ticket")), "delete", eraseTicket()));
        paths.put("/customers/{id}", object("parameters", List.of(id("The customer")), "delete", eraseCustomer()));
        paths.put("/webhooks/{system}", object("parameters", List.of(system()), "post", webhook()));
        paths.put("/stats", object("get", stats()));
        paths.put("/health", object("get", status("Says that the process lives", 200)));
        paths.put("/health/ready", object("get", status("Says whether requests can be served", 200, 503)));
        paths.put("/metrics", object("get", metrics()));
        return paths;
    }

    private static Map<String, Object> analyzeTicket() {
        Map<String, Object> schema = object("oneOf", List.of(reference("AnalysisResult"), reference("DetailedResult")));
        Map<String, Object> route = route(
                "Analyse one ticket",
                answer(
                        "The triage; with details also confidence, explanation, provenance and review.",
                        Json.TYPE,
                        schema),
                408,
                413,
                415,
                422,
                429,
                502,
                503,
                504);
        route.put("parameters", List.of(query("details", "Add what is known beside the six fields.")));
        route.put("requestBody", body(object(Json.TYPE, object("schema", reference("Ticket")))));
        return route;
    }

    private static Map<String, Object> analyzeBatch() {
        Map<String, Object> file = object("type", "string", "contentMediaType", "text/csv");
        Map<String, Object> tickets = object("type", "array", "items", reference("Ticket"));
        Map<String, Object> form =
                object("type", "object", "properties", object("file", file), "required", List.of("file"));
        Map<String, Object> route = route(
                "Analyse a file of tickets",
                results("The file with the triage beside every row."),
                406,
                408,
                413,
                415,
                422,
                429,
                503,
                507);
        responses(route).put("202", withLocation(answer("A job was made of it.", Json.TYPE, reference("Job"))));
        route.put("parameters", List.of(query("async", "Make a job of it in any case.")));
        route.put(
                "requestBody",
                body(object(
                        "multipart/form-data",
                        object("schema", form),
                        "text/csv",
                        object("schema", object("type", "string")),
                        Json.TYPE,
                        object("schema", tickets),
                        Json.LINES_TYPE,
                        object("schema", object("type", "string")))));
        return route;
    }

    private static Map<String, Object> jobs() {
        Map<String, Object> list = object("type", "array", "items", reference("Job"));
        Map<String, Object> schema = object(
                "type",
                "object",
                "properties",
                object("jobs", list),
                "required",
                List.of("jobs"),
                "additionalProperties",
                false);
        return route("List jobs, the newest first", answer("All jobs that are kept.", Json.TYPE, schema));
    }

    private static Map<String, Object> job() {
        return route("Show a job", answer("Where it stands.", Json.TYPE, reference("Job")), 404);
    }

    private static Map<String, Object> deleteJob() {
        Map<String, Object> route = route("End and delete a job", object("description", "It is gone."), 404);
        Map<String, Object> responses = responses(route);
        responses.put("204", responses.remove("200"));
        return route;
    }

    private static Map<String, Object> jobResult() {
        return route("Give out the result of a job", results("The enriched file."), 404, 406, 409, 429);
    }

    private static Map<String, Object> reviews() {
        Map<String, Object> route = route("List reviews", answer("One page.", Json.TYPE, reference("ReviewPage")), 422);
        route.put(
                "parameters",
                List.of(
                        filter("state", "States, with commas between them: pending, approved, corrected, dismissed."),
                        filter("intent", "Intents, with commas between them."),
                        filter("urgency", "Urgencies, with commas between them."),
                        filter("reason", "Kinds of review reasons, with commas between them."),
                        filter("ticket_id", "One ticket."),
                        filter("customer_id", "One customer."),
                        filter("order", "oldest_first, newest_first, most_urgent_first or least_sure_first."),
                        filter("limit", "How many, within 1 and 500; 50 if it is not given."),
                        filter("after", "What the page before gave as next.")));
        return route;
    }

    private static Map<String, Object> filter(String name, String description) {
        return object("name", name, "in", "query", "description", description, "schema", object("type", "string"));
    }

    private static Map<String, Object> review() {
        return route("Show a review", answer("The review.", Json.TYPE, reference("Review")), 404);
    }

    private static Map<String, Object> decide() {
        Map<String, Object> route = route(
                "Decide a review",
                answer("The decided review.", Json.TYPE, reference("Review")),
                404,
                408,
                409,
                413,
                415,
                422,
                429,
                507);
        route.put("requestBody", body(object(Json.TYPE, object("schema", reference("Decision")))));
        return route;
    }

    private static Map<String, Object> feedback() {
        Map<String, Object> route = route(
                "Give out every decision, one a line",
                answer("JSON Lines.", Json.LINES_TYPE, object("type", "string")),
                422,
                429);
        route.put("parameters", List.of(query("labelled", "Leave out what was dismissed.")));
        return route;
    }

    private static Map<String, Object> eraseTicket() {
        return route(
                "Erase all that is known about a ticket; jobs that hold it go as a whole",
                answer("How much went.", Json.TYPE, reference("Erased")));
    }

    private static Map<String, Object> eraseCustomer() {
        return route(
                "Erase all that is known about a customer's tickets; jobs that name the customer, or a ticket of theirs"
                        + " that is among the reviews, go as a whole",
                answer("How much went.", Json.TYPE, reference("Erased")));
    }

    private static Map<String, Object> webhook() {
        Map<String, Object> anything = object("type", List.of("object", "string"));
        Map<String, Object> route = route(
                "Take a webhook of a help desk; it brings its own signature or secret instead of the token",
                object(
                        "description",
                        "It is written down and will be looked at.",
                        "content",
                        object(Json.TYPE, object("schema", anything), "text/xml", object("schema", anything))),
                404,
                408,
                413,
                503);
        route.put("security", List.of());
        route.put(
                "requestBody",
                body(object(Json.TYPE, object("schema", anything), "text/xml", object("schema", anything))));
        return route;
    }

    private static Map<String, Object> system() {
        return object(
                "name",
                "system",
                "in",
                "path",
                "required",
                true,
                "description",
                "The help desk.",
                "schema",
                object("type", "string", "enum", List.of("zendesk", "freshdesk", "salesforce")));
    }

    private static Map<String, Object> stats() {
        return route(
                "Give out the figures of the review desk", answer("The figures.", Json.TYPE, object("type", "object")));
    }

    private static Map<String, Object> status(String summary, int... statuses) {
        Map<String, Object> route = route(summary, answer("The state.", Json.TYPE, reference("Status")));
        for (int status : statuses) {
            responses(route).put(String.valueOf(status), answer("The state.", Json.TYPE, reference("Status")));
        }
        return route;
    }

    private static Map<String, Object> metrics() {
        return route(
                "Give out measurements for Prometheus",
                answer("The text format.", "text/plain", object("type", "string")));
    }

    static Map<String, Object> route(String summary, Map<String, Object> success, int... problems) {
        Map<String, Object> responses = new LinkedHashMap<>();
        responses.put("200", success);
        ANYWHERE.forEach(status -> responses.put(String.valueOf(status), problem()));
        for (int status : problems) {
            responses.put(String.valueOf(status), problem());
        }
        return object("summary", summary, "responses", responses);
    }

    @SuppressWarnings("unchecked") // It was put there as a map.
    private static Map<String, Object> responses(Map<String, Object> route) {
        return (Map<String, Object>) Objects.requireNonNull(route.get("responses"));
    }

    private static Map<String, Object> problem() {
        return object("$ref", "#/components/responses/Problem");
    }

    static Map<String, Object> answer(String description, String mediaType, Map<String, Object> schema) {
        return object("description", description, "content", object(mediaType, object("schema", schema)));
    }

    private static Map<String, Object> results(String description) {
        Map<String, Object> entries = object("type", "array", "items", reference("BatchEntry"));
        return object(
                "description",
                description,
                "content",
                object(
                        "text/csv",
                        object("schema", object("type", "string")),
                        Json.TYPE,
                        object("schema", entries),
                        Json.LINES_TYPE,
                        object("schema", object("type", "string"))));
    }

    private static Map<String, Object> withLocation(Map<String, Object> answer) {
        answer.put("headers", object("Location", object("schema", object("type", "string"))));
        return answer;
    }

    static Map<String, Object> body(Map<String, Object> content) {
        return object("required", true, "content", content);
    }

    static Map<String, Object> query(String name, String description) {
        return object("name", name, "in", "query", "description", description, "schema", object("type", "boolean"));
    }

    static Map<String, Object> id(String description) {
        return object(
                "name",
                "id",
                "in",
                "path",
                "required",
                true,
                "description",
                description + "'s id.",
                "schema",
                object("type", "string"));
    }
}
