package io.github.supportops.copilot.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.supportops.copilot.testkit.helpdesk.FakeFreshdesk;
import io.github.supportops.copilot.testkit.helpdesk.FakeFreshdeskBuilder;
import io.github.supportops.copilot.testkit.helpdesk.FakeHelpdesk;
import io.github.supportops.copilot.testkit.helpdesk.FakeSalesforce;
import io.github.supportops.copilot.testkit.helpdesk.FakeZendesk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(120)
class SyncCommandTest {
    private static final String MESSAGE =
            "Everything is down since your update, we cannot work and lose money every minute!";

    @TempDir
    Path directory;

    @ParameterizedTest
    @EnumSource(HelpdeskName.class)
    void aTicketIsTriagedOnceAndTheWriteIsAudited(HelpdeskName name) throws IOException {
        try (FakeHelpdesk desk = open(name)) {
            String id = desk.customerOpens("Outage", MESSAGE);

            RunResult first = sync(name, desk);
            RunResult second = sync(name, desk);

            assertThat(first.exitCode()).as(first.err()).isZero();
            assertThat(first.out())
                    .startsWith(name.wireName() + " " + id + " triaged: ")
                    .contains("private note [ai-triage:");
            assertThat(first.err()).contains("1 triaged");
            assertThat(second.exitCode()).as(second.err()).isZero();
            assertThat(second.out()).isEmpty();
            assertThat(desk.ticket(id).privateNotes()).hasSize(1);
            assertThat(desk.ticket(id).publicMessages()).hasSize(1);
            assertThat(Files.readAllLines(directory.resolve("data/" + name.wireName() + ".audit.jsonl")))
                    .hasSize(2)
                    .allMatch(line -> line.contains("\"before\""));
        }
    }

    @ParameterizedTest
    @EnumSource(HelpdeskName.class)
    void aDryRunShowsEveryRequestAndSendsNone(HelpdeskName name) {
        try (FakeHelpdesk desk = open(name)) {
            String id = desk.customerOpens("Outage", MESSAGE);

            RunResult result = sync(name, desk, "--dry-run");

            assertThat(result.exitCode()).as(result.err()).isZero();
            assertThat(result.out()).contains(" planned: ").contains("[ai-triage:");
            assertThat(result.err()).contains("dry run: nothing was written");
            assertThat(desk.ticket(id).privateNotes()).isEmpty();
            assertThat(desk.calls().stream().map(call -> call.method()))
                    .as("only the token is asked for by POST")
                    .allMatch(method -> method.equals("GET") || method.equals("POST"));
            assertThat(directory.resolve("data/" + name.wireName() + ".audit.jsonl"))
                    .doesNotExist();
        }
    }

    @Test
    void aMissingSettingIsNamed() {
        RunResult result = RunResult.of(directory, Map.of(), "", "sync", "zendesk", "--analyzer", "local");

        assertThat(result.exitCode()).isEqualTo(4);
        assertThat(result.err()).contains("ZENDESK_BASE_URL is not set");
    }

    @Test
    void aWrongKeyIsASetupErrorThatDoesNotShowIt() {
        try (FakeFreshdesk desk = FakeFreshdesk.builder().start()) {
            Map<String, String> settings =
                    Map.of("FRESHDESK_BASE_URL", desk.baseUrl().toString(), "FRESHDESK_API_KEY", "not-the-right-key");

            RunResult result = RunResult.of(directory, settings, "", "sync", "freshdesk", "--analyzer", "local");

            assertThat(result.exitCode()).as(result.err()).isEqualTo(4);
            assertThat(result.err()).doesNotContain("not-the-right-key");
        }
    }

    @Test
    void aPolicyThatNamesAFieldTheAccountDoesNotHaveIsRefusedBeforeTheFirstTicket() throws IOException {
        Files.writeString(
                directory.resolve("policy.json"),
                "{\"fields\": {\"intent\": {\"field\": \"cf_nowhere\", \"policy\": \"overwrite\"}}}");
        try (FakeHelpdesk desk = open(HelpdeskName.FRESHDESK)) {
            String id = desk.customerOpens("Outage", MESSAGE);

            RunResult result = sync(HelpdeskName.FRESHDESK, desk, "--policy", "policy.json");

            assertThat(result.exitCode()).isEqualTo(4);
            assertThat(result.err()).contains("cf_nowhere");
            assertThat(desk.ticket(id).privateNotes()).isEmpty();
        }
    }

    @Test
    void aMistakeInThePolicyNamesItsPlace() throws IOException {
        Files.writeString(directory.resolve("policy.json"), "{\"priority\": \"always\"}");
        try (FakeHelpdesk desk = open(HelpdeskName.FRESHDESK)) {
            RunResult result = sync(HelpdeskName.FRESHDESK, desk, "--policy", "policy.json");

            assertThat(result.exitCode()).isEqualTo(4);
            assertThat(result.err())
                    .contains("policy.json")
                    .contains("$.priority")
                    .contains("raise_only");
        }
    }

    @Test
    void optionsThatDoNotFitAreWrongUsage() {
        try (FakeHelpdesk desk = open(HelpdeskName.FRESHDESK)) {
            assertThat(sync(HelpdeskName.FRESHDESK, desk, "--once", "--follow").exitCode())
                    .isEqualTo(2);
            assertThat(sync(HelpdeskName.FRESHDESK, desk, "--dry-run", "--follow")
                            .exitCode())
                    .isEqualTo(2);
            assertThat(sync(HelpdeskName.FRESHDESK, desk, "--since", "yesterday")
                            .exitCode())
                    .isEqualTo(2);
        }
        assertThat(RunResult.of(directory, Map.of(), "", "sync", "jira").exitCode())
                .isEqualTo(2);
        assertThat(RunResult.of(directory, Map.of(), "", "sync", "zendesk", "--since", "2026-13-45")
                        .exitCode())
                .as("usage is looked at before settings")
                .isEqualTo(2);
    }

    private RunResult sync(HelpdeskName name, FakeHelpdesk desk, String... options) {
        List<String> arguments = new ArrayList<>(List.of("sync", name.wireName(), "--analyzer", "local"));
        Stream.of(options).forEach(arguments::add);
        if (!arguments.contains("--since")) {
            arguments.addAll(List.of("--since", "2020-01-01"));
        }
        return RunResult.of(directory, settings(name, desk), "", arguments.toArray(String[]::new));
    }

    private static FakeHelpdesk open(HelpdeskName name) {
        return switch (name) {
            case ZENDESK -> new FakeZendesk(Duration.ofMillis(10));
            case FRESHDESK -> FakeFreshdesk.builder().start();
            case SALESFORCE -> new FakeSalesforce();
        };
    }

    static Map<String, String> settings(HelpdeskName name, FakeHelpdesk desk) {
        String address = desk.baseUrl().toString();
        return switch (name) {
            case ZENDESK ->
                Map.of(
                        "ZENDESK_BASE_URL",
                        address,
                        "ZENDESK_CLIENT_ID",
                        FakeZendesk.CLIENT_ID,
                        "ZENDESK_CLIENT_SECRET",
                        FakeZendesk.CLIENT_SECRET);
            case FRESHDESK -> Map.of("FRESHDESK_BASE_URL", address, "FRESHDESK_API_KEY", FakeFreshdeskBuilder.API_KEY);
            case SALESFORCE ->
                Map.of(
                        "SALESFORCE_LOGIN_URL",
                        address,
                        "SALESFORCE_CLIENT_ID",
                        FakeSalesforce.CLIENT_ID,
                        "SALESFORCE_CLIENT_SECRET",
                        FakeSalesforce.CLIENT_SECRET);
        };
    }
}
