package io.github.supportops.copilot.app;

import static org.assertj.core.api.Assertions.assertThat;

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
class EvaluateCommandTest {
    private final StubOpenRouter stub = StubOpenRouter.start();

    @TempDir
    Path directory;

    @BeforeEach
    void writeGold() throws IOException {
        Files.writeString(directory.resolve("gold.csv"), """
                ticket_id,message,intent,churn_risk
                1,Invoices are broken,technical_issue,not_high
                2,The app crashes,technical_issue,not_high
                3,I want my money back canary-77,billing,not_high
                4,It is slow,technical_issue,
                """);
        stub.otherwise(answer());
    }

    @AfterEach
    void stop() {
        stub.close();
    }

    @Test
    void theTablesGoToStandardOutput() {
        RunResult run = evaluate("gold.csv");

        assertThat(run.exitCode()).isZero();
        assertThat(run.out())
                .contains("4 of 4 tickets answered")
                .containsPattern("\\| intent +\\| +4 \\| +75\\.0 %")
                .containsPattern("\\| churn_risk +\\| +3 \\| +100\\.0 %")
                .doesNotContain("canary-77");
    }

    @Test
    void aRequirementThatIsNotMetHasItsOwnExitCode() {
        RunResult met = evaluate("gold.csv", "--require", "intent.accuracy>=0.75");
        RunResult unmet =
                evaluate("gold.csv", "--require", "intent.accuracy>=0.75", "--require", "intent.macro_f1>=0.8");

        assertThat(met.exitCode()).isZero();
        assertThat(unmet.exitCode()).isEqualTo(8);
        assertThat(unmet.out())
                .contains("- passed: intent.accuracy>=0.75, is 0.7500")
                .contains("- FAILED: intent.macro_f1>=0.8, is 0.4286");
    }

    @Test
    void numbersAndAPageAreWrittenToFiles() throws IOException {
        RunResult run = evaluate("gold.csv", "--json", "quality.json", "--html", "quality.html");

        assertThat(run.exitCode()).isZero();
        assertThat(directory.resolve("quality.json")).content().contains("\"macro_f1\"");
        assertThat(directory.resolve("quality.html")).content().startsWith("<!DOCTYPE html>");
    }

    @Test
    void anotherModelAndAnotherPromptAreComparedOnTheSameTickets() throws IOException {
        Files.writeString(
                directory.resolve("second.txt"),
                "id: triage\nversion: 2\n--- system\nBe brief. Answer in JSON.\n--- user\n{{ticket}}\n");

        RunResult run = evaluate("gold.csv", "--against", "openrouter:other/model", "--against", "prompt:second.txt");

        assertThat(run.exitCode()).isZero();
        assertThat(run.out())
                .contains("## openrouter:other/model (OpenRouter[model=other/model]) against OpenRouter[model=")
                .contains("## prompt:second.txt")
                .contains("+0.0 [+0.0, +0.0]");
        assertThat(stub.requests().get(4).model()).isEqualTo("other/model");
        assertThat(stub.requests().get(8).conversation()).contains("Be brief.");
    }

    @Test
    void feedbackLinesAreLabelledTicketsToo() throws IOException {
        Files.writeString(directory.resolve("feedback.jsonl"), """
                {"ticket":{"ticket_id":"1","message":"It broke"},"analysis":{"intent":"technical_issue"},"by":"ana"}
                {"ticket":{"ticket_id":"2","message":"Hello"},"analysis":null,"decision":"dismissed"}
                """);

        assertThat(evaluate("feedback.jsonl").out()).contains("1 of 1 tickets answered");
    }

    @Test
    void aCalibrationIsLearnedWrittenAndUsed() {
        RunResult learning = evaluate("gold.csv", "--learn-calibration", "calibration.json");
        RunResult using = evaluate("gold.csv", "--calibration", "calibration.json");

        assertThat(learning.exitCode()).isZero();
        assertThat(using.exitCode()).isZero();
        assertThat(using.out()).contains("## Calibrated[");
    }

    @Test
    void wrongUsageIsFoundBeforeAnyCall() {
        assertThat(evaluate("gold.csv", "--require", "intent.beauty>=1").exitCode())
                .isEqualTo(2);
        assertThat(evaluate("gold.csv", "--json", "nowhere/quality.json").exitCode())
                .isEqualTo(2);
        assertThat(evaluate("gold.csv", "--concurrency", "0").exitCode()).isEqualTo(2);
        assertThat(evaluate().exitCode()).isEqualTo(2);
        assertThat(stub.requestCount()).isZero();
    }

    @Test
    void anUnknownOtherIsWrongUsage() {
        assertThat(evaluate("gold.csv", "--against", "best").err())
                .contains("--against must be local, openrouter, openrouter:MODEL or prompt:FILE");
        assertThat(evaluate("gold.csv", "--against", "prompt:missing.txt").exitCode())
                .isEqualTo(2);
    }

    @Test
    void badGoldIsNamedWithItsPlace() throws IOException {
        Files.writeString(directory.resolve("bad.csv"), "ticket_id,message,intent\n1,Hello canary-77,angry\n");

        RunResult run = evaluate("bad.csv");

        assertThat(run.exitCode()).isEqualTo(3);
        assertThat(run.err())
                .contains("bad.csv: Record 1: intent must be one of")
                .doesNotContain("canary-77");
        assertThat(evaluate("missing.csv").exitCode()).isEqualTo(3);
    }

    private static StubReply answer() {
        return StubReply.text("{\"intent\":\"technical_issue\",\"urgency\":\"high\",\"sentiment\":\"negative\","
                + "\"escalation_required\":true,\"churn_risk\":\"medium\",\"suggested_response\":\"We are on it.\"}");
    }

    private RunResult evaluate(String... arguments) {
        List<String> all = new ArrayList<>(List.of("evaluate", "--analyzer", "openrouter", "--concurrency", "1"));
        all.addAll(List.of(arguments));
        return RunResult.of(
                directory,
                Map.of(
                        "OPENROUTER_API_KEY",
                        "sk-test",
                        "OPENROUTER_BASE_URL",
                        stub.baseUrl().toString()),
                "",
                all.toArray(String[]::new));
    }
}
