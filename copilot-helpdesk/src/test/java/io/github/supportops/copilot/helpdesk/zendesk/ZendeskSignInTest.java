package io.github.supportops.copilot.helpdesk.zendesk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.supportops.copilot.helpdesk.HelpdeskSetupException;
import io.github.supportops.copilot.testkit.helpdesk.FakeCall;
import java.net.InetAddress;
import java.net.ServerSocket;
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
    void redirectIsNotFollowed() throws Exception {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Thread answering = new Thread(
                    () -> Redirects.answer(server, bench.fake.baseUrl().toString()));
            answering.start();
            bench.with(settings -> settings.baseUrl("http://127.0.0.1:" + server.getLocalPort()));

            assertThatThrownBy(() -> bench.helpdesk().read(id)).isInstanceOf(HelpdeskSetupException.class);

            answering.join();
        }
        assertThat(bench.fake.calls()).isEmpty();
    }
}
