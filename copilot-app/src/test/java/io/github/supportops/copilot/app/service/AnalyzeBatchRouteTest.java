package io.github.supportops.copilot.app.service;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.supportops.copilot.AnalysisJson;
import io.github.supportops.copilot.FailureKind;
import io.github.supportops.copilot.SetupException;
import io.github.supportops.copilot.app.service.RunningService.Reply;
import io.github.supportops.copilot.testkit.Samples;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class AnalyzeBatchRouteTest extends RouteTest {
    private static final String LABELS = "technical_issue,high,negative,true,medium,"
            + "Thank you for telling us. We are looking into the invoice flow now.";
    private static final String CSV = "ticket_id,message,queue\nT-1,Broken,a\nT-2,\"Late, again\",b\n";
    private static final String ENRICHED = "ticket_id,message,queue,intent,urgency,sentiment,escalation_required,"
            + "churn_risk,suggested_response\nT-1,Broken,a," + LABELS + "\nT-2,\"Late, again\",b," + LABELS + "\n";
    private static final String ARRAY =
            "[{\"ticket_id\":\"T-1\",\"message\":\"Broken\"},{\"ticket_id\":\"T-2\",\"message\":\"Late\"}]";

    @Test
    void csvComesBackEnrichedAndNothingIsKept() throws IOException {
        Reply reply = start().post("/analyze-batch", "text/csv; charset=utf-8", CSV);

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.header("content-type")).isEqualTo("text/csv; charset=utf-8");
        assertThat(reply.header("content-disposition")).isEqualTo("attachment; filename=\"enriched.csv\"");
        assertThat(lines(reply)).isEqualTo(ENRICHED);
        try (Stream<Path> left = Files.list(data.resolve("jobs"))) {
            assertThat(left).isEmpty();
        }
    }

    @Test
    void fileOfAFormIsReadLikeTheOriginalDoes() {
        Reply reply = start().post("/analyze-batch", "multipart/form-data; boundary=XX", form("tickets.csv", CSV));

        assertThat(reply.status()).isEqualTo(200);
        assertThat(lines(reply)).isEqualTo(ENRICHED);
    }

    @Test
    void nameOfTheFileInAFormSaysItsFormat() {
        Reply reply = start().post("/analyze-batch", "multipart/form-data; boundary=XX", form("tickets.json", ARRAY));

        assertThat(reply.header("content-type")).isEqualTo("application/json");
        assertThat(reply.json()).hasSize(2);
    }

    @Test
    void arrayOfTicketsComesBackAsAnArrayOfResults() {
        Reply reply = start().postJson("/analyze-batch", ARRAY);

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.json()).hasSize(2);
        assertThat(reply.json().get(1).toString()).isEqualTo(AnalysisJson.write(Samples.result("T-2")));
    }

    @Test
    void jsonLinesComeBackAsJsonLines() {
        String lines = "{\"ticket_id\":\"T-1\",\"message\":\"Broken\"}\n{\"ticket_id\":\"T-2\",\"message\":\"Late\"}\n";

        Reply reply = start().post("/analyze-batch", "application/x-ndjson", lines);

        assertThat(reply.header("content-type")).isEqualTo("application/jsonl");
        assertThat(reply.body().lines())
                .containsExactly(AnalysisJson.write(Samples.result("T-1")), AnalysisJson.write(Samples.result("T-2")));
    }

    @ParameterizedTest
    @CsvSource({
        "text/csv,         text/csv; charset=utf-8",
        "application/json, application/json",
        "application/jsonl, application/jsonl",
        "'text/html,application/json;q=0.5,text/csv;q=0.1', application/json",
        "*/*,              text/csv; charset=utf-8"
    })
    void acceptChoosesTheFormatOfTheResult(String accept, String contentType) {
        start();

        Reply reply = service.send(service.request("/analyze-batch")
                .header("Content-Type", "text/csv")
                .header("Accept", accept)
                .POST(BodyPublishers.ofString(CSV)));

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.header("content-type")).isEqualTo(contentType);
        assertThat(reply.body()).contains("T-2", "technical_issue");
    }

    @Test
    void ticketsInJsonKeepAllTheirParts() {
        start().postJson("/analyze-batch", "[" + AnalysisJson.writeTicket(Samples.fullTicket()) + "]");

        assertThat(analyzer.tickets()).containsExactly(Samples.fullTicket());
    }

    @Test
    void entryThatIsNoTicketFailsAloneAndSaysWhere() {
        Reply reply = start().postJson(
                        "/analyze-batch",
                        "[{\"ticket_id\":\"T-1\"},7,{\"ticket_id\":\"=T\\ud800\",\"message\":\"Late\"}]");

        JsonNode entries = reply.json();
        assertThat(entries.at("/0/error/kind").asText()).isEqualTo("bad_ticket");
        assertThat(entries.at("/0/error/detail").asText()).contains("$.message");
        assertThat(entries.at("/1/error/kind").asText()).isEqualTo("bad_ticket");
        assertThat(entries.at("/2/ticket_id").asText()).startsWith("=T");
        assertThat(entries.at("/2/analysis/urgency").asText()).isEqualTo("high");
    }

    @Test
    void replyThatASpreadsheetWouldRunIsProtectedInCsvAndPlainInJson() {
        analyzer.returns(Samples.analysis("=HYPERLINK(1)"), Samples.analysis("=HYPERLINK(1)"));
        String one = "ticket_id,message\nT-1,Broken\n";
        start();

        Reply csv = service.post("/analyze-batch", "text/csv", one);
        Reply json = service.send(service.request("/analyze-batch")
                .header("Content-Type", "text/csv")
                .header("Accept", "application/json")
                .POST(BodyPublishers.ofString(one)));

        assertThat(csv.body()).contains(",'=HYPERLINK(1)");
        assertThat(json.json().at("/0/analysis/suggested_response").asText()).isEqualTo("=HYPERLINK(1)");
    }

    @Test
    void failedRowsStayInTheirPlace() {
        Reply reply = start().post("/analyze-batch", "text/csv", "ticket_id,message\nT-1,\nT-2,Late\n");

        assertThat(lines(reply).lines().toList().get(1))
                .startsWith("T-1,,,,,,,,")
                .endsWith(",bad_ticket");
        assertThat(lines(reply).lines().toList().get(2)).startsWith("T-2,Late," + LABELS);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a,b\n1,2\n", "ticket_id\nT-1\n"})
    void fileWithoutTheColumnsIsRefusedWithoutNamingAPathOfTheServer(String csv) {
        Reply reply = start().post("/analyze-batch", "text/csv", csv);

        assertThat(reply.status()).isEqualTo(422);
        assertThat(reply.problem()).isEqualTo("invalid-file");
        assertThat(reply.body()).doesNotContain(data.toString(), "input.csv");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "[", "[{\"ticket_id\":\"T\",\"message\":\"x\"}]]", "[]", "x"})
    void brokenJsonIsRefused(String json) {
        Reply reply = start().postJson("/analyze-batch", json);

        assertThat(reply.status()).isEqualTo(422);
        assertThat(reply.problem()).isEqualTo("invalid-file");
    }

    @Test
    void formWithoutAFileAndUnknownTypesAreRefused() {
        String empty = "--XX\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nb\r\n--XX--\r\n";
        start();

        assertThat(service.post("/analyze-batch", "multipart/form-data; boundary=XX", empty)
                        .problem())
                .isEqualTo("invalid-file");
        assertThat(service.post("/analyze-batch", "multipart/form-data; boundary=XX", "nonsense")
                        .status())
                .isEqualTo(400);
        assertThat(service.post("/analyze-batch", "multipart/form-data", "nonsense")
                        .status())
                .isEqualTo(400);
        assertThat(service.post("/analyze-batch", "application/zip", "PK").status())
                .isEqualTo(415);
        assertThat(service.send(service.request("/analyze-batch")
                                .header("Content-Type", "text/csv")
                                .header("Accept", "image/png")
                                .POST(BodyPublishers.ofString(CSV)))
                        .status())
                .isEqualTo(406);
    }

    @Test
    void uploadAboveTheLimitIsRefused() throws IOException {
        start(builder -> builder.maxUploadBytes(30));

        assertThat(service.post("/analyze-batch", "text/csv", CSV).status()).isEqualTo(413);
        assertThat(service.post("/analyze-batch", "multipart/form-data; boundary=XX", form("a.csv", CSV))
                        .problem())
                .isEqualTo("too-large");
        try (Stream<Path> left = Files.list(data.resolve("jobs"))) {
            assertThat(left).isEmpty();
        }
    }

    @Test
    void wrongSetupIsSaidInsteadOfAFileOfErrors() {
        analyzer.fails(new SetupException(FailureKind.API_KEY, "no key"));

        Reply reply = start().post("/analyze-batch", "text/csv", CSV);

        assertThat(reply.status()).isEqualTo(503);
        assertThat(reply.problem()).isEqualTo("setup");
    }

    @Test
    void resultIsLeftWhereTheOriginalLeavesItWhenAskedFor() throws IOException {
        Path place = data.resolve("output_results.csv");
        start(builder -> builder.saveResultsTo(place));

        service.post("/analyze-batch", "text/csv", CSV);

        assertThat(Files.readString(place).replace("\r\n", "\n")).isEqualTo(ENRICHED);
    }

    @Test
    void batchThatTakesTooLongBecomesAJob() {
        analyzer.stalls();
        start(builder -> builder.requestDeadline(Duration.ofMillis(50)));

        Reply reply = service.post("/analyze-batch", "text/csv", CSV);
        analyzer.release();

        assertThat(reply.status()).isEqualTo(202);
        assertThat(JobsTest.awaitState(service, reply.header("location"), List.of("completed"))
                        .path("done")
                        .asInt())
                .isEqualTo(2);
    }

    private static String lines(Reply reply) {
        return reply.body().replace("\r\n", "\n");
    }

    private static String form(String name, String content) {
        return "--XX\r\nContent-Disposition: form-data; name=\"note\"\r\n\r\nhello\r\n--XX\r\n"
                + "Content-Disposition: form-data; name=\"file\"; filename=\"" + name + "\"\r\n\r\n" + content
                + "\r\n--XX--\r\n";
    }
}
