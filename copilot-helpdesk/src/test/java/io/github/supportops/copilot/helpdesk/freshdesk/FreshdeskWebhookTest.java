package io.github.supportops.copilot.helpdesk.freshdesk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.supportops.copilot.helpdesk.WebhookNotice;
import io.github.supportops.copilot.helpdesk.WebhookRefusedException;
import io.github.supportops.copilot.helpdesk.WebhookRefusedException.Reason;
import io.github.supportops.copilot.helpdesk.WebhookRequest;
import io.github.supportops.copilot.testkit.helpdesk.FakeFreshdeskBuilder;
import io.github.supportops.copilot.testkit.helpdesk.FakeWebhook;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FreshdeskWebhookTest {
    private static final String SECRET = FakeFreshdeskBuilder.WEBHOOK_SECRET;

    private final Desk desk = new Desk();

    @AfterEach
    void close() {
        desk.close();
    }

    @Test
    void aCallOfTheRuleNamesItsTicket() {
        String id = desk.fake.customerOpens("Export", "It is broken");

        WebhookNotice notice = desk.helpdesk.webhook(request(desk.fake.webhook(id)));

        assertThat(notice.ticketIds()).containsExactly(id);
        assertThat(desk.calls()).as("nothing is called").isEmpty();
    }

    @Test
    void theSameCallTwiceIsTheSameEventAndALaterChangeIsAnother() {
        String id = desk.fake.customerOpens("Export", "It is broken");
        FakeWebhook call = desk.fake.webhook(id);
        String first = desk.helpdesk.webhook(request(call)).eventId();

        assertThat(desk.helpdesk.webhook(request(call)).eventId()).isEqualTo(first);
        desk.fake.customerWrites(id, "again");
        assertThat(desk.helpdesk.webhook(request(desk.fake.webhook(id))).eventId())
                .isNotEqualTo(first)
                .matches("freshdesk:[0-9a-f]{64}");
    }

    @Test
    void templatesMayBeFlatAndIdsMayBeText() {
        assertThat(ids("{\"ticket_id\":12}")).containsExactly("12");
        assertThat(ids("{\"ticket_id\":\"12\",\"event\":\"updated\"}")).containsExactly("12");
        assertThat(ids("{\"freshdesk_webhook\":{\"ticket_id\":\" 12 \"}}")).containsExactly("12");
    }

    @Test
    void theSecretMayComeAsBasicAuthentication() {
        String right = "Basic " + base64("copilot:" + SECRET);

        assertThat(desk.helpdesk.webhook(with(Map.of("authorization", right))).ticketIds())
                .containsExactly("12");
        assertRefused(
                with(Map.of("authorization", "Basic " + base64("copilot:" + SECRET + "x"))), Reason.NOT_AUTHENTIC);
        assertRefused(with(Map.of("authorization", "Basic %%%")), Reason.NOT_AUTHENTIC);
        assertRefused(with(Map.of("authorization", "Bearer " + SECRET)), Reason.NOT_AUTHENTIC);
        assertRefused(with(Map.of("Authorization", right, "X-Copilot-Secret", "wrong")), Reason.NOT_AUTHENTIC);
        assertRefused(
                with(Map.of("Authorization", "Basic " + base64("x:wrong"), "X-Copilot-Secret", SECRET)),
                Reason.NOT_AUTHENTIC);
    }

    @Test
    void withoutASecretNothingIsTaken() {
        FreshdeskHelpdesk open = FreshdeskHelpdesk.builder()
                .baseUrl("https://acme.freshdesk.com")
                .apiKey("key")
                .build();
        try (open) {
            assertThatThrownBy(() -> open.webhook(with(Map.of("X-Copilot-Secret", ""))))
                    .isInstanceOfSatisfying(
                            WebhookRefusedException.class,
                            refused -> assertThat(refused.reason()).isEqualTo(Reason.NOT_CONFIGURED))
                    .hasMessageContaining("FRESHDESK_WEBHOOK_SECRET");
        }
    }

    @Test
    void whatCannotBeReadIsRefused() {
        for (String body : List.of(
                "",
                "ticket_id=12",
                "[]",
                "{}",
                "{\"ticket_id\":null}",
                "{\"ticket_id\":-1}",
                "{\"ticket_id\":1.5}",
                "{\"ticket_id\":\"1/../2\"}",
                "{\"ticket_id\":{\"id\":1}}",
                "{\"ticket_id\":9999999999999999999999}",
                "{\"ticket_id\":12} {}",
                "[".repeat(100_000))) {
            assertRefused(request(Map.of("X-Copilot-Secret", SECRET), bytes(body)), Reason.UNREADABLE);
        }
        assertRefused(
                request(Map.of("X-Copilot-Secret", SECRET), new byte[WebhookRequest.MOST_BYTES + 1]), Reason.TOO_LARGE);
    }

    @Test
    void noForgedCallIsTaken() {
        Random random = new Random(7);
        int forged = Integer.getInteger("webhooks.forged", 5_000);
        String body = desk.fake
                .webhook(desk.fake.customerOpens("Export", "It is broken"))
                .body();
        int accepted = 0;

        for (int number = 0; number < forged; number++) {
            try {
                desk.helpdesk.webhook(request(forgery(random), bytes(body)));
                accepted++;
            } catch (WebhookRefusedException refused) {
                assertThat(refused.reason()).isEqualTo(Reason.NOT_AUTHENTIC);
                assertThat(refused.getMessage()).doesNotContain(SECRET);
            }
        }

        assertThat(forged).isPositive();
        assertThat(accepted).isZero();
    }

    /** The right secret with something wrong about it. */
    private static Map<String, String> forgery(Random random) {
        String wrong = switch (random.nextInt(7)) {
            case 0 -> bitFlipped(random);
            case 1 -> SECRET.substring(0, random.nextInt(SECRET.length()));
            case 2 -> SECRET + (char) ('a' + random.nextInt(26));
            case 3 -> SECRET.toUpperCase(java.util.Locale.ROOT);
            case 4 -> Long.toHexString(random.nextLong());
            case 5 -> "";
            default -> SECRET + "," + SECRET;
        };
        Map<String, String> headers = new LinkedHashMap<>();
        switch (random.nextInt(4)) {
            case 0 -> headers.put("X-Copilot-Secret", wrong);
            case 1 -> headers.put("Authorization", "Basic " + base64("copilot:" + wrong));
            case 2 -> headers.put("X-Zendesk-Webhook-Signature", SECRET);
            default -> headers.put("Content-Type", "application/json");
        }
        return headers;
    }

    private static String bitFlipped(Random random) {
        char[] secret = SECRET.toCharArray();
        secret[random.nextInt(secret.length)] ^= (char) (1 << random.nextInt(7));
        return new String(secret);
    }

    private List<String> ids(String body) {
        return desk.helpdesk
                .webhook(request(Map.of("x-copilot-secret", SECRET), bytes(body)))
                .ticketIds();
    }

    private void assertRefused(WebhookRequest request, Reason reason) {
        assertThatThrownBy(() -> desk.helpdesk.webhook(request))
                .isInstanceOfSatisfying(
                        WebhookRefusedException.class,
                        refused -> assertThat(refused.reason()).isEqualTo(reason))
                .hasMessageNotContaining(SECRET);
    }

    private static WebhookRequest with(Map<String, String> headers) {
        return request(headers, bytes("{\"ticket_id\":12}"));
    }

    private static WebhookRequest request(FakeWebhook call) {
        return request(call.headers(), bytes(call.body()));
    }

    private static WebhookRequest request(Map<String, String> headers, byte[] body) {
        Map<String, List<String>> all = new LinkedHashMap<>();
        headers.forEach((name, value) -> all.put(name, List.of(value)));
        return new WebhookRequest(all, Map.of(), body, Desk.START);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(bytes(text));
    }
}
