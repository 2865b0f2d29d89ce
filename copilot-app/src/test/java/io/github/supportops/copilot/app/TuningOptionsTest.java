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
class TuningOptionsTest {
    private static final String ONE_TICKET = "ticket_id,message\n1,Invoices are broken\n";

    private final StubOpenRouter stub = StubOpenRouter.start();

    @TempDir
    Path directory;

    @BeforeEach
    void writePrompts() throws IOException {
        Files.createDirectory(directory.resolve("prompts"));
        Files.writeString(
                directory.resolve("prompts/short.txt"),
                "id: triage\nversion: 9\n--- system\nBe brief. Answer in JSON.\n--- user\n{{ticket}}\n");
        stub.otherwise(StubReply.text("{\"intent\":\"technical_issue\",\"urgency\":\"high\",\"sentiment\":\"negative\","
                + "\"escalation_required\":true,\"churn_risk\":\"medium\",\"suggested_response\":\"We are on it.\"}"));
    }

    @AfterEach
    void stop() {
        stub.close();
    }

    @Test
    void anExperimentSendsItsShareToTheCandidateAndTheResultSaysSo() throws IOException {
        prompts("\"experiment\": {\"name\": \"shorter\", \"candidate\": \"triage@9\", \"share\": 1},");

        RunResult run = run("analyze", "--message", "It broke", "--details", "--prompts", "prompts");

        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).containsPattern("\"version\" ?: ?\"9\"");
        assertThat(stub.requests().get(0).conversation()).contains("Be brief.");
    }

    @Test
    void goingBackIsOneSetting() throws IOException {
        prompts("\"active\": \"triage@9\",");
        run("analyze", "--message", "It broke", "--prompts", "prompts");
        prompts("");
        run("analyze", "--message", "It broke", "--prompts", "prompts");

        assertThat(stub.requests().get(0).conversation()).contains("Be brief.");
        assertThat(stub.requests().get(1).conversation()).doesNotContain("Be brief.");
    }

    @Test
    void aFileIsEnrichedWithTheActivePrompt() throws IOException {
        prompts("\"active\": \"triage@9\",");
        Files.writeString(directory.resolve("in.csv"), ONE_TICKET);

        RunResult run = run("enrich", "in.csv", "--output", "out.csv", "--prompts", "prompts");

        assertThat(run.exitCode()).isZero();
        assertThat(stub.requests().get(0).conversation()).contains("Be brief.");
    }

    @Test
    void anEvaluationMeasuresTheActivePrompt() throws IOException {
        prompts("\"active\": \"triage@9\",");
        Files.writeString(directory.resolve("gold.csv"), "ticket_id,message,intent\n1,It broke,technical_issue\n");

        assertThat(run("evaluate", "gold.csv", "--prompts", "prompts").exitCode())
                .isZero();
        assertThat(stub.requests().get(0).conversation()).contains("Be brief.");
    }

    @Test
    void aCalibrationIsNamedInEveryResult() throws IOException {
        Files.writeString(directory.resolve("gold.csv"), "ticket_id,message,intent\n1,It broke,technical_issue\n");
        Files.writeString(directory.resolve("in.csv"), ONE_TICKET);
        run("evaluate", "gold.csv", "--learn-calibration", "calibration.json");

        RunResult one = run("analyze", "--message", "It broke", "--details", "--calibration", "calibration.json");
        RunResult many = run("enrich", "in.csv", "--output", "out.csv", "--calibration", "calibration.json");

        assertThat(one.out()).contains("\"calibration\"");
        assertThat(many.exitCode()).isZero();
    }

    @Test
    void aFolderOrFileThatCannotBeUsedIsNamedBeforeAnyCall() throws IOException {
        prompts("\"active\": \"triage@7\",");
        Files.writeString(directory.resolve("calibration.json"), "{}");

        RunResult unknown = run("analyze", "--message", "It broke", "--prompts", "prompts");
        RunResult broken = run("analyze", "--message", "It broke", "--calibration", "calibration.json");

        assertThat(unknown.exitCode()).isEqualTo(4);
        assertThat(unknown.err()).contains("--prompts prompts cannot be used: There is no prompt triage@7");
        assertThat(broken.exitCode()).isEqualTo(4);
        assertThat(broken.err()).contains("--calibration calibration.json cannot be used");
        assertThat(stub.requestCount()).isZero();
    }

    private void prompts(String setting) throws IOException {
        Files.writeString(
                directory.resolve("prompts/prompts.json"),
                "{" + setting + " \"prompts\": [{\"file\": \"short.txt\", \"created\": \"2026-11-22\"}]}");
    }

    private RunResult run(String command, String... arguments) {
        List<String> all = new ArrayList<>(List.of(command, "--analyzer", "openrouter"));
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
