package io.github.supportops.copilot.helpdesk.salesforce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.supportops.copilot.helpdesk.WebhookNotice;
import io.github.supportops.copilot.helpdesk.WebhookRefusedException;
import io.github.supportops.copilot.helpdesk.WebhookRefusedException.Reason;
import io.github.supportops.copilot.helpdesk.WebhookRequest;
import io.github.supportops.copilot.testkit.helpdesk.FakeSalesforce;
import io.github.supportops.copilot.testkit.helpdesk.FakeWebhook;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SalesforceWebhookTest {
    private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");

    private final FakeSalesforce org = new FakeSalesforce();
    private final SalesforceHelpdesk helpdesk =
            Triage.helpdesk(org).organizationId(FakeSalesforce.ORGANIZATION_ID).build();
    private final String caseId = org.customerOpens("Invoice", "It is wrong.");

    @AfterEach
    void close() {
        helpdesk.close();
        org.close();
    }

    @Test
    void anOutboundMessageNamesItsCaseAndWantsAnAck() {
        WebhookNotice notice = helpdesk.webhook(request(org.webhook(caseId)));

        assertThat(notice.ticketIds()).containsExactly(caseId);
        assertThat(notice.eventId()).startsWith("om:04l");
        assertThat(notice.replyType()).startsWith("text/xml");
        assertThat(notice.replyBody())
                .contains("<notificationsResponse xmlns=\"http://soap.sforce.com/2005/09/outbound\"><Ack>true</Ack>");
    }

    @Test
    void aRepeatedMessageHasTheSameEventAndANewOneAnother() {
        FakeWebhook message = org.webhook(caseId);
        String event = helpdesk.webhook(request(message)).eventId();

        assertThat(helpdesk.webhook(request(message)).eventId()).isEqualTo(event);
        assertThat(helpdesk.webhook(request(org.webhook(caseId))).eventId()).isNotEqualTo(event);
    }

    @Test
    void severalNotificationsComeInOneMessage() {
        String other = org.customerOpens("2", "2");
        String two = between(org.webhook(other).body(), "<Notification>", "</Notification>");
        String both = org.webhook(caseId).body().replace("</notifications>", two + "</notifications>");

        WebhookNotice notice = helpdesk.webhook(outbound(both));
        assertThat(notice.ticketIds()).containsExactlyInAnyOrder(caseId, other);
        assertThat(notice.eventId()).startsWith("om:").hasSize(67);
    }

    @Test
    void aMessageAboutACommentOrMailNamesTheCaseItBelongsTo() {
        String mail = org.webhook(caseId)
                .body()
                .replace("sf:Case", "sf:EmailMessage")
                .replace("<sf:Id>" + caseId, "<sf:Id>02sgK0000000001QAA</sf:Id><sf:ParentId>" + caseId)
                .replace(caseId + "</sf:Id>", caseId + "</sf:ParentId>");

        assertThat(helpdesk.webhook(outbound(mail)).ticketIds()).containsExactly(caseId);
    }

    @Test
    void aFlowSendsJsonWithItsSecretInAHeader() {
        WebhookNotice notice = helpdesk.webhook(request(org.flowWebhook(caseId)));
        assertThat(notice.ticketIds()).containsExactly(caseId);
        assertThat(notice.replyBody()).isEqualTo("{}");
        assertThat(helpdesk.webhook(request(org.flowWebhook(caseId))).eventId()).isEqualTo(notice.eventId());

        org.agentSetsPriority(caseId, "High");
        assertThat(helpdesk.webhook(request(org.flowWebhook(caseId))).eventId()).isNotEqualTo(notice.eventId());
        assertThat(helpdesk.webhook(flow("{\"case_id\":\"" + caseId.substring(0, 15) + "\"}"))
                        .ticketIds())
                .containsExactly(caseId);
    }

    @Test
    void withoutASecretNothingIsTaken() {
        try (SalesforceHelpdesk open = SalesforceHelpdesk.builder()
                .loginUrl(org.baseUrl().toString())
                .clientCredentials("id", "secret")
                .build()) {
            assertThat(reasonOf(open, request(org.webhook(caseId)))).isEqualTo(Reason.NOT_CONFIGURED);
        }
    }

    @Test
    void theSecretBelongsInOnePlaceOnly() {
        FakeWebhook message = org.webhook(caseId);
        Map<String, List<String>> both = Map.of("X-Webhook-Secret", List.of(FakeSalesforce.WEBHOOK_SECRET));
        byte[] body = message.body().getBytes(StandardCharsets.UTF_8);
        List<String> secret = List.of(FakeSalesforce.WEBHOOK_SECRET);

        assertThat(reason(new WebhookRequest(Map.of(), Map.of(), body, NOW))).isEqualTo(Reason.NOT_AUTHENTIC);
        assertThat(reason(new WebhookRequest(both, Map.of("secret", secret), body, NOW)))
                .isEqualTo(Reason.NOT_AUTHENTIC);
        assertThat(reason(new WebhookRequest(Map.of(), Map.of("secret", List.of(secret.get(0), "x")), body, NOW)))
                .isEqualTo(Reason.NOT_AUTHENTIC);
        assertThat(reason(new WebhookRequest(both, Map.of(), body, NOW))).isEqualTo(Reason.UNREADABLE);
    }

    @Test
    void anotherOrgIsRefused() {
        String other = org.webhook(caseId).body().replace(FakeSalesforce.ORGANIZATION_ID, "00DgK000000002AUAQ");
        assertThat(reason(outbound(other))).isEqualTo(Reason.NOT_AUTHENTIC);
    }

    @Test
    void xmlThatReachesOutOrGrowsIsRefused() {
        String good = org.webhook(caseId).body();
        String head = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>";
        for (String bad : List.of(
                good.replace(head, head + "<!DOCTYPE x [<!ENTITY e SYSTEM \"file:///etc/passwd\">]>")
                        .replace(caseId, "&e;"),
                good.replace(head, head + "<!DOCTYPE x SYSTEM \"" + org.baseUrl() + "/x.dtd\">"),
                good.replace(
                        head,
                        head + "<!DOCTYPE x [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;&a;\">]>"),
                good.replace(caseId, "&undefined;"),
                good.replace("<Notification>", "<a>".repeat(2000) + "<Notification>"),
                good.replace("http://soap.sforce.com/2005/09/outbound", "http://example.com/"),
                good.replaceAll("(?s)<Notification>.*</Notification>", ""),
                good.replaceAll("(?s)<Id>04l.*?</Id>", ""),
                good.replaceAll("(?s)(<Notification>.*</Notification>)", "$1".repeat(101)),
                good.substring(0, good.length() - 20),
                "",
                "{}",
                "\u0000")) {
            assertThat(reason(outbound(bad))).isEqualTo(Reason.UNREADABLE);
        }
        assertThat(org.calls()).isEmpty();
    }

    @Test
    void aMessageAboutSomethingElseNamesNoCase() {
        String other = org.webhook(caseId).body().replace(caseId, "001gK0000000001QAA");
        assertThat(helpdesk.webhook(outbound(other)).ticketIds()).isEmpty();
    }

    @Test
    void aMessageThatIsTooLargeIsNotRead() {
        assertThat(reason(outbound("x".repeat(WebhookRequest.MOST_BYTES + 1)))).isEqualTo(Reason.TOO_LARGE);
    }

    @Test
    void jsonThatIsNotOursIsRefused() {
        for (String bad : List.of(
                "",
                "[]",
                "{}",
                "{\"case_id\":5}",
                "{\"case_id\":\"x\"}",
                "{\"case_id\":\"001gK0000000001QAA\"}",
                "{\"case_id\":\"" + caseId + "\"} {}",
                "{\"case_id\":\"" + caseId + "\",\"changed_at\":\"soon\"}")) {
            assertThat(reason(flow(bad))).as(bad).isEqualTo(Reason.UNREADABLE);
        }
    }

    @Test
    void noForgedCallIsAccepted() {
        int calls = Integer.getInteger("webhooks.forged", 5000);
        Random random = new Random(7);
        String secret = FakeSalesforce.WEBHOOK_SECRET;
        int accepted = 0;
        for (int call = 0; call < calls; call++) {
            FakeWebhook real = call % 2 == 0 ? org.webhook(caseId) : org.flowWebhook(caseId);
            try {
                helpdesk.webhook(request(new FakeWebhook(
                        forged(real.headers(), "X-Webhook-Secret", secret, random),
                        forged(real.query(), "secret", secret, random),
                        real.body())));
                accepted++;
            } catch (WebhookRefusedException refused) {
                assertThat(refused.reason()).isEqualTo(Reason.NOT_AUTHENTIC);
                assertThat(refused).hasMessageNotContaining(secret);
            }
        }
        assertThat(accepted).isZero();
    }

    private static Map<String, String> forged(Map<String, String> all, String name, String secret, Random random) {
        Map<String, String> forged = new HashMap<>(all);
        if (forged.containsKey(name)) {
            char[] letters = secret.toCharArray();
            switch (random.nextInt(5)) {
                case 0 -> forged.remove(name);
                case 1 -> forged.put(name, secret.substring(0, random.nextInt(secret.length())));
                case 2 -> forged.put(name, secret + (char) ('a' + random.nextInt(26)));
                case 3 -> forged.put(name, Long.toHexString(random.nextLong()));
                default -> {
                    letters[random.nextInt(letters.length)] ^= (char) (1 << random.nextInt(7));
                    forged.put(name, new String(letters));
                }
            }
        }
        return forged;
    }

    @Test
    void flippedBitsInTheBodyNeverNameACaseThatWasNotAnId() {
        Random random = new Random(11);
        FakeWebhook real = org.webhook(caseId);
        for (int turn = 0; turn < 2000; turn++) {
            byte[] body = real.body().getBytes(StandardCharsets.UTF_8);
            body[random.nextInt(body.length)] ^= (byte) (1 << random.nextInt(8));
            try {
                assertThat(helpdesk.webhook(new WebhookRequest(
                                        Map.of(), Map.of("secret", List.of(FakeSalesforce.WEBHOOK_SECRET)), body, NOW))
                                .ticketIds())
                        .allMatch(id -> id.matches("500[a-zA-Z0-9]{15}"));
            } catch (WebhookRefusedException refused) {
                assertThat(refused.reason()).isIn(Reason.UNREADABLE, Reason.NOT_AUTHENTIC);
            }
        }
    }

    private Reason reason(WebhookRequest request) {
        return reasonOf(helpdesk, request);
    }

    private static Reason reasonOf(SalesforceHelpdesk desk, WebhookRequest request) {
        Reason[] reason = new Reason[1];
        assertThatThrownBy(() -> desk.webhook(request))
                .isInstanceOfSatisfying(WebhookRefusedException.class, refused -> reason[0] = refused.reason());
        return reason[0];
    }

    private static WebhookRequest outbound(String body) {
        return request(new FakeWebhook(Map.of(), Map.of("secret", FakeSalesforce.WEBHOOK_SECRET), body));
    }

    private static WebhookRequest flow(String body) {
        return request(new FakeWebhook(Map.of("X-Webhook-Secret", FakeSalesforce.WEBHOOK_SECRET), Map.of(), body));
    }

    private static WebhookRequest request(FakeWebhook webhook) {
        return new WebhookRequest(
                lists(webhook.headers()), lists(webhook.query()), webhook.body().getBytes(StandardCharsets.UTF_8), NOW);
    }

    private static Map<String, List<String>> lists(Map<String, String> single) {
        Map<String, List<String>> lists = new HashMap<>();
        single.forEach((name, value) -> lists.put(name, List.of(value)));
        return lists;
    }

    private static String between(String text, String from, String to) {
        return text.substring(text.indexOf(from), text.indexOf(to) + to.length());
    }
}
