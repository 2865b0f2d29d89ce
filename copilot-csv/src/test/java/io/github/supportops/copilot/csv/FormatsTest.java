package io.github.supportops.copilot.csv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.supportops.copilot.Attempt;
import io.github.supportops.copilot.AttemptOutcome;
import io.github.supportops.copilot.FailureKind;
import io.github.supportops.copilot.ProviderUnavailableException;
import io.github.supportops.copilot.SetupException;
import io.github.supportops.copilot.TicketAnalyzer;
import io.github.supportops.copilot.TokenUsage;
import io.github.supportops.copilot.batch.RunBudget;
import io.github.supportops.copilot.batch.TicketBatch;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FormatsTest {
    private static final String ANALYSIS =
            "\"analysis\":{\"intent\":\"billing\",\"urgency\":\"medium\",\"sentiment\":\"negative\","
                    + "\"escalation_required\":false,\"churn_risk\":\"medium\","
                    + "\"suggested_response\":\"Hello T1, we are on it.\"}";

    @TempDir
    Path directory;

    @ParameterizedTest
    @CsvSource({
        "a.csv, CSV",
        "a.TSV, TSV",
        "a.json, JSON",
        "a.jsonl, JSON_LINES",
        "a.ndjson, JSON_LINES",
        "a.jsonl.gz, JSON_LINES",
        "a.csv.gz, CSV",
        "a, CSV"
    })
    void theNameSaysTheFormat(String name, TicketFormat format) {
        assertThat(TicketFormat.of(Path.of(name))).isEqualTo(format);
    }

    @Test
    void jsonLinesKeepWhatTheyHoldAndGetAnAnalysis() throws IOException {
        String text =
                enrich("in.jsonl", "{\"ticket_id\":\"T1\",\"message\":\"Hello\",\"n\":[1,2.50]}\n\n", "out.jsonl");

        assertThat(text).isEqualTo("{\"ticket_id\":\"T1\",\"message\":\"Hello\",\"n\":[1,2.50]," + ANALYSIS + "}\n");
    }

    @Test
    void aLineThatIsNoObjectCostsOnlyItself() throws IOException {
        String text =
                enrich("in.jsonl", "{\"ticket_id\":\"T1\",\"message\":\"Hello\"}\n{\"ticket_id\":\n[1]\n", "out.jsonl");

        assertThat(text.lines())
                .containsExactly(
                        "{\"ticket_id\":\"T1\",\"message\":\"Hello\"," + ANALYSIS + "}",
                        "{\"ticket_id\":\"\",\"message\":\"\",\"error\":\"in.jsonl, line 2: this is not a JSON object;"
                                + " repair it\",\"error_kind\":\"bad_ticket\"}",
                        "{\"ticket_id\":\"\",\"message\":\"\",\"error\":\"in.jsonl, line 3: this is not a JSON object;"
                                + " repair it\",\"error_kind\":\"bad_ticket\"}");
    }

    @Test
    void anArrayStaysAnArray() throws IOException {
        String text = enrich("in.json", "[ {\"ticket_id\":\"T1\",\n\"message\":\"Hello\"} ]", "out.json");

        assertThat(text).isEqualTo("[\n{\"ticket_id\":\"T1\",\"message\":\"Hello\"," + ANALYSIS + "}\n]\n");
    }

    @Test
    void brokenJsonInAnArrayIsFoundBeforeTheFirstCall() throws IOException {
        assertThatThrownBy(
                        () -> enrich("in.json", "[{\"ticket_id\":\"T1\",\"message\":\"Hello\"},\n{oops]", "out.json"))
                .isInstanceOf(TicketFileException.class)
                .hasMessageContaining("in.json, line 2, column ");
    }

    @Test
    void aTicketWithAThreadIsReadWhole() throws IOException {
        StringBuilder seen = new StringBuilder();
        Path input = Files.writeString(
                directory.resolve("in.jsonl"),
                "{\"ticket_id\":\"T1\",\"message\":\"Hello\",\"thread\":[{\"author\":\"customer\",\"text\":\"Before\"}]}");
        enrichment(
                        ticket -> {
                            seen.append(ticket.thread().get(0).text());
                            return CompletableFuture.completedFuture(Results.of(ticket));
                        },
                        input,
                        directory.resolve("out.jsonl"))
                .build()
                .run();

        assertThat(seen).hasToString("Before");
    }

    @Test
    void csvBecomesJsonLinesAndJsonLinesBecomeCsv() throws IOException {
        String lines = enrich("in.csv", "ticket_id,message,n\nT1,Hello,1\n", "out.jsonl");
        String csv = enrich("in.jsonl", "{\"ticket_id\":\"T1\",\"message\":\"Hello\",\"n\":{\"a\":1}}", "out.csv");

        assertThat(lines).isEqualTo("{\"ticket_id\":\"T1\",\"message\":\"Hello\",\"n\":\"1\"," + ANALYSIS + "}\n");
        assertThat(csv)
                .startsWith("ticket_id,message,n,intent,")
                .contains("\nT1,Hello,\"{\"\"a\"\":1}\",billing,medium,");
    }

    @Test
    void gzipIsSeenWhenReadingAndFollowsTheNameWhenWriting() throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write("ticket_id\tmessage\nT1\tHello, you\n".getBytes("UTF-8"));
        }
        Path input = Files.write(directory.resolve("in.tsv"), packed.toByteArray());
        Path output = directory.resolve("out.tsv.gz");

        enrichment(Results.atOnce(), input, output).build().run();

        byte[] bytes = Files.readAllBytes(output);
        try (GZIPInputStream gzip = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
            assertThat(new String(gzip.readAllBytes(), "UTF-8")).contains("\nT1\tHello, you\t");
        }
    }

    @Test
    void windowsTextIsReadWhenAskedFor() throws IOException {
        Charset windows = Charset.forName("windows-1252");
        Path input = Files.write(directory.resolve("in.csv"), "Nr;Body\n1;Grüße für 5 €\n".getBytes(windows));
        Path output = directory.resolve("out.csv");

        enrichment(Results.atOnce(), input, output)
                .encoding(windows)
                .map(TicketField.TICKET_ID, "Nr")
                .map(TicketField.MESSAGE, "Body")
                .build()
                .run();

        assertThat(Files.readString(output)).startsWith("Nr;Body;intent;").contains("\n1;Grüße für 5 €;");
    }

    @Test
    void failedRowsAloneAreReadyToBeRunAgain() throws IOException {
        Path input = Files.writeString(directory.resolve("in.csv"), "ticket_id,message,n\nT1,Hello,1\nT2,Good bye,2\n");
        Path failed = directory.resolve("failed.csv");
        TicketAnalyzer moody = ticket -> ticket.id().equals("T2")
                ? CompletableFuture.failedFuture(
                        new ProviderUnavailableException(FailureKind.DEADLINE, "too slow", null, null, List.of(), null))
                : CompletableFuture.completedFuture(Results.of(ticket));
        enrichment(moody, input, directory.resolve("out.csv"))
                .failed(failed)
                .build()
                .run();

        assertThat(Files.readString(failed))
                .isEqualTo("ticket_id,message,n,error,error_kind\nT2,Good bye,2,too slow,deadline\n");
        Path again = directory.resolve("again.csv");
        enrichment(Results.atOnce(), failed, again).build().run();
        assertThat(Files.readString(again))
                .startsWith("ticket_id,message,n,intent,")
                .contains("\nT2,Good bye,2,");
    }

    @Test
    void furtherColumnsComeBehindTheSix() throws IOException {
        Path input = Files.writeString(directory.resolve("in.csv"), "ticket_id,message\nT1,Hello\n");
        Path output = directory.resolve("out.csv");
        enrichment(Results.atOnce(), input, output)
                .columns(List.of(OutputColumn.of("analyzer"), OutputColumn.CONFIDENCE, OutputColumn.CALLS))
                .build()
                .run();

        assertThat(Files.readString(output))
                .contains("suggested_response,analyzer,confidence,calls\n")
                .endsWith(",test,,0\n");
        assertThatThrownBy(() -> OutputColumn.of("nonsense"))
                .hasMessageStartingWith("column must be one of confidence, ");
    }

    @Test
    void whatAnEarlierRunSpentCountsIntoTheBudget() throws IOException {
        Path input =
                Files.writeString(directory.resolve("in.csv"), "ticket_id,message\nT1,Hello\nT2,Good bye\nT3,Again\n");
        Path output = directory.resolve("out.csv");
        RunBudget budget = RunBudget.builder().maxCalls(10).build();
        TicketAnalyzer paidOnce = ticket -> ticket.id().equals("T1")
                ? CompletableFuture.completedFuture(Results.of(ticket).toBuilder()
                        .provenance(Results.of(ticket).provenance().toBuilder()
                                .attempts(List.of(attempt("0.25")))
                                .build())
                        .build())
                : CompletableFuture.failedFuture(
                        new SetupException(FailureKind.BUDGET, "used up", null, List.of(attempt("0.50")), null));
        Enrichment.builder(TicketBatch.builder(paidOnce).concurrency(1).build())
                .input(input)
                .output(output)
                .build()
                .run();

        enrichment(Results.atOnce(), input, output).budget(budget).build().run();

        assertThat(budget.calls()).isEqualTo(2);
        assertThat(budget.spentUsd()).isEqualByComparingTo("0.75");
    }

    private static Attempt attempt(String cost) {
        return Attempt.builder(1, "a/b", AttemptOutcome.VALID)
                .status(200)
                .usage(new TokenUsage(1, 1, 0, 0, new BigDecimal(cost)))
                .build();
    }

    private String enrich(String inputName, String text, String outputName) throws IOException {
        Path input = Files.writeString(directory.resolve(inputName), text);
        Path output = directory.resolve(outputName);
        enrichment(Results.atOnce(), input, output).build().run();
        return Files.readString(output);
    }

    private static Enrichment.Builder enrichment(TicketAnalyzer analyzer, Path input, Path output) {
        return Enrichment.builder(TicketBatch.builder(analyzer).build())
                .input(input)
                .output(output);
    }
}
