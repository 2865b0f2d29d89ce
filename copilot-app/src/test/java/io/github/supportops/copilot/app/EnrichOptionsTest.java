package io.github.supportops.copilot.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.supportops.copilot.testkit.Samples;
import io.github.supportops.copilot.testkit.StubOpenRouter;
import io.github.supportops.copilot.testkit.StubReply;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Every option of {@code enrich}, through the real program. */
@Timeout(60)
class EnrichOptionsTest {
    private static final String TICKETS = "ticket_id,message\nT-1,first\nT-2,second\nT-3,third\n";

    private final StubOpenRouter stub = StubOpenRouter.start();

    @TempDir
    Path directory;

    @BeforeEach
    void writeInput() throws IOException {
        write("in.csv", TICKETS);
        stub.otherwise(StubReply.answer(Samples.analysis("Hello")).cost("0.01"));
    }

    @AfterEach
    void stop() {
        stub.close();
    }

    @Test
    void maxCallsStopsTheRunWithSevenAndARaisedLimitFinishesIt() {
        RunResult stopped = enrich("in.csv", "--output", "out.csv", "--concurrency", "1", "--max-calls", "2");
        RunResult finished = enrich("in.csv", "--output", "out.csv", "--concurrency", "1", "--max-calls", "3");

        assertThat(stopped.exitCode()).as(stopped.err()).isEqualTo(7);
        assertThat(stopped.err())
                .contains(
                        "stopped after 2 of 3 rows; raise --max-calls or --max-cost-usd and run the same command again");
        assertThat(finished.exitCode()).as(finished.err()).isZero();
        assertThat(stub.requestCount()).isEqualTo(3);
    }

    @Test
    void aCacheSavesTheCallsOfTheNextRunUnlessTheModelIsAnother() throws IOException {
        RunResult first = enrich("in.csv", "--output", "one.csv", "--cache", "kept.results");
        RunResult second = enrich("in.csv", "--output", "two.csv", "--cache", "kept.results");

        assertThat(first.exitCode()).as(first.err()).isZero();
        assertThat(second.exitCode()).as(second.err()).isZero();
        assertThat(stub.requestCount()).isEqualTo(3);
        assertThat(Files.readString(directory.resolve("two.csv")))
                .isEqualTo(Files.readString(directory.resolve("one.csv")));
        assertThat(Files.readString(directory.resolve("kept.results"))).doesNotContain("first");

        enrich("in.csv", "--output", "three.csv", "--cache", "kept.results", "--model", "another/model");
        enrich("in.csv", "--output", "four.csv", "--cache", "kept.results", "--explain");

        assertThat(stub.requestCount()).isGreaterThanOrEqualTo(9);
    }

    @Test
    void aFileThatIsNoCacheIsRefusedBeforeAnyCall() {
        RunResult run = enrich("in.csv", "--output", "out.csv", "--cache", "in.csv");

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err())
                .contains("--cache in.csv cannot be used: it is not a cache of results; name another file");
        assertThat(stub.requestCount()).isZero();
    }

    @Test
    void ticketsShareCallsAndWhatAnAnswerLeavesOutIsAskedForAlone() throws IOException {
        stub.otherwise(request -> {
            List<String> ids = Pattern.compile("ticket_id: ([0-9a-f]{8})\n")
                    .matcher(request.conversation())
                    .results()
                    .map(found -> found.group(1))
                    .toList();
            String answer = "\"intent\":\"billing\",\"urgency\":\"low\",\"sentiment\":\"neutral\","
                    + "\"escalation_required\":false,\"churn_risk\":\"low\",\"suggested_response\":\"%s\"}";
            return StubReply.text(
                    ids.isEmpty()
                            ? "{" + String.format(answer, "alone")
                            : ids.stream()
                                    .skip(1)
                                    .map(id -> "{\"ticket_id\":\"" + id + "\"," + String.format(answer, "together"))
                                    .collect(Collectors.joining(",", "{\"analyses\":[", "]}")));
        });

        RunResult run = enrich("in.csv", "--output", "out.csv", "--tickets-per-call", "3", "--concurrency", "1");

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(stub.requestCount()).isEqualTo(2);
        assertThat(run.err()).contains("2 calls");
        assertThat(Files.readAllLines(directory.resolve("out.csv")))
                .satisfiesExactly(
                        header -> assertThat(header).startsWith("ticket_id"),
                        row -> assertThat(row).endsWith("alone"),
                        row -> assertThat(row).endsWith("together"),
                        row -> assertThat(row).endsWith("together"));
    }

    @Test
    void ticketsPerCallHasABound() {
        RunResult run = enrich("in.csv", "--output", "out.csv", "--tickets-per-call", "51");

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("--tickets-per-call must be between 1 and 50: 51");
    }

    @Test
    void maxCostStopsBeforeACallThatCouldPassIt() {
        String[] dear = {
            "in.csv",
            "--output",
            "out.csv",
            "--concurrency",
            "1",
            "--price",
            "openai/gpt-4o-mini=0,10",
            "--max-cost-usd",
            "0.021"
        };

        RunResult stopped = enrich(dear);

        // A call's worst case is 1,200 tokens of $10 a million: $0.012. The first leaves $0.011.
        assertThat(stopped.exitCode()).as(stopped.err()).isEqualTo(7);
        assertThat(stub.requestCount()).isEqualTo(1);
    }

    @Test
    void maxCostWithoutThePriceOfTheModelSaysWhatToAdd() {
        RunResult run = enrich("in.csv", "--output", "out.csv", "--max-cost-usd", "5", "--price", "other=1,1");

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err())
                .contains(
                        "--max-cost-usd needs the price of openai/gpt-4o-mini; add --price openai/gpt-4o-mini=PROMPT");
        assertThat(stub.requestCount()).isZero();
    }

    @Test
    void requestsPerMinuteSpreadsTheCalls() {
        long start = System.nanoTime();

        RunResult run = enrich("in.csv", "--output", "out.csv", "--requests-per-minute", "120");

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat((System.nanoTime() - start) / 1e9)
                .as("two pauses of half a second")
                .isGreaterThan(0.9);
    }

    @Test
    void dryRunCallsAndWritesNothing() {
        write("in.csv", TICKETS + "T-4,third\n,nobody\n");

        RunResult run = enrich("in.csv", "--output", "out.csv", "--dry-run", "--price", "openai/gpt-4o-mini=1000000,0");

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.out()).isEmpty();
        assertThat(run.err())
                .contains("dry run", "1 row identical to another, 1 unreadable", "3 calls to openai/gpt-4o-mini")
                .containsPattern("about (\\d+) tokens to send and 450 to receive, about \\$\\1\\.0000");
        assertThat(stub.requestCount()).isZero();
        assertThat(directory.resolve("out.csv")).doesNotExist();
        assertThat(directory.resolve("out.csv.journal")).doesNotExist();
    }

    @Test
    void noResumeStartsOver() {
        enrich("in.csv", "--output", "out.csv", "--concurrency", "1", "--max-calls", "2");

        RunResult over = enrich("in.csv", "--output", "out.csv", "--no-resume");

        assertThat(over.exitCode()).as(over.err()).isZero();
        assertThat(over.err()).doesNotContain("earlier run");
        assertThat(stub.requestCount()).isEqualTo(2 + 3);
    }

    @Test
    void stoppedRunThatStartedOverIsNotContinuedByTheSameCommand() {
        RunResult stopped = enrich("in.csv", "--output", "out.csv", "--max-calls", "0", "--no-resume");

        assertThat(stopped.err()).contains("run the same command again without --no-resume to continue");
    }

    @Test
    void failedRowsGoIntoAFileThatCanBeRunAgain() throws IOException {
        stub.otherwise(request -> request.conversation().contains("second")
                ? StubReply.text("never valid")
                : StubReply.answer(Samples.analysis("Hello")));
        enrich("in.csv", "--output", "out.csv", "--failed", "failed.csv");
        stub.otherwise(StubReply.answer(Samples.analysis("Hello")));

        RunResult again = enrich("failed.csv", "--output", "rest.csv");

        assertThat(again.exitCode()).as(again.err()).isZero();
        assertThat(Files.readAllLines(directory.resolve("rest.csv")))
                .hasSize(2)
                .last()
                .asString()
                .startsWith("T-2,second,tech");
    }

    @Test
    void reportIsWrittenBesideTheOutput() throws IOException {
        RunResult run = enrich("in.csv", "--output", "out.csv", "--report", "report.html");

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(Files.readString(directory.resolve("report.html"))).contains("<html", "T-2");
    }

    @Test
    void reportInPlaceOfTheOutputIsRefused() {
        RunResult run = enrich("in.csv", "--output", "out.csv", "--report", "./out.csv");

        assertThat(run.exitCode()).isEqualTo(3);
        assertThat(run.err()).contains("output, failed rows and report must be different files");
        assertThat(stub.requestCount()).isZero();
    }

    @Test
    void columnsStandBehindTheSixInTheOrderGiven() throws IOException {
        RunResult run = enrich("in.csv", "--output", "out.csv", "--columns", "cost_usd, calls");

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(Files.readAllLines(directory.resolve("out.csv")).get(0))
                .endsWith("suggested_response,cost_usd,calls");
        assertThat(Files.readAllLines(directory.resolve("out.csv")).get(1)).endsWith("Hello,0.01,1");
    }

    @Test
    void detailsAreAllFurtherColumns() throws IOException {
        RunResult run = enrich("in.csv", "--output", "out.csv", "--details");

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(Files.readAllLines(directory.resolve("out.csv")).get(0))
                .contains("suggested_response,confidence,", ",rationale,", ",cost_usd");
    }

    @Test
    void mapEncodingAndDelimiterSayHowTheInputIsRead() throws IOException {
        Files.write(
                directory.resolve("in.csv"),
                "No#Body, all\nT-1#Grüße, first\n".getBytes(Charset.forName("windows-1252")));

        RunResult run = enrich(
                "in.csv",
                "--output",
                "out.csv",
                "--map",
                "ticket_id=No",
                "--map",
                "message=Body, all",
                "--delimiter",
                "#",
                "--encoding",
                "windows-1252");

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(stub.requests().get(0).conversation()).contains("Grüße, first");
    }

    @Test
    void journalIsNotContinuedWithAnotherMapping() {
        write("in.csv", "ticket_id,message,other\nT-1,first,x\nT-2,second,y\n");
        enrich("in.csv", "--output", "out.csv", "--concurrency", "1", "--max-calls", "1");

        RunResult run = enrich("in.csv", "--output", "out.csv", "--map", "message=other");

        assertThat(run.exitCode()).isEqualTo(3);
        assertThat(run.err()).contains("map message was not set and is");
    }

    @Test
    void formatsFollowTheNamesUnlessOptionsSayOtherwise() throws IOException {
        write("tickets.txt", "{\"ticket_id\":\"T-1\",\"message\":\"first\"}\n");

        RunResult run =
                enrich("tickets.txt", "--input-format", "jsonl", "--output", "out.txt", "--output-format", "json");

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(Files.readString(directory.resolve("out.txt")))
                .startsWith("[")
                .contains("\"analysis\":{");
    }

    @Test
    void gzipFollowsTheName() throws IOException {
        RunResult packed = enrich("in.csv", "--output", "out.jsonl.gz");

        assertThat(packed.exitCode()).as(packed.err()).isZero();
        assertThat(Files.readAllBytes(directory.resolve("out.jsonl.gz"))).startsWith(0x1f, 0x8b);
    }

    @Test
    void dashReadsStandardInputAndWritesNothingButTheOutputToStandardOutput() {
        RunResult run = enrichStandardInput("-", "--output", "-");

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.out().lines()).hasSize(4).first().asString().startsWith("ticket_id,message,intent");
        assertThat(run.out()).endsWith("T-3,third,technical_issue,high,negative,true,medium,Hello\n");
        assertThat(run.err()).contains("wrote 3 rows to standard output");
    }

    @Test
    void stoppedRunToStandardOutputIsContinuedInTheFileItNames() {
        RunResult stopped = enrichStandardInput("-", "--output", "-", "--concurrency", "1", "--max-calls", "2");
        String file = stopped.err().split("run again with --output ")[1].split(" to continue")[0];

        RunResult finished = enrichStandardInput("-", "--output", file);

        assertThat(stopped.exitCode()).as(stopped.err()).isEqualTo(7);
        assertThat(stopped.out()).isEmpty();
        assertThat(finished.exitCode()).as(finished.err()).isZero();
        assertThat(stub.requestCount()).isEqualTo(3);
    }

    @Test
    void progressAsJsonIsOneObjectALine() {
        RunResult run = enrich("in.csv", "--output", "out.csv", "--progress", "json");

        assertThat(run.err().lines()).hasSize(2).allMatch(line -> line.startsWith("{\"event\":") && line.endsWith("}"));
        assertThat(run.err())
                .contains("{\"event\":\"start\",\"rows\":3,\"finished_before\":0,\"in_doubt\":0}")
                .contains("\"complete\":true,\"succeeded\":3,\"failed\":0", "\"calls\":3", "\"cost_usd\":0.03");
    }

    @Test
    void progressNoneIsSilentUnlessTheRunStops() {
        assertThat(enrich("in.csv", "--output", "out.csv", "--progress", "none").err())
                .isEmpty();
        assertThat(enrich("in.csv", "--output", "new.csv", "--progress", "none", "--max-calls", "0")
                        .err())
                .contains("stopped after 0 of 3 rows");
    }

    @Test
    void progressBarAndLinesCanBeAskedFor() {
        assertThat(enrich("in.csv", "--output", "out.csv", "--progress", "bar").err())
                .contains("100 % 3/3");
        assertThat(enrich("in.csv", "--output", "out.csv", "--progress", "lines")
                        .err())
                .contains("wrote 3 rows")
                .doesNotContain("%");
    }

    @Test
    void wrongValuesEndWithTwoAndNameTheOption() {
        assertWrong("--max-cost-usd", "much");
        assertWrong("--max-calls", "-1");
        assertWrong("--requests-per-minute", "0");
        assertWrong("--price", "gpt");
        assertWrong("--map", "message");
        assertWrong("--map", "text=Body");
        assertWrong("--encoding", "utf 9");
        assertWrong("--delimiter", "ab");
        assertWrong("--columns", "confidence,nothing");
        assertWrong("--input-format", "xml");
        assertWrong("--progress", "loud");
    }

    private void assertWrong(String option, String value) {
        RunResult run = enrich("in.csv", "--output", "out.csv", option, value);
        assertThat(run.exitCode()).as(option + " " + value).isEqualTo(2);
        assertThat(run.err()).contains(option);
        assertThat(stub.requestCount()).isZero();
    }

    private void write(String name, String text) {
        try {
            Files.writeString(directory.resolve(name), text);
        } catch (IOException broken) {
            throw new AssertionError(broken);
        }
    }

    private RunResult enrich(String... arguments) {
        return run("", arguments);
    }

    private RunResult enrichStandardInput(String... arguments) {
        return run(TICKETS, arguments);
    }

    private RunResult run(String stdin, String... arguments) {
        List<String> all = new ArrayList<>(List.of("enrich", "--analyzer", "openrouter"));
        all.addAll(List.of(arguments));
        return RunResult.of(
                directory,
                Map.of("OPENROUTER_BASE_URL", stub.baseUrl().toString(), "OPENROUTER_API_KEY", "key-0"),
                stdin,
                all.toArray(String[]::new));
    }
}
