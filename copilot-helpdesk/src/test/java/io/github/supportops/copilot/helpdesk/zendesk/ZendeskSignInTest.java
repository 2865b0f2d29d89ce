package io.github.supportops.copilot.helpdesk.zendesk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.supportops.copilot.helpdesk.HelpdeskSetupException;
import io.github.supportops.copilot.testkit.helpdesk.FakeCall;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ZendeskSignInTest {
    private final ZendeskBench bench = new ZendeskBench();
    private final String id = bench.fake.customerOpens("Invoices", "Where is my invoice?");

    @AfterEach
    void close() {
        bench.close();
    }

    @Test
    void tokenIsAskedForByClientCredentials() {
        bench.read(id);

        FakeCall call = bench.fake.calls().get(0);
        assertThat(call.method()).isEqualTo("POST");
        assertThat(call.path()).isEqualTo("/oauth/tokens");
        assertThat(call.status()).isEqualTo(201);
        assertThat(call.body())
                .isEqualTo("{\"grant_type\":\"client_credentials\",\"client_id\":\"" + bench.fake.clientId()
                        + "\",\"client_secret\":\"" + bench.fake.clientSecret()
                        + "\",\"scope\":\"read tickets:write\",\"expires_in\":86400}");
    }

    @Test
    void oneTokenServesManyCalls() {
        bench.read(id);
        bench.read(id);

        assertThat(bench.fake.tokensIssued()).isEqualTo(1);
    }

    @Test
    void tokenIsRenewedBeforeItEnds() {
        bench.with(settings -> settings.tokenLifetime(Duration.ofMinutes(10)));
        bench.read(id);
        bench.time.move(Duration.ofMinutes(8));
        bench.read(id);
        assertThat(bench.fake.tokensIssued()).isEqualTo(1);

        bench.time.move(Duration.ofMinutes(1));
        bench.read(id);

        assertThat(bench.fake.tokensIssued()).isEqualTo(2);
        assertThat(bench.fake.calls()).noneMatch(call -> call.status() == 401);
    }

    @Test
    void refusedTokenIsRenewedOnceAndTheCallRepeated() {
        bench.read(id);
        bench.fake.expireTokens();

        bench.read(id);

        assertThat(bench.fake.tokensIssued()).isEqualTo(2);
        assertThat(bench.fake.calls().stream().filter(call -> call.status() == 401))
                .hasSize(1);
    }

    @Test
    void wrongSecretIsASetupErrorThatShowsNoSecret() {
        bench.with(settings -> settings.oauth(bench.fake.clientId(), "wrong-secret-value"));

        assertThatThrownBy(() -> bench.read(id))
                .isInstanceOf(HelpdeskSetupException.class)
                .hasMessageContaining("status 401 (invalid_client)")
                .hasMessageContaining("ZENDESK_CLIENT_SECRET")
                .hasMessageNotContaining("wrong-secret-value");
    }

    @Test
    void scopeThatIsNotAllowedIsASetupError() {
        bench.fake.allowScopes("tickets:read");

        assertThatThrownBy(() -> bench.read(id))
                .isInstanceOf(HelpdeskSetupException.class)
                .hasMessageContaining("invalid_scope");
    }

    @Test
    @SuppressWarnings("deprecation")
    void emailAndApiTokenStillWork() {
        try (ZendeskHelpdesk older = ZendeskHelpdesk.builder()
                .baseUrl(bench.fake.baseUrl().toString())
                .apiToken(bench.fake.email(), bench.fake.apiToken())
                .time(bench.time)
                .build()) {
            assertThat(older.read(id)).isPresent();
        }
        assertThat(bench.fake.tokensIssued()).isZero();
    }

    @Test
    @SuppressWarnings("deprecation")
    void wrongApiTokenIsASetupError() {
        try (ZendeskHelpdesk older = ZendeskHelpdesk.builder()
                .baseUrl(bench.fake.baseUrl().toString())
                .apiToken(bench.fake.email(), "wrong-token-value")
                .time(bench.time)
                .build()) {
            assertThatThrownBy(() -> older.read(id))
                    .isInstanceOf(HelpdeskSetupException.class)
                    .hasMessageContaining("status 401")
                    .hasMessageNotContaining("wrong-token-value");
        }
    }

    @Test
    @SuppressWarnings("deprecation")
    void settingsAreCheckedAtOnceAndSecretsNeverShown() {
        assertThatThrownBy(() -> bench.builder().baseUrl("http://example.zendesk.com"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("https");
        assertThatThrownBy(() -> bench.builder().oauth("client", "two\nlines"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageNotContaining("lines");
        assertThatThrownBy(() -> bench.builder().apiToken("a:b@example.com", "token"))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> bench.builder().tokenLifetime(Duration.ofSeconds(299)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> bench.builder().tokenLifetime(Duration.ofHours(49)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> bench.builder().share(0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> bench.builder().pageSize(1001)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(
                        () -> bench.builder().apiToken("a@example.com", "token").build())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("oauth");
        assertThatThrownBy(() -> ZendeskHelpdesk.builder().build()).isInstanceOf(IllegalStateException.class);
        assertThat(bench.builder().toString() + bench.helpdesk())
                .doesNotContain(bench.fake.clientSecret(), bench.fake.webhookSecret());
    }

    @Test
    void headersAreTheTokenAndJsonAndNothingElseOfTheAccount() throws Exception {
        try (ScriptedServer server = new ScriptedServer(
                "201 Created\nContent-Type: application/json\n\n{\"access_token\":\"tok\",\"token_type\":\"bearer\"}",
                "404 Not Found\n\n{}")) {
            bench.with(settings -> settings.baseUrl(server.address()));

            assertThat(bench.helpdesk().read("5")).isEmpty();

            assertThat(server.requests().get(0))
                    .startsWith("POST /oauth/tokens HTTP/1.1\r\n")
                    .contains("Content-Type: application/json\r\n", "Accept: application/json\r\n")
                    .doesNotContain("Authorization");
            assertThat(server.requests().get(1))
                    .startsWith("GET /api/v2/tickets/5 HTTP/1.1\r\n")
                    .contains("Authorization: Bearer tok\r\n", "Accept: application/json\r\n")
                    .doesNotContain("Content-Type", bench.fake.clientSecret());
        }
    }

    @Test
    void tokenWithoutAnEndIsTakenToLiveAsLongAsAskedFor() throws Exception {
        String token = "201 Created\n\n{\"access_token\":\"tok\",\"expires_in\":null}";
        try (ScriptedServer server = new ScriptedServer(token, "404 Not Found\n\n{}", token, "404 Not Found\n\n{}")) {
            bench.with(settings -> settings.baseUrl(server.address()).tokenLifetime(Duration.ofHours(1)));
            bench.helpdesk().read("5");
            bench.time.move(Duration.ofMinutes(55));

            bench.helpdesk().read("5");

            assertThat(server.requests()).hasSize(4);
        }
    }

    @Test
    void redirectIsNotFollowed() throws Exception {
        String redirect = "307 Temporary Redirect\nLocation: " + bench.fake.baseUrl() + "/oauth/tokens\n\n";
        try (ScriptedServer server = new ScriptedServer(redirect)) {
            bench.with(settings -> settings.baseUrl(server.address()));

            assertThatThrownBy(() -> bench.helpdesk().read(id)).isInstanceOf(HelpdeskSetupException.class);
        }
        assertThat(bench.fake.calls()).isEmpty();
    }

    @Test
    void redirectOfACallIsASetupErrorThatNamesTheAddress() throws Exception {
        try (ScriptedServer server = new ScriptedServer(
                "201 Created\n\n{\"access_token\":\"tok\"}",
                "302 Found\nLocation: " + bench.fake.baseUrl() + "/api/v2/tickets/5\n\n")) {
            bench.with(settings -> settings.baseUrl(server.address()));

            assertThatThrownBy(() -> bench.helpdesk().read("5"))
                    .isInstanceOf(HelpdeskSetupException.class)
                    .hasMessageContaining("ZENDESK_BASE_URL");
        }
        assertThat(bench.fake.calls()).isEmpty();
    }
}
