package io.github.supportops.copilot.helpdesk.salesforce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.supportops.copilot.helpdesk.HelpdeskSetupException;
import io.github.supportops.copilot.helpdesk.HelpdeskUnavailableException;
import io.github.supportops.copilot.helpdesk.MovedTime;
import io.github.supportops.copilot.testkit.helpdesk.FakeCall;
import io.github.supportops.copilot.testkit.helpdesk.FakeSalesforce;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SalesforceLoginTest {
    private static final String CASE = "500gK0000000001QAA";
    private static final String NOTHING = "{\"done\":true,\"records\":[]}";

    @Test
    void clientCredentialsArePostedAsAForm() throws Exception {
        try (ScriptedOrg org = new ScriptedOrg();
                SalesforceHelpdesk helpdesk =
                        org.token().answers(200, NOTHING).helpdesk().build()) {
            helpdesk.read(CASE);

            ScriptedOrg.Asked asked = org.asked().get(0);
            assertThat(asked.method()).isEqualTo("POST");
            assertThat(asked.path()).isEqualTo("/services/oauth2/token");
            assertThat(asked.header("Content-type")).isEqualTo("application/x-www-form-urlencoded");
            assertThat(asked.header("Authorization")).isEmpty();
            assertThat(asked.body())
                    .isEqualTo("grant_type=client_credentials&client_id=the-client&client_secret=the+secret%26%3D");
        }
    }

    @Test
    void aJwtIsSignedForTwoMinutes() throws Exception {
        KeyPair keys = keys();
        MovedTime time = new MovedTime(Instant.parse("2026-11-22T12:00:00Z"));
        try (ScriptedOrg org = new ScriptedOrg();
                SalesforceHelpdesk helpdesk = SalesforceHelpdesk.builder()
                        .loginUrl(org.token().answers(200, NOTHING).url())
                        .jwtBearer("the-client", "bot@example.org", pem(keys))
                        .audience("https://test.salesforce.com")
                        .emailMessages(false)
                        .accounts(false)
                        .time(time)
                        .build()) {
            helpdesk.read(CASE);

            String body = URLDecoder.decode(org.asked().get(0).body(), StandardCharsets.UTF_8);
            assertThat(body).startsWith("grant_type=urn:ietf:params:oauth:grant-type:jwt-bearer&assertion=");
            String[] parts = body.substring(body.lastIndexOf('=') + 1).split("\\.", -1);
            assertThat(decoded(parts[0])).isEqualTo("{\"alg\":\"RS256\"}");
            JsonNode claims = new ObjectMapper().readTree(decoded(parts[1]));
            assertThat(claims)
                    .isEqualTo(new ObjectMapper()
                            .readTree("{\"iss\":\"the-client\",\"sub\":\"bot@example.org\","
                                    + "\"aud\":\"https://test.salesforce.com\",\"exp\":"
                                    + Instant.parse("2026-11-22T12:02:00Z").getEpochSecond() + "}"));
        }
    }

    @Test
    void aSignedLoginIsAcceptedByAServerThatChecksIt() throws Exception {
        KeyPair keys = keys();
        try (FakeSalesforce org = new FakeSalesforce();
                SalesforceHelpdesk good = jwt(org, keys);
                SalesforceHelpdesk stranger = jwt(org, keys())) {
            org.trust(keys.getPublic());

            assertThat(good.read(org.customerOpens("Invoice", "It is wrong."))).isPresent();
            assertThatThrownBy(() -> stranger.read(CASE))
                    .isInstanceOf(HelpdeskSetupException.class)
                    .hasMessageContaining("invalid_grant")
                    .hasMessageNotContaining("authentication failure");
        }
    }

    @Test
    void anExpiredTokenIsRenewedOnce() {
        try (FakeSalesforce org = new FakeSalesforce();
                SalesforceHelpdesk helpdesk = Triage.helpdesk(org).build()) {
            String id = org.customerOpens("Invoice", "It is wrong.");
            helpdesk.read(id);
            org.expireTokens();

            assertThat(helpdesk.read(id)).isPresent();
            assertThat(org.calls().stream().filter(call -> call.path().equals("/services/oauth2/token")))
                    .hasSize(2);
            assertThat(org.calls()).extracting(FakeCall::status).containsOnlyOnce(401);
        }
    }

    @Test
    void aTokenThatIsRefusedAgainIsAProblemOfTheSetup() throws Exception {
        String refused = "[{\"message\":\"Session expired or invalid\",\"errorCode\":\"INVALID_SESSION_ID\"}]";
        try (ScriptedOrg org = new ScriptedOrg();
                SalesforceHelpdesk helpdesk = org.token()
                        .answers(401, refused)
                        .token()
                        .answers(401, refused)
                        .helpdesk()
                        .build()) {
            assertThatThrownBy(() -> helpdesk.read(CASE))
                    .isInstanceOf(HelpdeskSetupException.class)
                    .hasMessageContaining("right after it was renewed")
                    .hasMessageNotContaining("TOKEN-1");
            assertThat(org.asked()).hasSize(4);
        }
    }

    @Test
    void laterCallsGoToTheInstance() throws Exception {
        try (ScriptedOrg login = new ScriptedOrg();
                ScriptedOrg instance = new ScriptedOrg();
                SalesforceHelpdesk helpdesk =
                        login.token(instance.url()).helpdesk().build()) {
            instance.answers(200, NOTHING);

            helpdesk.read(CASE);
            assertThat(login.asked()).hasSize(1);
            assertThat(instance.asked()).hasSize(1);
        }
    }

    @Test
    void anOrgThatMovedGetsTheNextCallAtItsNewHost() throws Exception {
        try (ScriptedOrg login = new ScriptedOrg();
                ScriptedOrg before = new ScriptedOrg();
                ScriptedOrg after = new ScriptedOrg();
                SalesforceHelpdesk helpdesk = login.token(before.url())
                        .token(after.url())
                        .token(after.url())
                        .helpdesk()
                        .build()) {
            before.answers(401, "[{\"errorCode\":\"INVALID_SESSION_ID\"}]").answers(200, NOTHING);
            after.answers(200, NOTHING);

            assertThatThrownBy(() -> helpdesk.read(CASE))
                    .isInstanceOf(HelpdeskUnavailableException.class)
                    .hasMessageContaining("moved to another host");
            assertThat(helpdesk.read(CASE)).isEmpty();
            assertThat(before.asked()).hasSize(1);
            assertThat(after.asked()).hasSize(1);
        }
    }

    @Test
    void anInstanceWithoutHttpsGetsNoToken() throws Exception {
        for (String instance :
                List.of("http://example.my.salesforce.com", "ftp://127.0.0.1", "nonsense", "https://a@b")) {
            try (ScriptedOrg org = new ScriptedOrg();
                    SalesforceHelpdesk helpdesk = org.token(instance).helpdesk().build()) {
                assertThatThrownBy(() -> helpdesk.read(CASE))
                        .isInstanceOf(HelpdeskSetupException.class)
                        .hasMessageContaining("instance_url");
            }
        }
    }

    @Test
    void redirectsAreNotFollowed() throws Exception {
        try (ScriptedOrg elsewhere = new ScriptedOrg();
                ScriptedOrg org = new ScriptedOrg();
                SalesforceHelpdesk helpdesk = org.token()
                        .answers(302, Map.of("Location", elsewhere.url() + "/login"), "")
                        .helpdesk()
                        .build()) {
            assertThatThrownBy(() -> helpdesk.read(CASE)).isInstanceOf(HelpdeskSetupException.class);
            assertThat(elsewhere.asked()).isEmpty();
        }
    }

    @Test
    void settingsAreCheckedAtOnceAndSecretsNeverShown() throws Exception {
        SalesforceHelpdeskBuilder builder = SalesforceHelpdesk.builder();
        assertThatIllegalArgumentException().isThrownBy(() -> builder.loginUrl("http://example.com"));
        assertThatIllegalArgumentException().isThrownBy(() -> builder.apiVersion("66"));
        assertThatIllegalArgumentException().isThrownBy(() -> builder.dailyShare(0));
        assertThatIllegalArgumentException().isThrownBy(() -> builder.pageSize(2001));
        assertThatIllegalArgumentException().isThrownBy(() -> builder.organizationId("500gK0000000001QAA"));
        assertThatIllegalArgumentException().isThrownBy(() -> builder.customFields(List.of("Id FROM User")));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder.jwtBearer("id", "user", "-----BEGIN RSA PRIVATE KEY-----\nc2VjcmV0\n"))
                .withMessageContaining("openssl pkcs8")
                .withMessageNotContaining("c2VjcmV0");
        assertThatIllegalStateException()
                .isThrownBy(() -> SalesforceHelpdesk.builder()
                        .loginUrl("https://example.my.salesforce.com")
                        .build())
                .withMessageContaining("clientCredentials or jwtBearer");
        assertThatIllegalStateException()
                .isThrownBy(() -> builder.clientCredentials("id", "hush").jwtBearer("id", "user", pem(keys())))
                .withMessageContaining("exclude each other");
        try (SalesforceHelpdesk helpdesk = SalesforceHelpdesk.builder()
                .loginUrl("https://example.my.salesforce.com")
                .clientCredentials("id", "hush-hush")
                .build()) {
            assertThat(helpdesk.toString()).isEqualTo("SalesforceHelpdesk[example.my.salesforce.com, v66.0]");
        }
    }

    private static SalesforceHelpdesk jwt(FakeSalesforce org, KeyPair keys) {
        return SalesforceHelpdesk.builder()
                .loginUrl(org.baseUrl().toString())
                .jwtBearer(FakeSalesforce.CLIENT_ID, FakeSalesforce.USERNAME, pem(keys))
                .build();
    }

    private static KeyPair keys() throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        return generator.generateKeyPair();
    }

    private static String pem(KeyPair keys) {
        return "-----BEGIN PRIVATE KEY-----\n"
                + Base64.getMimeEncoder().encodeToString(keys.getPrivate().getEncoded())
                + "\n-----END PRIVATE KEY-----\n";
    }

    private static String decoded(String part) {
        return new String(Base64.getUrlDecoder().decode(part), StandardCharsets.UTF_8);
    }
}
