package io.github.supportops.copilot.app.service;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import io.github.supportops.copilot.app.service.FuzzedRequests.Operation;
import io.github.supportops.copilot.app.service.RunningService.Reply;
import io.github.supportops.copilot.review.ReviewPolicy;
import io.github.supportops.copilot.testkit.FakeTicketAnalyzer;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Requests made from the service's own description, thousands of them. Whatever comes in, what goes out is what the
 * description says. {@code -Dservice.fuzz=200000} makes more of them, {@code -Dservice.fuzz.seed=N} makes others.
 */
@Timeout(3_600)
class FuzzTest {
    private static final int REQUESTS = Integer.getInteger("service.fuzz", 2_500);
    private static final long SEED = Long.getLong("service.fuzz.seed", 20_261_122);

    private final FakeTicketAnalyzer analyzer = FakeTicketAnalyzer.create();
    private final Map<String, Schema> schemas = new HashMap<>();
    private final Map<String, TreeSet<Integer>> statuses = new TreeMap<>();

    @TempDir
    Path data;

    @Test
    void everyAnswerIsOneThatTheDocumentDescribes() {
        try (RunningService service = RunningService.of(
                analyzer,
                data,
                builder -> builder.reviewPolicy(
                        ReviewPolicy.builder().reviewUnmeasured(true).build()))) {
            JsonNode document = service.get("/openapi.json").json();
            FuzzedRequests requests = new FuzzedRequests(service.url(), document, new Random(SEED));
            List<Operation> operations = requests.operations();
            for (int number = 0; number < REQUESTS; number++) {
                Operation operation = requests.next(operations);
                Reply reply = answerOf(service, requests.of(operation));

                String what = "request " + number + " of seed " + SEED + ": " + operation;
                check(what, requests.description(operation), reply);
                learn(reply, requests);
                statuses.computeIfAbsent(operation.toString(), name -> new TreeSet<>())
                        .add(reply.status());
            }
        }
        assertEverythingWasReached();
    }

    /** A connection may be closed after a refusal whose body was not read; the next request on it goes out again. */
    private static Reply answerOf(RunningService service, HttpRequest request) {
        try {
            return service.send(request);
        } catch (UncheckedIOException closed) {
            return service.send(request);
        }
    }

    private void check(String what, JsonNode description, Reply reply) {
        assertThat(reply.status()).as(what).isLessThan(500);
        JsonNode answer = description.path("responses").path(String.valueOf(reply.status()));
        assertThat(answer.isMissingNode())
                .as(what + ": the undocumented status " + reply.status())
                .isFalse();
        JsonNode content = answer.has("$ref") ? problem() : answer.path("content");
        if (reply.body().isEmpty() && content.isMissingNode()) {
            return;
        }
        String type = Parameters.mediaType(reply.header("content-type"));
        assertThat(content.has(type))
                .as(what + ": the undocumented type " + type + " with " + reply.status())
                .isTrue();
        if (type.endsWith("json")) {
            String schema = content.path(type).path("schema").toString();
            assertThat(schemas.computeIfAbsent(schema, OpenApiDocumentTest::inDocument)
                            .validate(reply.body(), InputFormat.JSON))
                    .as(what + ": " + reply.status() + " breaks the document")
                    .isEmpty();
        }
        if (type.equals(Json.LINES_TYPE)) {
            reply.body().lines().forEach(Json::tree);
        }
    }

    private static JsonNode problem() {
        return Json.tree(Json.write(OpenApiDocument.build())).at("/components/responses/Problem/content");
    }

    /** Ids of jobs, reviews and tickets, so that later requests reach what earlier ones made. */
    private static void learn(Reply reply, FuzzedRequests requests) {
        if (reply.header("content-type").equals(Json.TYPE)) {
            JsonNode json = reply.json();
            json.findParents("format").forEach(job -> requests.learn("jobs", job.path("id")));
            json.findParents("reasons").forEach(review -> requests.learn("reviews", review.path("id")));
            json.findValues("ticket_id").forEach(id -> requests.learn("tickets", id));
        }
    }

    /** A generator that only ever made nonsense would find nothing. */
    private void assertEverythingWasReached() {
        // Webhooks are signed, and this service was given no secret for any.
        assertThat(statuses.remove("POST /webhooks/{system}")).isSubsetOf(400, 404, 413);
        assertThat(statuses)
                .allSatisfy((operation, seen) ->
                        assertThat(seen).as(operation).anyMatch(status -> status >= 200 && status < 300));
        assertThat(statuses.get("POST /reviews/{id}/decision")).contains(200, 404, 409, 422);
        assertThat(statuses.get("POST /analyze-batch")).contains(200, 202, 400, 415, 422);
        assertThat(statuses.get("POST /analyze-ticket")).contains(200, 400, 415, 422);
    }
}
