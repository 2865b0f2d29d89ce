package io.github.supportops.copilot.csv;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.supportops.copilot.FailureKind;
import io.github.supportops.copilot.ProviderUnavailableException;
import io.github.supportops.copilot.Ticket;
import io.github.supportops.copilot.TicketAnalyzer;
import io.github.supportops.copilot.batch.TicketBatch;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HtmlReportTest {
    private static final Pattern SCRIPT = Pattern.compile("<script>(.*?)</script>", Pattern.DOTALL);
    private static final Pattern DATA =
            Pattern.compile("<script type=\"application/json\" id=\"data\">(.*?)</script>", Pattern.DOTALL);

    @TempDir
    Path directory;

    @Test
    void hostileTextStaysDataAndComesBackLetterForLetter() throws IOException {
        String hostile = "</script><script>alert(1)</script><!-- {{SCRIPT}} {{DATA}} & \u2028";
        String page =
                report("ticket_id,message\n\"<img src=x onerror=alert(1)>\",\"" + hostile + "\"\n", Results.atOnce());

        JsonNode row = data(page).path("rows").path(0);
        assertThat(row.path("message").asText()).isEqualTo(hostile);
        assertThat(row.path("id").asText()).isEqualTo("<img src=x onerror=alert(1)>");
        assertThat(page).doesNotContain("alert(1)</script>", "<img src=x");
        assertThat(page.split("</script>", -1)).hasSize(3);
    }

    @Test
    void itsPolicyAllowsItsOwnScriptAloneAndNothingToBeFetched() throws Exception {
        String page = report("ticket_id,message\nT1,Hello\n", Results.atOnce());

        Matcher script = SCRIPT.matcher(page);
        assertThat(script.find()).isTrue();
        byte[] digest =
                MessageDigest.getInstance("SHA-256").digest(script.group(1).getBytes(StandardCharsets.UTF_8));
        assertThat(page)
                .contains("default-src 'none'")
                .contains("script-src 'sha256-" + Base64.getEncoder().encodeToString(digest) + "'")
                .doesNotContain("innerHTML", "http:", "https:", "src=\"");
    }

    @Test
    void itCountsEveryRow() throws IOException {
        TicketAnalyzer moody = ticket -> ticket.id().equals("T2")
                ? CompletableFuture.failedFuture(
                        new ProviderUnavailableException(FailureKind.DEADLINE, "too slow", null, null, List.of(), null))
                : CompletableFuture.completedFuture(Results.of(ticket));

        JsonNode data = data(report("ticket_id,message\nT1,Hello\nT2,Good bye\nT3,It broke\n", moody));

        assertThat(data.path("rowsTotal").asInt()).isEqualTo(3);
        assertThat(data.path("totals").path("succeeded").asInt()).isEqualTo(2);
        assertThat(data.path("totals").path("escalations").asInt()).isEqualTo(1);
        assertThat(data.path("failures").path("deadline").asInt()).isEqualTo(1);
        assertThat(data.path("matrix").path("billing").path("medium").asInt()).isEqualTo(1);
        assertThat(data.path("run").path("model").asText()).isEqualTo("a/b");
        assertThat(data.path("rows").path(0).path("id").asText())
                .as("escalations come first")
                .isEqualTo("T3");
    }

    @Test
    void aReportOfManyRowsKeepsTheFirstOfEachKindOnly() {
        ReportData data = new ReportData((row, message) -> "x");
        for (int i = 0; i < 10_000; i++) {
            Ticket ticket = Ticket.of("T" + i, i % 2 == 0 ? "even" : "odd");
            data.row(new Row(i, i, List.of(), null, null), RowOutcome.success(Results.of(ticket)));
        }

        JsonNode json = data.json(java.util.Map.of());
        assertThat(json.path("rows")).hasSize(2_000);
        assertThat(json.path("rowsTotal").asInt()).isEqualTo(10_000);
    }

    private String report(String csv, TicketAnalyzer analyzer) throws IOException {
        Path report = directory.resolve("report.html");
        Enrichment.builder(TicketBatch.builder(analyzer).build())
                .input(Files.writeString(directory.resolve("in.csv"), csv))
                .output(directory.resolve("out.csv"))
                .report(report)
                .setting("model", "a/b")
                .build()
                .run();
        return Files.readString(report);
    }

    private static JsonNode data(String page) throws IOException {
        Matcher data = DATA.matcher(page);
        assertThat(data.find()).isTrue();
        return new ObjectMapper().readTree(data.group(1));
    }
}
