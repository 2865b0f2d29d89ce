package io.github.supportops.copilot.app.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.supportops.copilot.AnalysisJson;
import io.github.supportops.copilot.FailureKind;
import io.github.supportops.copilot.InvalidAnswerException;
import io.github.supportops.copilot.InvalidTicketException;
import io.github.supportops.copilot.ProviderUnavailableException;
import io.github.supportops.copilot.SetupException;
import io.github.supportops.copilot.app.service.RunningService.Reply;
import io.github.supportops.copilot.testkit.Samples;
import java.io.ByteArrayInputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
class AnalyzeTicketRouteTest extends RouteTest {
    private static final String TICKET = "{\"ticket_id\":\"TCK-9\",\"message\":\"Invoices are broken. canary-77\"}";

    @Test
    void answersWithTheIdAndTheSixFieldsAndNothingElse() {
        Reply reply = start().postJson("/analyze-ticket", TICKET);

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.header("content-type")).isEqualTo("application/json");
        assertThat(reply.body())
                .isEqualTo("{\"ticket_id\":\"TCK-9\",\"analysis\":{\"intent\":\"technical_issue\","
                        + "\"urgency\":\"high\",\"sentiment\":\"negative\",\"escalation_required\":true,"
                        + "\"churn_risk\":\"medium\",\"suggested_response\":\"Thank you for telling us. "
                        + "We are looking into the invoice flow now.\"}}");
        assertThat(analyzer.tickets().get(0).message()).isEqualTo("Invoices are broken. canary-77");
    }

    @Test
    void detailsStandBesideTheAnalysisWhenAskedFor() {
        Reply reply = start().postJson("/analyze-ticket?details=true", TICKET);

        assertThat(reply.json().fieldNames())
                .toIterable()
                .containsExactly("ticket_id", "analysis", "confidence", "explanation", "provenance", "review");
        assertThat(AnalysisJson.read(reply.body()).provenance().analyzer()).isEqualTo("fake");
    }

    @Test
    void everyPartOfATicketReachesTheAnalyzer() {
        start().postJson("/analyze-ticket", AnalysisJson.writeTicket(Samples.fullTicket()));

        assertThat(analyzer.tickets()).containsExactly(Samples.fullTicket());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    {"ticket_id":"T"}                                        | 422 | invalid-ticket    | message
                    {"message":"x"}                                          | 422 | invalid-ticket    | ticket_id
                    {"ticket_id":"T","message":"  "}                         | 422 | invalid-ticket    | message
                    {"ticket_id":"T","message":7}                            | 422 | invalid-ticket    | message
                    {"ticket_id":"T","message":"x","thread":[{"text":"y"}]}  | 422 | invalid-ticket    | thread[0].author
                    {"ticket_id":"T","message":"x"                           | 400 | malformed-request | ''
                    {"ticket_id":"T","message":"x","message":"y"}            | 400 | malformed-request | ''
                    []                                                       | 400 | malformed-request | ''
                    nonsense                                                 | 400 | malformed-request | ''
                    """)
    void refusalsNameTheFieldAndQuoteNothing(String body, int status, String problem, String field) {
        Reply reply = start().postJson("/analyze-ticket", body);

        assertThat(reply.status()).isEqualTo(status);
        assertThat(reply.problem()).isEqualTo(problem);
        assertThat(reply.json().path("errors").path(0).path("field").asText()).isEqualTo(field);
        assertThat(analyzer.tickets()).isEmpty();
    }

    @Test
    void otherContentTypesAreRefused() {
        Reply reply = start().post("/analyze-ticket", "text/plain", TICKET);

        assertThat(reply.status()).isEqualTo(415);
        assertThat(reply.problem()).isEqualTo("unsupported-media-type");
    }

    @Test
    void compressedBodiesAreRefusedBecauseTheyMayBeBombs() {
        start();
        Reply reply = service.send(service.request("/analyze-ticket")
                .header("Content-Type", "application/json")
                .header("Content-Encoding", "gzip")
                .POST(BodyPublishers.ofString(TICKET)));

        assertThat(reply.status()).isEqualTo(415);
    }

    @Test
    void wrongFlagIsNamed() {
        Reply reply = start().postJson("/analyze-ticket?details=perhaps", TICKET);

        assertThat(reply.problem()).isEqualTo("invalid-parameter");
        assertThat(reply.json().at("/errors/0/field").asText()).isEqualTo("details");
    }

    @Test
    void failuresOfTheAnalyzerSayWhatTheCallerCanDo() {
        analyzer.fails(
                new ProviderUnavailableException(
                        FailureKind.RATE_LIMITED, "slow down", null, Duration.ofSeconds(7), List.of(), null),
                new SetupException(FailureKind.CREDITS, "no credits"),
                new InvalidAnswerException(FailureKind.INVALID_ANSWER, "no valid answer", null, List.of(), List.of()),
                new InvalidTicketException("too odd"),
                new ProviderUnavailableException(FailureKind.DEADLINE, "too slow", null, null, List.of(), null));
        start();

        Reply busy = service.postJson("/analyze-ticket", TICKET);
        assertThat(busy.status()).isEqualTo(503);
        assertThat(busy.header("retry-after")).isEqualTo("7");
        assertThat(busy.problem()).isEqualTo("unavailable");
        assertThat(service.postJson("/analyze-ticket", TICKET).problem()).isEqualTo("setup");
        assertThat(service.postJson("/analyze-ticket", TICKET).problem()).isEqualTo("invalid-answer");
        assertThat(service.postJson("/analyze-ticket", TICKET).problem()).isEqualTo("invalid-ticket");
        assertThat(service.postJson("/analyze-ticket", TICKET).status()).isEqualTo(504);
    }

    @Test
    void oneMoreThanTheLimitIsToldToComeAgain() throws Exception {
        analyzer.stalls();
        start(builder -> builder.maxConcurrentAnalyses(1));
        CompletableFuture<HttpResponse<String>> first = postLater(TICKET);
        awaitStalled();

        Reply second = service.postJson("/analyze-ticket", TICKET);
        analyzer.release();

        assertThat(second.status()).isEqualTo(429);
        assertThat(second.header("retry-after")).isEqualTo("1");
        assertThat(first.get().statusCode()).isEqualTo(200);
        assertThat(service.postJson("/analyze-ticket", TICKET).status()).isEqualTo(200);
    }

    @Test
    void refusedTicketsGiveTheirPlaceBack() {
        start(builder -> builder.maxConcurrentAnalyses(1));

        service.postJson("/analyze-ticket", "nonsense");

        assertThat(service.postJson("/analyze-ticket", TICKET).status()).isEqualTo(200);
    }

    @Test
    void analysisThatTakesTooLongIsCancelled() {
        analyzer.stalls();
        start(builder -> builder.requestDeadline(Duration.ofMillis(50)));

        Reply reply = service.postJson("/analyze-ticket", TICKET);

        assertThat(reply.status()).isEqualTo(504);
        assertThat(reply.problem()).isEqualTo("deadline");
        // The answer need not wait for the cancellation; the time limit of the test ends this otherwise.
        while (analyzer.stalledCount() > 0) {
            Thread.onSpinWait();
        }
    }

    @Test
    void bodyAboveTheLimitIsRefusedWhetherDeclaredOrNot() {
        start(builder -> builder.maxTicketBytes(20));
        byte[] bytes = TICKET.getBytes(StandardCharsets.UTF_8);

        Reply declared = service.postJson("/analyze-ticket", TICKET);
        Reply chunked = service.send(service.request("/analyze-ticket")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(bytes))));

        assertThat(declared.status()).isEqualTo(413);
        assertThat(chunked.status()).isEqualTo(413);
        assertThat(chunked.problem()).isEqualTo("too-large");
    }

    @Test
    void stoppingLetsWhatIsUnderWayEnd() throws Exception {
        analyzer.stalls();
        start();
        CompletableFuture<HttpResponse<String>> running = postLater(TICKET);
        awaitStalled();

        CompletableFuture<Void> closing = CompletableFuture.runAsync(service::close, task -> new Thread(task).start());
        analyzer.release();

        assertThat(running.get().statusCode()).isEqualTo(200);
        closing.get();
    }

    private CompletableFuture<HttpResponse<String>> postLater(String body) {
        return service.client()
                .sendAsync(
                        service.request("/analyze-ticket")
                                .header("Content-Type", "application/json")
                                .POST(BodyPublishers.ofString(body))
                                .build(),
                        BodyHandlers.ofString());
    }

    private void awaitStalled() {
        while (analyzer.stalledCount() == 0) {
            Thread.onSpinWait();
        }
    }
}
