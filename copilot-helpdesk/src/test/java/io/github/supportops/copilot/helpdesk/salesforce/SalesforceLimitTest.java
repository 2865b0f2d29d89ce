package io.github.supportops.copilot.helpdesk.salesforce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.supportops.copilot.helpdesk.HelpdeskSetupException;
import io.github.supportops.copilot.helpdesk.HelpdeskUnavailableException;
import io.github.supportops.copilot.helpdesk.MovedTime;
import io.github.supportops.copilot.testkit.helpdesk.FakeSalesforce;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SalesforceLimitTest {
    private static final String CASE = "500gK0000000001QAA";
    private static final String NOTHING = "{\"done\":true,\"records\":[]}";
    private static final String EXHAUSTED =
            "[{\"message\":\"TotalRequests Limit exceeded.\",\"errorCode\":\"REQUEST_LIMIT_EXCEEDED\"}]";

    private final MovedTime time = new MovedTime(Instant.parse("2026-11-22T12:00:00Z"));

    @Test
    void nothingIsSentBeyondTheShareOfTheDay() {
        try (FakeSalesforce org = new FakeSalesforce();
                SalesforceHelpdesk helpdesk =
                        Triage.helpdesk(org).time(time).dailyShare(0.5).build()) {
            org.dailyLimit(20, Duration.ofHours(24));
            int done = 0;
            HelpdeskUnavailableException stopped = null;
            while (stopped == null && done < 100) {
                try {
                    helpdesk.read(CASE);
                    done++;
                } catch (HelpdeskUnavailableException limit) {
                    stopped = limit;
                }
            }
            assertThat(done).isEqualTo(10);
            assertThat(stopped).isNotNull().hasMessageContaining("50 %");
            assertThat(stopped.retryAfter()).contains(Duration.ofMinutes(15));
            assertThat(org.limitViolations()).isZero();
        }
    }

    @Test
    void oneCallAQuarterOfAnHourSeesWhetherTheDayHasMovedOn() throws Exception {
        Map<String, String> over = Map.of("Sforce-Limit-Info", "api-usage=80/100; api-bursts=1/750");
        Map<String, String> under = Map.of("Sforce-Limit-Info", "api-bursts=1/750; api-usage=79/100");
        try (ScriptedOrg org = new ScriptedOrg();
                SalesforceHelpdesk helpdesk = org.token()
                        .answers(200, over, NOTHING)
                        .answers(200, over, NOTHING)
                        .answers(200, under, NOTHING)
                        .answers(200, under, NOTHING)
                        .helpdesk()
                        .time(time)
                        .build()) {
            helpdesk.read(CASE);
            for (int round = 0; round < 2; round++) {
                assertThatThrownBy(() -> helpdesk.read(CASE)).isInstanceOf(HelpdeskUnavailableException.class);
                time.pass(Duration.ofMinutes(15));
                helpdesk.read(CASE);
            }
            helpdesk.read(CASE);
            assertThat(org.asked()).hasSize(5);
        }
    }

    @Test
    void anExhaustedDayIsNotAMissingRight() throws Exception {
        try (ScriptedOrg org = new ScriptedOrg();
                SalesforceHelpdesk helpdesk = org.token()
                        .answers(403, EXHAUSTED)
                        .helpdesk()
                        .time(time)
                        .build()) {
            assertThatThrownBy(() -> helpdesk.read(CASE))
                    .isInstanceOfSatisfying(HelpdeskUnavailableException.class, limit -> {
                        assertThat(limit.retryAfter()).contains(Duration.ofMinutes(15));
                        assertThat(limit.mayHaveHappened()).isFalse();
                    });
            assertThatThrownBy(() -> helpdesk.read(CASE)).isInstanceOf(HelpdeskUnavailableException.class);
            assertThat(org.asked()).hasSize(2);
        }
    }

    @Test
    void aMissingRightIsNotAnExhaustedDay() throws Exception {
        try (ScriptedOrg org = new ScriptedOrg();
                SalesforceHelpdesk helpdesk = org.token()
                        .answers(403, "[{\"message\":\"secret\",\"errorCode\":\"API_DISABLED_FOR_ORG\"}]")
                        .answers(200, NOTHING)
                        .helpdesk()
                        .build()) {
            assertThatThrownBy(() -> helpdesk.read(CASE))
                    .isInstanceOf(HelpdeskSetupException.class)
                    .hasMessageContaining("API_DISABLED_FOR_ORG")
                    .hasMessageNotContaining("secret");
            assertThat(helpdesk.read(CASE)).isEmpty();
        }
    }

    @Test
    void aShortWaitThatIsNamedIsWaited() throws Exception {
        try (ScriptedOrg org = new ScriptedOrg();
                SalesforceHelpdesk helpdesk = org.token()
                        .answers(403, Map.of("Retry-After", "2"), EXHAUSTED)
                        .answers(200, NOTHING)
                        .helpdesk()
                        .time(time)
                        .build()) {
            assertThat(helpdesk.read(CASE)).isEmpty();
            assertThat(time.sleeps()).contains(Duration.ofSeconds(2));
        }
    }

    @Test
    void aQueryThatSalesforceWouldRefuseForItsLengthIsNotSent() throws Exception {
        try (ScriptedOrg org = new ScriptedOrg();
                SalesforceHelpdesk helpdesk = org.token()
                        .helpdesk()
                        .customFields(IntStream.range(0, 400)
                                .mapToObj(number -> "A_field_with_a_rather_long_name_" + number + "__c")
                                .toList())
                        .build()) {
            assertThatThrownBy(() -> helpdesk.read(CASE))
                    .isInstanceOf(HelpdeskSetupException.class)
                    .hasMessageContaining("fewer custom fields");
            assertThat(org.asked()).isEmpty();
        }
    }
}
