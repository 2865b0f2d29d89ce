package io.github.supportops.copilot.helpdesk.freshdesk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.supportops.copilot.helpdesk.HelpdeskSetupException;
import io.github.supportops.copilot.helpdesk.HelpdeskUnavailableException;
import io.github.supportops.copilot.helpdesk.MovedTime;
import io.github.supportops.copilot.helpdesk.TicketUpdate;
import io.github.supportops.copilot.helpdesk.TriagePolicy;
import io.github.supportops.copilot.helpdesk.WriteOutcome;
import io.github.supportops.copilot.testkit.helpdesk.FakeFreshdesk;
import io.github.supportops.copilot.testkit.helpdesk.FakeFreshdeskBuilder;
import io.github.supportops.copilot.testkit.helpdesk.Faults.Fault;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FreshdeskLimitsTest {
    private final Desk desk = new Desk();

    @AfterEach
    void close() {
        desk.close();
    }

    @Test
    void halfOfTheSmallestPlanIsUsedByDefault() {
        for (int number = 0; number < 11; number++) {
            desk.helpdesk.read("1");
        }
        assertThat(passed()).as("100 of 200 calls a minute").isEqualTo(Duration.ofSeconds(6));
    }

    @Test
    void listsHaveALimitOfTheirOwn() {
        for (int number = 0; number < 11; number++) {
            desk.helpdesk.changesSince(Desk.START);
        }
        assertThat(passed()).as("10 of 20 lists a minute").isEqualTo(Duration.ofMinutes(1));
    }

    @Test
    void updatesAndNotesHaveLimitsOfTheirOwn() {
        FreshdeskHelpdeskBuilder settings =
                desk.client().callsPerMinute(60_000).updatesPerMinute(4).createsPerMinute(2);
        try (FreshdeskHelpdesk slow = settings.share(1).build()) {
            for (int number = 0; number < 3; number++) {
                String id = desk.fake.customerOpens("Export", "It is broken");
                TicketUpdate update = desk.update(id);
                slow.write(update);
            }
        }
        assertThat(passed()).as("the third note, half a minute each").isGreaterThanOrEqualTo(Duration.ofMinutes(1));
    }

    @Test
    void anUpdateFollowsItsLookWithoutWaitingAndIsCountedNevertheless() {
        String id = desk.fake.customerOpens("Export", "It is broken");
        TicketUpdate update = desk.update(id);
        Map<String, Instant> at = new LinkedHashMap<>();
        desk.fake.beforeEachCall(call -> at.put(call.method() + " " + call.path(), desk.time.now()));

        desk.helpdesk.write(update);

        String ticket = "/api/v2/tickets/" + id;
        assertThat(at.get("PUT " + ticket))
                .as("the window in which an agent could be overwritten")
                .isEqualTo(at.get("GET " + ticket));
        assertThat(Duration.between(at.get("PUT " + ticket), at.get("POST " + ticket + "/notes")))
                .as("look and update have taken two places")
                .isEqualTo(Duration.ofMillis(1_200));
    }

    @Test
    void anUpdateThatIsRefusedForTooManyCallsIsNotSentAgainWithoutANewLook() {
        String id = desk.fake.customerOpens("Export", "It is broken");
        TicketUpdate update = desk.update(id);
        AtomicInteger looks = new AtomicInteger();
        desk.fake.beforeEachCall(call -> {
            if (call.path().equals("/api/v2/tickets/" + id) && looks.incrementAndGet() == 1) {
                desk.fake.faults().next(Fault.TOO_MANY_CALLS);
            } else if (looks.get() == 1) {
                desk.fake.agentAddsTag(id, "vip");
            }
        });

        assertThat(desk.helpdesk.write(update).kind()).isEqualTo(WriteOutcome.Kind.CONFLICT);

        assertThat(desk.fake.ticket(id).tags()).contains("vip").doesNotContain("ai_triaged");
    }

    @Test
    void aPlanAndAShareSetTheNumbers() {
        try (FreshdeskHelpdesk fast =
                desk.client().plan(FreshdeskPlan.ENTERPRISE).share(0.1).build()) {
            for (int number = 0; number < 8; number++) {
                fast.read("1");
            }
            assertThat(passed().plusNanos(500_000).toMillis())
                    .as("70 calls a minute")
                    .isEqualTo(6_000);
        }
    }

    @Test
    void anAccountThatAllowsLessIsBelieved() {
        FakeFreshdeskBuilder trial =
                FakeFreshdesk.builder().minute(Duration.ofMinutes(1)).limits(50, 50, 50, 50);
        MovedTime time = new MovedTime(Desk.START);
        try (FakeFreshdesk fake = trial.start();
                FreshdeskHelpdesk helpdesk = client(fake.baseUrl().toString(), time)) {
            helpdesk.read("1");
            Instant told = time.now();
            for (int number = 0; number < 11; number++) {
                helpdesk.read("1");
            }
            assertThat(Duration.between(told, time.now()))
                    .as("25 of 50 calls a minute, after one at the old rate")
                    .isBetween(Duration.ofSeconds(24), Duration.ofSeconds(25));
        }
    }

    @Test
    void anAccountThatCountsByTheHourIsNotTakenForAFastOne() {
        assertThat(elapsedFor(11, Map.of("X-RateLimit-Total", "3000", "X-RateLimit-Remaining", "2999")))
                .isEqualTo(Duration.ofSeconds(6));
    }

    @Test
    void creditsAreChargedAsTheReplyTells() {
        assertThat(elapsedFor(11, Map.of("X-RateLimit-Used-CurrentRequest", "3")))
                .isEqualTo(Duration.ofSeconds(18));
    }

    @Test
    void whenTheAccountsToolsHaveNearlyUsedUpItsLimitWeSlowDown() {
        assertThat(elapsedFor(11, Map.of("X-RateLimit-Total", "200", "X-RateLimit-Remaining", "3")))
                .isEqualTo(Duration.ofSeconds(24));
    }

    @Test
    void aRefusalForTooManyCallsIsWaitedOut() {
        String id = desk.fake.customerOpens("Export", "It is broken");
        desk.fake.faults().next(Fault.TOO_MANY_CALLS);

        assertThat(desk.helpdesk.read(id)).isPresent();

        assertThat(passed()).isGreaterThan(Duration.ofSeconds(1));
    }

    @Test
    void aWaitOfAnHourIsLeftToTheCaller() {
        try (ScriptedServer server = new ScriptedServer(429, Map.of("Retry-After", "3600"), "");
                FreshdeskHelpdesk helpdesk = client(server.address(), desk.time)) {
            assertThatThrownBy(() -> helpdesk.read("1"))
                    .isInstanceOfSatisfying(HelpdeskUnavailableException.class, late -> {
                        assertThat(late.retryAfter()).contains(Duration.ofHours(1));
                        assertThat(late.mayHaveHappened()).isFalse();
                    });
        }
    }

    @Test
    void redirectsAreNotFollowedSoTheKeyStaysWithItsAddress() {
        try (ScriptedServer other = new ScriptedServer(200, Map.of(), "{}");
                ScriptedServer server = new ScriptedServer(302, Map.of("Location", other.address() + "/login"), "");
                FreshdeskHelpdesk helpdesk = client(server.address(), desk.time)) {
            assertThatThrownBy(() -> helpdesk.check(TriagePolicy.standard()))
                    .isInstanceOf(HelpdeskSetupException.class)
                    .hasMessageContaining("FRESHDESK_BASE_URL must be https://DOMAIN.freshdesk.com");
            assertThat(other.paths).isEmpty();
        }
    }

    @Test
    void aLoginPageIsNoAnswer() {
        try (ScriptedServer server = new ScriptedServer(200, Map.of(), "<html>Sign in</html>");
                FreshdeskHelpdesk helpdesk = client(server.address(), desk.time)) {
            assertThatThrownBy(() -> helpdesk.changesSince(Desk.START))
                    .isInstanceOf(HelpdeskUnavailableException.class)
                    .hasMessageContaining("not JSON")
                    .hasMessageNotContaining("Sign in");
        }
    }

    private Duration elapsedFor(int calls, Map<String, String> headers) {
        try (ScriptedServer server = new ScriptedServer(404, headers, "");
                FreshdeskHelpdesk helpdesk = client(server.address(), desk.time)) {
            for (int number = 0; number < calls; number++) {
                helpdesk.read("1");
            }
        }
        return passed();
    }

    private Duration passed() {
        return Duration.between(Desk.START, desk.time.now());
    }

    private static FreshdeskHelpdesk client(String address, MovedTime time) {
        return FreshdeskHelpdesk.builder()
                .baseUrl(address)
                .apiKey(FakeFreshdeskBuilder.API_KEY)
                .time(time)
                .build();
    }
}
