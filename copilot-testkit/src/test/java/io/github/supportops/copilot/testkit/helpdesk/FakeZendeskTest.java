package io.github.supportops.copilot.testkit.helpdesk;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The rules that a client could break without noticing. */
class FakeZendeskTest {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final String NOTE = "\"comment\":{\"body\":\"note\",\"public\":false}";

    private final FakeZendesk zendesk = new FakeZendesk();
    private final HttpClient client = HttpClient.newHttpClient();
    private final String id = zendesk.customerOpens("Invoices", "Where is my invoice?");
    private String token = "";

    @BeforeEach
    void signIn() throws Exception {
        zendesk.limits(10_000, 10_000, 10_000);
        token = token("read tickets:write");
    }

    @AfterEach
    void close() {
        zendesk.close();
    }

    @Test
    void exportHidesTheLastMinuteAndRefusesAStartInIt() throws Exception {
        assertThat(json(get("/api/v2/incremental/tickets/cursor?start_time=0")).path("tickets"))
                .isEmpty();
        long now = Instant.now().getEpochSecond();
        assertThat(get("/api/v2/incremental/tickets/cursor?start_time=" + now).statusCode())
                .isEqualTo(400);
        assertThat(get("/api/v2/incremental/ticket_events?start_time=" + now).statusCode())
                .isEqualTo(400);

        zendesk.minutePasses();

        JsonNode page = json(get("/api/v2/incremental/tickets/cursor?start_time=0"));
        assertThat(page.path("tickets")).hasSize(1);
        assertThat(page.path("end_of_stream").asBoolean()).isTrue();
    }

    @Test
    void exportTakesEitherStartOrCursorAndPagesOfAThousand() throws Exception {
        for (String query : new String[] {
            "", "?start_time=0&cursor=x", "?cursor=nonsense", "?start_time=0&per_page=1001", "?start_time=0&page=2"
        }) {
            assertThat(get("/api/v2/incremental/tickets/cursor" + query).statusCode())
                    .as(query)
                    .isEqualTo(400);
        }
    }

    @Test
    void eventPagesOverlapByTheirLastSecond() throws Exception {
        zendesk.eventsPerPage(2);
        zendesk.agentAddsTag(id, "a");
        zendesk.agentAddsTag(id, "b");
        zendesk.minutePasses();

        JsonNode first = json(get("/api/v2/incremental/ticket_events?start_time=0&include=comment_events"));
        JsonNode second = json(get(first.path("next_page")
                .asText()
                .substring(zendesk.baseUrl().toString().length())));

        assertThat(first.path("end_of_stream").asBoolean()).isFalse();
        assertThat(second.path("ticket_events").get(0).path("id"))
                .isEqualTo(first.path("ticket_events").get(1).path("id"));
    }

    @Test
    void everyChangeMovesTheStampByASecondAtLeast() throws Exception {
        Instant before = stamp();
        zendesk.agentAddsTag(id, "a");
        Instant between = stamp();
        zendesk.agentAddsTag(id, "b");

        assertThat(Duration.between(before, between)).isGreaterThanOrEqualTo(Duration.ofSeconds(1));
        assertThat(Duration.between(between, stamp())).isGreaterThanOrEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void staleStampIsAConflictAlsoWithSafeUpdateFalse() throws Exception {
        String stale = stamp().toString();
        zendesk.agentAddsTag(id, "a");

        for (String flag : new String[] {"true", "false"}) {
            assertThat(update(NOTE + ",\"updated_stamp\":\"" + stale + "\",\"safe_update\":" + flag)
                            .statusCode())
                    .isEqualTo(409);
        }
        assertThat(zendesk.ticket(id).privateNotes()).isEmpty();
        assertThat(update(NOTE).statusCode()).isEqualTo(200);
    }

    @Test
    void whatIsNotDocumentedIsRefused() throws Exception {
        String stamp = stamp().toString();
        for (String body : new String[] {
            "\"updated_stamp\":\"" + stamp + "\",\"safe_update\":\"true\"",
            "\"safe_update\":true",
            "\"additional_tags\":[\"x\"]",
            "\"note\":\"x\"",
            "\"comment\":{\"body\":\"x\",\"private\":true}",
            "\"comment\":{\"body\":\"x\",\"public\":\"false\"}"
        }) {
            assertThat(update(body).statusCode()).as(body).isEqualTo(400);
        }
        for (String body : new String[] {
            "\"priority\":\"critical\"",
            "\"group_id\":5",
            "\"tags\":[\"Two Words\"]",
            "\"custom_fields\":[{\"id\":5,\"value\":\"x\"}]"
        }) {
            assertThat(update(body).statusCode()).as(body).isEqualTo(422);
        }
    }

    @Test
    void commentIsPublicUnlessItSaysOtherwise() throws Exception {
        update("\"comment\":{\"body\":\"oops\"}");

        assertThat(zendesk.ticket(id).publicMessages()).containsExactly("Where is my invoice?", "oops");
    }

    @Test
    void placeholdersAreFilledIn() throws Exception {
        update("\"comment\":{\"body\":\"{{ticket.id}} {{ticket.requester.email}}{% if x %}!\",\"public\":false}");

        assertThat(zendesk.ticket(id).privateNotes()).containsExactly(id + " !");
    }

    @Test
    void listOfTagsReplacesTheOldOneAndEmptiesDropDownsWithoutTheirTag() throws Exception {
        zendesk.addField(81, "tagger", true, "billing");
        zendesk.agentSetsField(id, 81, "billing");
        assertThat(zendesk.ticket(id).tags()).containsExactly("billing");

        update("\"tags\":[\"vip\"]");

        assertThat(zendesk.ticket(id).tags()).containsExactly("vip");
        assertThat(zendesk.ticket(id).fields()).isEmpty();
    }

    @Test
    void closedTicketTakesNothing() throws Exception {
        zendesk.closes(id);

        HttpResponse<String> reply = update(NOTE);

        assertThat(reply.statusCode()).isEqualTo(422);
        assertThat(json(reply).path("error").asText()).isEqualTo("RecordInvalid");
    }

    @Test
    void limitsAnswer429WithRetryAfterAndCount() throws Exception {
        zendesk.limits(10_000, 1, 1);
        update(NOTE);

        HttpResponse<String> reply = update(NOTE);

        assertThat(reply.statusCode()).isEqualTo(429);
        assertThat(reply.headers().firstValue("Retry-After")).contains("60");
        assertThat(zendesk.limitViolations()).isEqualTo(1);
        HttpResponse<String> read = get("/api/v2/users/me");
        assertThat(read.headers().firstValue("X-Rate-Limit")).contains("10000");
        assertThat(read.headers().firstValue("ratelimit-reset")).contains("60");
    }

    @Test
    void thirtyUpdatesOfOneTicketAreAllThereIs() throws Exception {
        for (int number = 0; number < 30; number++) {
            assertThat(update("\"priority\":\"high\"").statusCode()).isEqualTo(200);
        }
        assertThat(update("\"priority\":\"high\"").statusCode()).isEqualTo(429);
    }

    @Test
    void tokensEndAndScopesCount() throws Exception {
        assertThat(get("/api/v2/users/me").statusCode()).isEqualTo(200);
        zendesk.expireTokens();
        assertThat(get("/api/v2/users/me").statusCode()).isEqualTo(401);

        token = token("tickets:read");
        assertThat(get("/api/v2/tickets/" + id).statusCode()).isEqualTo(200);
        assertThat(update(NOTE).statusCode()).isEqualTo(403);

        token = token("read write typo");
        assertThat(get("/api/v2/tickets/" + id).statusCode()).isEqualTo(403);
    }

    @Test
    void exportsNeedAnAdmin() throws Exception {
        zendesk.ownRole("agent");

        assertThat(get("/api/v2/incremental/tickets/cursor?start_time=0").statusCode())
                .isEqualTo(403);
    }

    @Test
    void completedJobHoldsFailedItems() throws Exception {
        String other = zendesk.customerOpens("Other", "Something else");
        zendesk.failInJob(other);

        JsonNode started = json(put(
                "/api/v2/tickets/update_many",
                "{\"tickets\":[{\"id\":" + id + "," + NOTE + "},{\"id\":" + other + "," + NOTE + "}]}"));
        String job =
                "/api/v2/job_statuses/" + started.path("job_status").path("id").asText();
        assertThat(json(get(job)).path("job_status").path("status").asText()).isEqualTo("working");
        JsonNode ended = json(get(job)).path("job_status");

        assertThat(ended.path("status").asText()).isEqualTo("completed");
        assertThat(ended.path("results").get(0).path("success").asBoolean()).isTrue();
        assertThat(ended.path("results").get(1).path("success").asBoolean(true)).isFalse();
        assertThat(zendesk.ticket(other).privateNotes()).isEmpty();
    }

    private Instant stamp() throws Exception {
        return Instant.parse(json(get("/api/v2/tickets/" + id))
                .path("ticket")
                .path("updated_at")
                .asText());
    }

    private String token(String scope) throws Exception {
        HttpResponse<String> reply = send(
                "POST",
                "/oauth/tokens",
                "{\"grant_type\":\"client_credentials\",\"client_id\":\"" + zendesk.clientId()
                        + "\",\"client_secret\":\"" + zendesk.clientSecret() + "\",\"scope\":\"" + scope + "\"}");
        assertThat(reply.statusCode()).isEqualTo(201);
        return json(reply).path("access_token").asText();
    }

    private HttpResponse<String> update(String inside) throws Exception {
        return put("/api/v2/tickets/" + id, "{\"ticket\":{" + inside + "}}");
    }

    private HttpResponse<String> put(String path, String body) throws Exception {
        return send("PUT", path, body);
    }

    private HttpResponse<String> get(String path) throws Exception {
        return client.send(
                HttpRequest.newBuilder(URI.create(zendesk.baseUrl() + path))
                        .header("Authorization", "Bearer " + token)
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private HttpResponse<String> send(String method, String path, String body) throws Exception {
        return client.send(
                HttpRequest.newBuilder(URI.create(zendesk.baseUrl() + path))
                        .header("Authorization", "Bearer " + token)
                        .header("Content-Type", "application/json")
                        .method(method, HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private static JsonNode json(HttpResponse<String> reply) throws Exception {
        return MAPPER.readTree(reply.body());
    }
}
