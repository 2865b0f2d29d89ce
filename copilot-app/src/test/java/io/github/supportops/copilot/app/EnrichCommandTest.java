package io.github.supportops.copilot.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.supportops.copilot.testkit.Samples;
import io.github.supportops.copilot.testkit.StubOpenRouter;
import io.github.supportops.copilot.testkit.StubReply;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class EnrichCommandTest {
    private static final String HEADER =
            "ticket_id,message,intent,urgency,sentiment,escalation_required,churn_risk,suggested_response";

    private final StubOpenRouter stub = StubOpenRouter.start();

    @TempDir
    Path directory;

    @BeforeEach
    void writeInput() throws IOException {
        Files.writeString(directory.resolve("in.csv"), "ticket_id,message\nT-1,first\nT-2,second\nT-3,third\n");
    }

    @AfterEach
    void stop() {
        stub.close();
    }

    @Test
    void everyRowGetsItsTriageInTheOrderOfTheInput() throws IOException {
        stub.otherwise(StubReply.answer(Samples.analysis("Hello")).cost("0.0002"));

        RunResult run = enrich("in.csv", "--output", "out.csv", "--concurrency", "2");

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(Files.readAllLines(directory.resolve("out.csv")))
                .containsExactly(
                        HEADER,
                        "T-1,first,technical_issue,high,negative,true,medium,Hello",
                        "T-2,second,technical_issue,high,negative,true,medium,Hello",
                        "T-3,third,technical_issue,high,negative,true,medium,Hello");
        assertThat(stub.peakConcurrency()).isLessThanOrEqualTo(2);
    }

    @Test
    void summaryGoesToStandardErrorAndNothingToStandardOutput() {
        stub.otherwise(StubReply.answer(Samples.analysis()).cost("0.0002"));

        RunResult run = enrich("in.csv", "--output", "out.csv");

        assertThat(run.out()).isEmpty();
        assertThat(run.err())
                .contains("copilot: 3 rows\n", "wrote 3 rows to ", "out.csv, 0 failed")
                .contains("  intent               technical_issue 3\n", "  churn_risk           medium 3\n")
                .contains("3 calls, 300 tokens sent, 60 received, $0.0006")
                .doesNotContain("\r");
    }

    @Test
    void failedRowsEndWithOneAndStayInTheirPlace() throws IOException {
        stub.otherwise(request -> request.conversation().contains("second")
                ? StubReply.text("never valid")
                : StubReply.answer(Samples.analysis("Hello")));

        RunResult run = enrich("in.csv", "--output", "out.csv");

        assertThat(run.exitCode()).as(run.err()).isEqualTo(1);
        List<String> lines = Files.readAllLines(directory.resolve("out.csv"));
        assertThat(lines.get(0)).isEqualTo(HEADER + ",error,error_kind");
        assertThat(lines.get(2)).startsWith("T-2,second,,,,,,,").endsWith(",invalid_answer");
        assertThat(run.err()).contains("1 failed");
    }

    @Test
    void wrongHeaderEndsWithThreeAndNamesFileLineAndColumn() throws IOException {
        Files.writeString(directory.resolve("in.csv"), "id,text\n1,hello\n");

        RunResult run = enrich("in.csv", "--output", "out.csv");

        assertThat(run.exitCode()).isEqualTo(3);
        assertThat(run.err()).startsWith("copilot: ").contains("in.csv", "ticket_id");
        assertThat(directory.resolve("out.csv")).doesNotExist();
    }

    @Test
    void missingInputEndsWithThree() {
        assertThat(enrich("nowhere.csv", "--output", "out.csv").exitCode()).isEqualTo(3);
    }

    @Test
    void failureThatHitsEveryRowStopsTheRunAndTheNextOneGoesOn() throws IOException {
        stub.reply(StubReply.answer(Samples.analysis("paid once")));
        stub.otherwise(StubReply.error(402, "no credits"));

        RunResult stopped = enrich("in.csv", "--output", "out.csv", "--concurrency", "1");
        stub.otherwise(StubReply.answer(Samples.analysis("after the break")));
        int callsBefore = stub.requestCount();
        RunResult continued = enrich("in.csv", "--output", "out.csv", "--concurrency", "1");

        assertThat(stopped.exitCode()).as(stopped.err()).isEqualTo(4);
        assertThat(stopped.err()).contains("stopped after 1 of 3 rows; run the same command again to continue");
        assertThat(continued.exitCode()).as(continued.err()).isZero();
        assertThat(continued.err()).contains("copilot: 3 rows, 1 finished by an earlier run");
        assertThat(stub.requestCount() - callsBefore).isEqualTo(2);
        assertThat(Files.readString(directory.resolve("out.csv")))
                .contains("T-1,first,", "paid once", "after the break");
    }

    @Test
    void wrongUsageEndsWithTwo() {
        assertThat(enrich("in.csv").err()).contains("Missing required option: '--output=OUT.csv'");
        assertThat(enrich("in.csv", "--output", "o", "--concurrency", "0").err())
                .contains("--concurrency must be between");
        assertThat(enrich("in.csv", "--output", "o", "--concurrency", "x").exitCode())
                .isEqualTo(2);
    }

    private RunResult enrich(String... arguments) {
        List<String> all = new ArrayList<>(List.of("enrich", "--analyzer", "openrouter"));
        all.addAll(List.of(arguments));
        return RunResult.of(
                directory,
                Map.of("OPENROUTER_BASE_URL", stub.baseUrl().toString(), "OPENROUTER_API_KEY", "key-0"),
                "",
                all.toArray(String[]::new));
    }
}
