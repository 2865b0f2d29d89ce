package io.github.supportops.copilot.testkit.helpdesk;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FakeFreshdeskTest {
    private static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private final FakeFreshdesk fake = FakeFreshdesk.builder()
            .minute(Duration.ofHours(1))
            .limits(1_000, 3, 2, 900)
            .clock(Clock.fixed(NOW, ZoneOffset.UTC))
            .dropdown("cf_mood", "good", "bad")
            .field("cf_count", "custom_number")
            .group("Escalations", 42)
            .start();
    private final String id = fake.customerOpens("Export", "It is broken");

    @AfterEach
    void close() {
        fake.close();
    }

    @Test
    void everyChangeMovesTheStampByASecondAtLeast() throws Exception {
        fake.agentAddsTag(id, "a");
        fake.agentAddsTag(id, "b");
        fake.customerWrites(id, "again");

        assertThat(get("/api/v2/tickets/" + id).body()).contains("\"updated_at\":\"2026-03-01T10:00:03Z\"");
    }

    @Test
    void listsHaveNeitherTagsNorDescriptionUnlessItIsIncludedForTwoCreditsMore() throws Exception {
        fake.agentAddsTag(id, "vip");

        HttpResponse<String> plain = get("/api/v2/tickets");
        HttpResponse<String> included = get("/api/v2/tickets?include=description,requester");

        assertThat(plain.body()).contains("\"id\":" + id).doesNotContain("vip", "broken");
        assertThat(plain.headers().firstValue("X-RateLimit-Used-CurrentRequest"))
                .contains("1");
        assertThat(included.body()).contains("It is broken");
        assertThat(included.headers().firstValue("X-RateLimit-Used-CurrentRequest"))
                .contains("5");
    }

    @Test
    void pagesAreLimitedAndTheLastHasNoLink() throws Exception {
        fake.customerOpens("Second", "message");

        assertThat(get("/api/v2/tickets?per_page=101").statusCode()).isEqualTo(400);
        assertThat(get("/api/v2/tickets?page=301").statusCode()).isEqualTo(400);
        assertThat(get("/api/v2/tickets?per_page=1").headers().firstValue("Link"))
                .contains("<" + fake.baseUrl() + "/api/v2/tickets?per_page=1&page=2>; rel=\"next\"");
        assertThat(get("/api/v2/tickets?per_page=1&page=2").headers().firstValue("Link"))
                .isEmpty();
    }

    @Test
    void conversationsWithTheTicketAreTheTenOldest() throws Exception {
        for (int number = 10; number < 25; number++) {
            fake.agentReplies(id, "reply-" + number);
        }

        assertThat(get("/api/v2/tickets/" + id + "?include=conversations").body())
                .contains("reply-19")
                .doesNotContain("reply-20");
        assertThat(get("/api/v2/tickets/" + id + "/conversations").body()).contains("reply-24");
    }

    @Test
    void unknownKeysWrongTypesAndChoicesThatAreNoneAreRefused() throws Exception {
        assertThat(put("{\"prio\":3}")).contains("400", "\"field\":\"prio\"", "invalid_field");
        assertThat(put("{\"is_escalated\":true}")).contains("400", "invalid_field");
        assertThat(fake.ticket(id).priority()).contains("1");
    }

    @Test
    void valuesHaveToBeOfTheirType() throws Exception {
        assertThat(put("{\"priority\":\"3\",\"tags\":[1],\"group_id\":7,\"custom_fields\":"
                        + "{\"cf_mood\":\"so so\",\"cf_count\":\"3\",\"cf_other\":1}}"))
                .contains("400")
                .contains("{\"field\":\"priority\",\"message\":\"It should be a/an Positive Integer\"")
                .contains("\"field\":\"tags\"", "\"field\":\"group_id\"", "\"field\":\"custom_fields.cf_mood\"")
                .contains("\"field\":\"custom_fields.cf_count\"", "\"field\":\"custom_fields.cf_other\"");
        assertThat(put("{\"tags\":[\"" + "x".repeat(33) + "\"]}")).contains("400", "invalid_value");
    }

    @Test
    void tagsAreTheWholeList() throws Exception {
        fake.agentAddsTag(id, "vip");

        assertThat(put("{\"tags\":[\"ours\"]}")).startsWith("200");

        assertThat(fake.ticket(id).tags()).containsExactly("ours");
    }

    @Test
    void everyNoteThatIsSentIsAddedAndAPublicOneIsSeen() throws Exception {
        assertThat(note("{\"body\":\"a<br>b\",\"private\":true}")).startsWith("201");
        assertThat(note("{\"body\":\"a<br>b\",\"private\":true}")).startsWith("201");
        assertThat(note("{\"body\":\"out\",\"private\":false}")).startsWith("201");

        assertThat(fake.ticket(id).privateNotes()).containsExactly("a\nb", "a\nb");
        assertThat(fake.ticket(id).publicMessages()).containsExactly("It is broken", "out");
    }

    @Test
    void eachClassOfCallsHasItsLimitAndInvalidCallsCountToo() throws Exception {
        assertThat(put("{}")).startsWith("400");
        assertThat(put("{\"priority\":2}")).startsWith("200");
        assertThat(put("{\"priority\":3}")).startsWith("429");

        assertThat(note("{}")).startsWith("400");
        assertThat(note("{}")).startsWith("400");
        assertThat(note("{}")).startsWith("400");
        assertThat(note("{\"body\":\"one too many\"}")).startsWith("429");
        assertThat(fake.limitViolations()).isEqualTo(2);
    }

    @Test
    void theKeyIsNeededAndTheKindOfTheBodyToo() throws Exception {
        HttpRequest bare = HttpRequest.newBuilder(URI.create(fake.baseUrl() + "/api/v2/agents/me"))
                .build();
        assertThat(CLIENT.send(bare, HttpResponse.BodyHandlers.ofString()).statusCode())
                .isEqualTo(401);
        HttpRequest form = request("/api/v2/tickets/" + id)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .PUT(HttpRequest.BodyPublishers.ofString("priority=3"))
                .build();
        assertThat(CLIENT.send(form, HttpResponse.BodyHandlers.ofString()).statusCode())
                .isEqualTo(415);
    }

    @Test
    void whatIsNotThereHasAnEmptyAnswerAndTheBinTakesNoUpdates() throws Exception {
        HttpResponse<String> missing = get("/api/v2/tickets/999");
        assertThat(missing.statusCode()).isEqualTo(404);
        assertThat(missing.body()).isEmpty();
        fake.agentDeletes(id);
        assertThat(put("{\"priority\":2}")).startsWith("405");
        assertThat(get("/api/v2/tickets/" + id).body()).contains("\"deleted\":true");
        assertThat(get("/api/v2/tickets").body()).isEqualTo("[]");
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return CLIENT.send(request(path).build(), HttpResponse.BodyHandlers.ofString());
    }

    private String put(String body) throws IOException, InterruptedException {
        return sent("PUT", "/api/v2/tickets/" + id, body);
    }

    private String note(String body) throws IOException, InterruptedException {
        return sent("POST", "/api/v2/tickets/" + id + "/notes", body);
    }

    private String sent(String method, String path, String body) throws IOException, InterruptedException {
        HttpRequest request = request(path)
                .header("Content-Type", "application/json")
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                .build();
        HttpResponse<String> reply = CLIENT.send(request, HttpResponse.BodyHandlers.ofString());
        return reply.statusCode() + " " + reply.body();
    }

    private HttpRequest.Builder request(String path) {
        String key = Base64.getEncoder()
                .encodeToString((FakeFreshdeskBuilder.API_KEY + ":X").getBytes(StandardCharsets.UTF_8));
        return HttpRequest.newBuilder(URI.create(fake.baseUrl() + path)).header("Authorization", "Basic " + key);
    }
}
