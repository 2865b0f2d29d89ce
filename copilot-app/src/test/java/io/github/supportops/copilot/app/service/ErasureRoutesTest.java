package io.github.supportops.copilot.app.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.supportops.copilot.ReviewReason;
import io.github.supportops.copilot.app.service.RunningService.Reply;
import io.github.supportops.copilot.testkit.FakeTicketAnalyzer;
import io.github.supportops.copilot.testkit.Samples;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class ErasureRoutesTest {
    @TempDir
    Path data;

    private RunningService service;

    @BeforeEach
    void start() {
        FakeTicketAnalyzer analyzer = FakeTicketAnalyzer.create()
                .otherwise(ticket -> Samples.result(ticket.id()).toBuilder()
                        .reviewReasons(List.of(new ReviewReason(ReviewReason.Kind.LOW_CONFIDENCE, "intent")))
                        .build());
        service = RunningService.of(analyzer, data);
    }

    @AfterEach
    void stop() {
        service.close();
    }

    @Test
    void nothingIsLeftOfATicket() {
        analyze("{\"ticket_id\":\"T-1\",\"message\":\"Broken\"}");
        approveAll();
        String job = job("text/csv", "ticket_id,message\nT-1,Broken\n");
        String other = job("text/csv", "ticket_id,message\nT-2,Broken\n");

        Reply reply = service.delete("/tickets/T-1");

        assertThat(reply.json().toString()).isEqualTo("{\"reviews\":1,\"feedback_entries\":1,\"jobs\":1}");
        assertThat(service.get("/reviews?ticket_id=T-1").json().path("reviews")).isEmpty();
        assertThat(service.get("/feedback").body()).isEmpty();
        assertThat(service.get(job).status()).isEqualTo(404);
        assertThat(service.get(other).status()).isEqualTo(200);
    }

    @Test
    void nothingIsLeftOfACustomerNorOfFilesThatHoldOnlyTheirTickets() throws IOException {
        analyze("{\"ticket_id\":\"T-1\",\"message\":\"canary-31\",\"customer\":{\"id\":\"C-7\"}}");
        analyze("{\"ticket_id\":\"T-2\",\"message\":\"Late\",\"customer\":{\"id\":\"C-8\"}}");
        approveAll();
        String named = job(
                "application/json",
                "[{\"ticket_id\":\"T-9\",\"message\":\"canary-31\",\"customer\":{\"id\":\"C-7\"}}]");
        String unnamed = job("text/csv", "ticket_id,message\nT-1,canary-31\n");

        Reply reply = service.delete("/customers/C-7");

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.json().path("jobs").asInt()).isEqualTo(2);
        assertThat(reply.json().path("reviews").asInt()).isEqualTo(3);
        assertThat(service.get(named).status()).isEqualTo(404);
        assertThat(service.get(unnamed).status()).isEqualTo(404);
        assertThat(service.get("/reviews").json().path("reviews")).hasSize(1);
        assertThat(service.get("/feedback").body()).contains("T-2").doesNotContain("canary-31");
        assertNoFileHolds("canary-31");
    }

    @ParameterizedTest
    @ValueSource(strings = {"T \"7\"", "T\u00e9\u4e2d", "a,b"})
    void idsAreFoundInFilesHoweverTheyAreWrittenThere(String id) {
        String json = "[{\"ticket_id\":" + Json.write(id) + ",\"message\":\"Broken\"}]";
        String inJson = job("application/json", json);
        String inCsv = job("text/csv", "ticket_id,message\n\"" + id.replace("\"", "\"\"") + "\",Broken\n");

        service.delete(
                "/tickets/" + URLEncoder.encode(id, StandardCharsets.UTF_8).replace("+", "%20"));

        assertThat(service.get(inJson).status()).isEqualTo(404);
        assertThat(service.get(inCsv).status()).isEqualTo(404);
    }

    private void analyze(String ticket) {
        assertThat(service.postJson("/analyze-ticket", ticket).status()).isEqualTo(200);
    }

    private void approveAll() {
        service.get("/reviews")
                .json()
                .path("reviews")
                .forEach(review -> service.postJson(
                        "/reviews/" + review.path("id").asText() + "/decision",
                        "{\"decision\":\"approve\",\"by\":\"ana\",\"version\":1}"));
    }

    private String job(String type, String body) {
        String place = service.post("/analyze-batch?async=true", type, body).header("location");
        JobsTest.awaitState(service, place, List.of("completed"));
        return place;
    }

    private void assertNoFileHolds(String text) throws IOException {
        try (Stream<Path> files = Files.walk(data)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                assertThat(Files.readString(file, StandardCharsets.ISO_8859_1))
                        .as(file.toString())
                        .doesNotContain(text);
            }
        }
    }
}
