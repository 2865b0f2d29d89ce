package io.github.supportops.copilot.app.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.supportops.copilot.FailureKind;
import io.github.supportops.copilot.SetupException;
import io.github.supportops.copilot.app.service.RunningService.Reply;
import io.github.supportops.copilot.testkit.FakeTicketAnalyzer;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class StatusRoutesTest {
    private final FakeTicketAnalyzer analyzer = FakeTicketAnalyzer.create();

    @TempDir
    Path directory;

    private RunningService service;

    @BeforeEach
    void start() {
        service = RunningService.of(analyzer, directory.resolve("data"));
    }

    @AfterEach
    void stop() {
        service.close();
    }

    @Test
    void healthSaysThatTheProcessLives() {
        assertThat(service.get("/health").body()).isEqualTo("{\"status\":\"up\"}");
    }

    @Test
    void readyNamesWhatIsMissing() throws IOException {
        assertThat(service.get("/health/ready").status()).isEqualTo(200);

        Files.delete(directory.resolve("data/jobs"));
        Files.delete(directory.resolve("data"));

        Reply reply = service.get("/health/ready");
        assertThat(reply.status()).isEqualTo(503);
        assertThat(reply.json().at("/checks/data_directory").asText()).isEqualTo("down");
        assertThat(reply.json().at("/checks/reviews").asText()).isEqualTo("up");
    }

    @Test
    void metricsCountRequestsAndAnalysesWithoutNamingTickets() {
        analyzer.fails(new SetupException(FailureKind.CREDITS, "no credits"));
        String ticket = "{\"ticket_id\":\"TCK-canary\",\"message\":\"canary-99\"}";
        service.postJson("/analyze-ticket", ticket);
        service.postJson("/analyze-ticket", ticket);
        service.get("/jobs/canary-id");

        Reply reply = service.get("/metrics");

        assertThat(reply.header("content-type")).startsWith("text/plain");
        assertThat(reply.body())
                .contains("copilot_analysis_seconds_count{outcome=\"credits\"} 1")
                .contains("copilot_analysis_seconds_count{outcome=\"success\"} 1")
                .contains(
                        "copilot_http_requests_seconds_count{method=\"POST\",route=\"/analyze-ticket\",status=\"200\"} 1")
                .contains("route=\"/jobs/{id}\",status=\"404\"")
                .contains("copilot_reviews{state=\"pending\"}")
                .doesNotContain("canary");
    }

    @Test
    void requestsWithInventedMethodsShareOneLabel() {
        for (String method : new String[] {"FOO", "BAR"}) {
            service.send(service.request("/health").method(method, BodyPublishers.noBody()));
        }

        assertThat(service.get("/metrics").body()).contains("method=\"other\"").doesNotContain("FOO", "BAR");
    }

    @Test
    void documentationComesFromThisServiceAlone() {
        String page = service.get("/docs").body();

        assertThat(page).contains("/docs/swagger-ui-bundle.js").doesNotContain("http://", "https://");
        assertThat(service.get("/docs/swagger-ui.css").header("content-type")).startsWith("text/css");
        assertThat(service.get("/docs/swagger-ui-bundle.js").body()).hasSizeGreaterThan(100_000);
        assertThat(service.get("/docs/docs.js").body()).contains("/openapi.json");
        assertThat(service.get("/docs/../web/docs.html").status()).isIn(400, 404);
        assertThat(service.get("/docs/index.html").status()).isEqualTo(404);
    }
}
