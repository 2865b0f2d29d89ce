package io.github.supportops.copilot.app.service;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.InputFormat;
import io.github.supportops.copilot.ReviewReason;
import io.github.supportops.copilot.app.service.RunningService.Reply;
import io.github.supportops.copilot.review.ReviewQueue;
import io.github.supportops.copilot.testkit.FakeTicketAnalyzer;
import io.github.supportops.copilot.testkit.Samples;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
class ReviewRoutesTest {
    private static final String RIGHT = "{\"intent\":\"billing\",\"urgency\":\"low\",\"sentiment\":\"neutral\","
            + "\"escalation_required\":false,\"churn_risk\":\"low\",\"suggested_response\":\"Thank you.\"}";

    private final ReviewQueue queue = ReviewQueue.inMemory();

    @TempDir
    Path data;

    private RunningService service;

    @BeforeEach
    void start() {
        FakeTicketAnalyzer analyzer = FakeTicketAnalyzer.create()
                .otherwise(ticket -> Samples.result(ticket.id()).toBuilder()
                        .reviewReasons(List.of(
                                new ReviewReason(ReviewReason.Kind.LOW_CONFIDENCE, "intent 0.20 is below 0.50")))
                        .build());
        service = RunningService.of(analyzer, data, builder -> builder.reviews(queue));
    }

    @AfterEach
    void stop() {
        service.close();
    }

    private JsonNode reviewOf(String ticketId) {
        service.postJson("/analyze-ticket", "{\"ticket_id\":\"" + ticketId + "\",\"message\":\"Broken\"}");
        return service.get("/reviews?ticket_id=" + ticketId).json().at("/reviews/0");
    }

    private Reply decide(JsonNode review, String body) {
        return service.postJson("/reviews/" + review.path("id").asText() + "/decision", body);
    }

    @Test
    void whatNeedsAPersonIsQueuedBeforeItIsAnswered() {
        JsonNode review = reviewOf("T-1");

        assertThat(review.path("state").asText()).isEqualTo("pending");
        assertThat(review.at("/ticket/message").asText()).isEqualTo("Broken");
        assertThat(review.path("reasons").get(0).asText()).isEqualTo("low_confidence");
        assertThat(OpenApiDocumentTest.component("Review").validate(review.toString(), InputFormat.JSON))
                .isEmpty();
        assertThat(service.get("/reviews/" + review.path("id").asText()).json()).isEqualTo(review);
    }

    @Test
    void correctionIsKeptAndTaught() {
        JsonNode review = reviewOf("T-1");

        Reply reply = decide(
                review,
                "{\"decision\":\"correct\",\"by\":\"ana\",\"version\":1,\"why\":\"a bill\",\"analysis\":" + RIGHT
                        + "}");

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.json().path("state").asText()).isEqualTo("corrected");
        assertThat(reply.json().at("/decision/changed").toString()).contains("intent", "urgency");
        JsonNode line = Json.tree(service.get("/feedback").body().strip());
        assertThat(line.path("by").asText()).isEqualTo("ana");
        assertThat(line.path("analysis")).isEqualTo(Json.tree(RIGHT));
        assertThat(service.get("/stats").json().at("/changed_fields/intent").asInt())
                .isEqualTo(1);
        assertThat(service.get("/reviews?state=pending").json().path("reviews")).isEmpty();
    }

    @Test
    void secondDecisionAboutTheSameVersionIsAConflict() {
        JsonNode review = reviewOf("T-1");
        String approval = "{\"decision\":\"approve\",\"by\":\"ana\",\"version\":1}";

        assertThat(decide(review, approval).status()).isEqualTo(200);
        Reply second = decide(review, "{\"decision\":\"dismiss\",\"by\":\"bob\",\"version\":1}");

        assertThat(second.status()).isEqualTo(409);
        assertThat(second.problem()).isEqualTo("conflict");
        assertThat(service.get("/feedback").body().lines()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    {"decision":"maybe","by":"ana","version":1}                        | decision
                    {"decision":"approve","version":1}                                 | by
                    {"decision":"approve","by":" ","version":1}                        | by
                    {"decision":"approve","by":"ana"}                                  | version
                    {"decision":"approve","by":"ana","version":"1"}                    | version
                    {"decision":"correct","by":"ana","version":1}                      | analysis
                    {"decision":"correct","by":"ana","version":1,"analysis":{}}        | analysis.escalation_required
                    {"decision":"approve","by":"ana","version":1,"why":7}              | why
                    """)
    void wrongDecisionsNameTheField(String body, String field) {
        JsonNode review = reviewOf("T-1");

        Reply reply = decide(review, body);

        assertThat(reply.status()).isEqualTo(422);
        assertThat(reply.json().at("/errors/0/field").asText()).isEqualTo(field);
        assertThat(service.get("/reviews?state=pending").json().path("reviews")).hasSize(1);
    }

    @Test
    void listIsFilteredOrderedAndGivenOutInPages() {
        for (int number = 1; number <= 3; number++) {
            reviewOf("T-" + number);
        }

        JsonNode first = service.get("/reviews?limit=2&order=newest_first&urgency=high,critical")
                .json();
        JsonNode rest = service.get("/reviews?limit=2&order=newest_first&after="
                        + first.path("next").asText())
                .json();

        assertThat(first.path("reviews")).hasSize(2);
        assertThat(rest.path("reviews")).hasSize(1);
        assertThat(rest.path("next").isNull()).isTrue();
        assertThat(service.get("/reviews?urgency=low").json().path("reviews")).isEmpty();
        assertThat(service.get("/reviews?state=odd")
                        .json()
                        .at("/errors/0/field")
                        .asText())
                .isEqualTo("state");
        assertThat(service.get("/reviews?limit=0").status()).isEqualTo(422);
        assertThat(service.get("/reviews?after=x").status()).isEqualTo(422);
    }

    @Test
    void browserGetsInWithTheTokenAndACookieThatScriptsCannotRead() {
        service.close();
        service = RunningService.of(
                FakeTicketAnalyzer.create(), data, builder -> builder.token("a-token-that-nobody-guesses"));
        Reply form = service.send(service.request("/").header("Accept", "text/html"));
        assertThat(form.status()).isEqualTo(401);
        assertThat(form.body()).contains("action=\"/session\"");
        assertThat(service.post("/session", "application/x-www-form-urlencoded", "token=wrong")
                        .status())
                .isEqualTo(401);

        Reply signedIn =
                service.post("/session", "application/x-www-form-urlencoded", "token=a-token-that-nobody-guesses");

        assertThat(signedIn.status()).isEqualTo(303);
        assertThat(signedIn.header("set-cookie"))
                .contains("HttpOnly", "SameSite=Strict")
                .doesNotContain("a-token");
        String cookie = signedIn.header("set-cookie").split(";")[0];
        assertThat(service.send(service.request("/reviews").header("Cookie", cookie))
                        .status())
                .isEqualTo(200);
        assertThat(service.send(service.request("/reviews").header("Cookie", cookie + "0"))
                        .status())
                .isEqualTo(401);
        assertThat(service.send(service.request("/analyze-ticket")
                                .header("Cookie", cookie)
                                .header("Origin", "https://evil.example")
                                .POST(BodyPublishers.ofString("{}")))
                        .status())
                .isEqualTo(403);
    }
}
