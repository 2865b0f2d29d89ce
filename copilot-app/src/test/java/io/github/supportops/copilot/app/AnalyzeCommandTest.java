package io.github.supportops.copilot.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.supportops.copilot.AnalysisJson;
import io.github.supportops.copilot.AnalysisResult;
import io.github.supportops.copilot.testkit.Samples;
import io.github.supportops.copilot.testkit.StubOpenRouter;
import io.github.supportops.copilot.testkit.StubReply;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class AnalyzeCommandTest {
    private static final String MESSAGE = "Invoices are broken since the update. canary-51";
    private static final String ANSWER = "{\"ticket_id\":\"ticket-1\",\"analysis\":{\"intent\":\"technical_issue\","
            + "\"urgency\":\"high\",\"sentiment\":\"negative\",\"escalation_required\":true,\"churn_risk\":\"medium\","
            + "\"suggested_response\":\"We are on it: Grüße.\"}}\n";

    private final StubOpenRouter stub = StubOpenRouter.start();

    @TempDir
    Path directory;

    @AfterEach
    void stop() {
        stub.close();
    }

    @Test
    void standardOutputHoldsTheJsonAndNothingElse() {
        stub.reply(answer());

        RunResult run = openRouter("--message", MESSAGE);

        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).isEqualTo(ANSWER);
        assertThat(run.err()).isEmpty();
    }

    @Test
    void idAndSubjectComeFromOptions() {
        stub.reply(answer());

        RunResult run = openRouter("--message", MESSAGE, "--ticket-id", "TCK-9", "--subject", "Broken invoices");

        assertThat(run.out()).startsWith("{\"ticket_id\":\"TCK-9\",");
        assertThat(stub.requests().get(0).conversation()).contains("Broken invoices", MESSAGE);
    }

    @Test
    void wholeTicketComesFromAFileOrStandardInput() throws IOException {
        stub.otherwise(answer());
        String ticket = AnalysisJson.writeTicket(Samples.fullTicket());
        Files.writeString(directory.resolve("ticket.json"), ticket);

        RunResult fromFile = openRouter("--json", "ticket.json");
        RunResult fromStandardInput = run(Map.of(), ticket, "--json", "-");

        assertThat(fromFile.exitCode()).isZero();
        assertThat(fromFile.out()).startsWith("{\"ticket_id\":\"TCK-001\",").isEqualTo(fromStandardInput.out());
        assertThat(stub.requests().get(1).conversation()).contains("We are looking into it.");
    }

    @Test
    void detailsListEveryCallAndTheirSum() {
        stub.reply(StubReply.text("no idea"), StubReply.text("{\"intent\":\"other\"}"), answer());

        RunResult run = openRouter("--message", MESSAGE, "--details");

        AnalysisResult result = AnalysisJson.read(run.out().strip());
        assertThat(stub.requestCount()).isEqualTo(3);
        assertThat(result.provenance().attempts()).hasSize(3);
        assertThat(result.provenance().usage().promptTokens()).isEqualTo(300);
        assertThat(run.out())
                .contains("\"usage\":{\"prompt_tokens\":300,\"completion_tokens\":60,\"total_tokens\":360");
    }

    @Test
    void explanationsAreAskedForOnRequestOnly() {
        stub.otherwise(answer());

        openRouter("--message", MESSAGE);
        openRouter("--message", MESSAGE, "--explain");

        assertThat(stub.requests().get(0).body()).doesNotContain("rationale");
        assertThat(stub.requests().get(1).body()).contains("rationale");
    }

    @Test
    void optionsComeBeforeTheEnvironmentAndThatBeforeTheFile() throws IOException {
        stub.otherwise(answer());
        Files.writeString(
                directory.resolve(".env"),
                "OPENROUTER_API_KEY=file-key\nOPENROUTER_MODEL=file/model\nOPENROUTER_BASE_URL=" + stub.baseUrl()
                        + "\n");

        RunResult.of(directory, Map.of(), "", "analyze", "--message", MESSAGE);
        RunResult.of(directory, Map.of("OPENROUTER_MODEL", "env/model"), "", "analyze", "--message", MESSAGE);
        RunResult.of(
                directory,
                Map.of("OPENROUTER_MODEL", "env/model", "OPENROUTER_API_KEY", "env-key"),
                "",
                "analyze",
                "--message",
                MESSAGE,
                "--model",
                "option/model");

        assertThat(stub.requests())
                .extracting(request ->
                        request.model() + " " + request.header("authorization").orElse(""))
                .containsExactly(
                        "file/model Bearer file-key", "env/model Bearer file-key", "option/model Bearer env-key");
    }

    @Test
    void autoSaysWhichAnalyzerItTook() {
        stub.otherwise(answer());

        RunResult withKey = RunResult.of(
                directory,
                Map.of(
                        "OPENROUTER_API_KEY",
                        "key-1",
                        "OPENROUTER_BASE_URL",
                        stub.baseUrl().toString()),
                "",
                "analyze",
                "--message",
                MESSAGE);
        RunResult blankKey =
                RunResult.of(directory, Map.of("OPENROUTER_API_KEY", " "), "", "analyze", "--message", MESSAGE);

        assertThat(withKey.err())
                .isEqualTo(
                        "copilot: using openrouter with the model openai/gpt-4o-mini, because OPENROUTER_API_KEY is set\n");
        assertThat(withKey.out()).isEqualTo(ANSWER);
        assertThat(blankKey.err())
                .isEqualTo("copilot: using the local analyzer, because OPENROUTER_API_KEY is not set\n");
        assertThat(blankKey.exitCode()).isZero();
        assertThat(blankKey.out()).contains("\"analysis\":{");
    }

    @Test
    void wrongUsageEndsWithTwo() {
        assertUsage("Give either --message TEXT or --json FILE");
        assertUsage("Give either --message TEXT or --json FILE", "--message", "a", "--json", "-");
        assertUsage("put them into the JSON", "--json", "-", "--subject", "s");
        assertUsage("unknown option --modell\n", "--message", "a", "--modell", "x");
        assertUsage("unknown option --api-key\n", "--message", "a", "--api-key=key-0");
        assertUsage("--deadline must be within", "--message", "a", "--deadline", "0");
        assertUsage("--base-url: baseUrl must use https", "--message", "a", "--base-url", "http://example.com/v1");
        assertUsage("--allow-private-addresses", "--message", "a", "--base-url", "https://10.0.0.1/v1");
    }

    @Test
    void badTicketsEndWithThree() throws IOException {
        Files.write(directory.resolve("latin.json"), new byte[] {'"', (byte) 0xE9, '"'});

        assertFailure(3, "message must not be blank", openRouter("--message", " "));
        assertFailure(3, "$.message is missing", run(Map.of(), "{\"ticket_id\":\"T\"}", "--json", "-"));
        assertFailure(3, "missing.json cannot be read", openRouter("--json", "missing.json"));
        assertFailure(3, "latin.json is not UTF-8", openRouter("--json", "latin.json"));
        assertThat(stub.requestCount()).isZero();
    }

    @Test
    void wrongSetupEndsWithFour() {
        stub.reply(StubReply.error(401), StubReply.error(402), StubReply.error(404));

        assertFailure(4, "", openRouter("--message", MESSAGE));
        assertFailure(4, "", openRouter("--message", MESSAGE));
        assertFailure(4, "", openRouter("--message", MESSAGE));
        assertFailure(
                4,
                "No API key. Set OPENROUTER_API_KEY",
                RunResult.of(directory, Map.of(), "", "analyze", "--analyzer", "openrouter", "--message", MESSAGE));
        assertFailure(
                4,
                "OPENROUTER_BASE_URL: baseUrl",
                RunResult.of(
                        directory,
                        Map.of("OPENROUTER_BASE_URL", "ftp://x/y", "OPENROUTER_API_KEY", "k"),
                        "",
                        "analyze",
                        "--message",
                        MESSAGE));
    }

    @Test
    void brokenEnvironmentFileIsNamedButNotQuoted() throws IOException {
        Files.writeString(directory.resolve(".env"), "OPENROUTER_API_KEY sk-canary-77\n");

        RunResult run = openRouter("--message", MESSAGE);

        assertFailure(4, ".env cannot be read", run);
        assertThat(run.err()).doesNotContain("sk-canary-77");
    }

    @Test
    void stalledProviderEndsWithFiveInTime() {
        stub.otherwise(StubReply.stallAfterHeaders());
        long start = System.nanoTime();

        RunResult run = openRouter("--message", MESSAGE, "--deadline", "0.5");

        assertFailure(5, "", run);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
    }

    @Test
    void answerThatIsNeverValidEndsWithSix() {
        stub.otherwise(StubReply.text("{\"intent\":\"canary-52\"}"));

        RunResult run = openRouter("--message", MESSAGE);

        assertFailure(6, "No answer was valid", run);
        assertThat(run.err()).contains("(3 calls)", "  $.intent: ").doesNotContain("canary-52");
    }

    @Test
    void helpNamesOptionsAndExitCodes() {
        RunResult run = RunResult.of(directory, Map.of(), "", "analyze", "--help");

        assertThat(run.exitCode()).isZero();
        assertThat(run.out())
                .contains("--message", "--ticket-id", "--subject", "--json", "--analyzer", "--model", "--base-url")
                .contains(
                        "--deadline",
                        "--explain",
                        "--details",
                        "Exit codes:",
                        "6    the model's answer was never valid");
    }

    @Test
    void versionIsNamed() {
        assertThat(RunResult.of(directory, Map.of(), "", "--version").out()).startsWith("copilot ");
    }

    @Test
    void programWithoutACommandSaysWhatToType() {
        RunResult run = RunResult.of(directory, Map.of(), "");

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("Name a command", "Try: copilot --help");
    }

    private void assertUsage(String words, String... arguments) {
        assertFailure(2, words, openRouter(arguments));
    }

    private static void assertFailure(int exitCode, String words, RunResult run) {
        assertThat(run.exitCode()).as(run.err()).isEqualTo(exitCode);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).startsWith("copilot: ").contains(words).doesNotContain("canary-51", "key-0");
    }

    private RunResult openRouter(String... arguments) {
        return run(
                Map.of("OPENROUTER_BASE_URL", stub.baseUrl().toString(), "OPENROUTER_API_KEY", "key-0"), "", arguments);
    }

    private RunResult run(Map<String, String> environment, String stdin, String... arguments) {
        Map<String, String> complete = environment.isEmpty()
                ? Map.of("OPENROUTER_BASE_URL", stub.baseUrl().toString(), "OPENROUTER_API_KEY", "key-0")
                : environment;
        List<String> all = new ArrayList<>(List.of("analyze", "--analyzer", "openrouter"));
        all.addAll(List.of(arguments));
        return RunResult.of(directory, complete, stdin, all.toArray(String[]::new));
    }

    private static StubReply answer() {
        return StubReply.answer(Samples.analysis("We are on it: Grüße."));
    }
}
