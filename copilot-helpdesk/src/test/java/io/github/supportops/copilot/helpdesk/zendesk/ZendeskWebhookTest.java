package io.github.supportops.copilot.helpdesk.zendesk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.supportops.copilot.helpdesk.TriagePolicy;
import io.github.supportops.copilot.helpdesk.WebhookNotice;
import io.github.supportops.copilot.helpdesk.WebhookRefusedException;
import io.github.supportops.copilot.helpdesk.WebhookRefusedException.Reason;
import io.github.supportops.copilot.helpdesk.WebhookRequest;
import io.github.supportops.copilot.testkit.helpdesk.FakeWebhook;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ZendeskWebhookTest {
    private static final String SIGNATURE = "X-Zendesk-Webhook-Signature";
    private static final String TIMESTAMP = "X-Zendesk-Webhook-Signature-Timestamp";

    private final ZendeskBench bench = new ZendeskBench();
    private final String id = bench.fake.customerOpens("Invoices", "Where is my invoice?");
    private final Instant now = Instant.now();

    @AfterEach
    void close() {
        bench.close();
    }

    @Test
    void eventNamesItsTicketAndItsId() {
        FakeWebhook call = bench.fake.webhook(id, now);

        WebhookNotice notice = bench.helpdesk().webhook(request(call));

        assertThat(notice.ticketIds()).containsExactly(id);
        assertThat(call.body()).contains("\"id\":\"" + notice.eventId() + "\"");
        assertThat(bench.fake.calls()).isEmpty();
    }

    @Test
    void triggerBodyNamesItsTicketAndARepeatedCallHasTheSameId() {
        FakeWebhook call = bench.fake.triggerWebhook(id);

        WebhookNotice first = bench.helpdesk().webhook(request(call));
        Map<String, String> otherInvocation = new HashMap<>(call.headers());
        otherInvocation.put("X-Zendesk-Webhook-Invocation-Id", "another");
        WebhookNotice replayed = bench.helpdesk().webhook(request(otherInvocation, bytes(call.body()), now));

        assertThat(first.ticketIds()).containsExactly(id);
        assertThat(replayed.eventId()).isEqualTo(first.eventId());
        assertThat(bench.helpdesk()
                        .webhook(request(bench.fake.signed(call.body(), now.minusSeconds(1))))
                        .eventId())
                .isNotEqualTo(first.eventId());
    }

    @Test
    void numberAsTicketIdIsReadToo() {
        assertThat(bench.helpdesk()
                        .webhook(request(bench.fake.signed("{\"ticket_id\":35}", now)))
                        .ticketIds())
                .containsExactly("35");
    }

    @Test
    void echoOfOurOwnWriteIsAboutNoTicketOnceWeKnowWhoWeAre() {
        FakeWebhook own = bench.fake.ownWebhook(id);
        assertThat(bench.helpdesk().webhook(request(own)).ticketIds()).containsExactly(id);

        bench.helpdesk().check(TriagePolicy.standard());

        assertThat(bench.helpdesk().webhook(request(own)).ticketIds()).isEmpty();
        assertThat(bench.helpdesk().webhook(request(bench.fake.webhook(id))).ticketIds())
                .containsExactly(id);
    }

    @Test
    void eventAboutSomethingElseIsAcceptedAndNamesNoTicket() {
        FakeWebhook call = bench.fake.signed(
                "{\"type\":\"zen:event-type:user.created\",\"id\":\"e-1\",\"subject\":\"zen:user:7\"}", now);

        assertThat(bench.helpdesk().webhook(request(call)).ticketIds()).isEmpty();
    }

    @Test
    void callIsInTimeForFiveMinutesBothWays() {
        for (long seconds : new long[] {-300, 300}) {
            FakeWebhook call = bench.fake.webhook(id, now.plusSeconds(seconds));
            assertThat(bench.helpdesk().webhook(request(call)).ticketIds()).containsExactly(id);
        }
        for (long seconds : new long[] {-301, 301}) {
            refused(request(bench.fake.webhook(id, now.plusSeconds(seconds))), Reason.OUT_OF_TIME);
        }
    }

    @Test
    void withoutSecretNothingIsAccepted() {
        try (ZendeskHelpdesk open = ZendeskHelpdesk.builder()
                .baseUrl("https://example.zendesk.com")
                .oauth("id", "secret")
                .build()) {
            assertThatThrownBy(() -> open.webhook(request(bench.fake.webhook(id))))
                    .isInstanceOfSatisfying(
                            WebhookRefusedException.class,
                            refusal -> assertThat(refusal.reason()).isEqualTo(Reason.NOT_CONFIGURED));
        }
    }

    @Test
    void missingDoubleAndEmptyHeadersAreNotAuthentic() {
        FakeWebhook call = bench.fake.webhook(id, now);
        for (String name : List.of(SIGNATURE, TIMESTAMP)) {
            Map<String, String> headers = new HashMap<>(call.headers());
            headers.remove(name);
            refused(request(headers, bytes(call.body()), now), Reason.NOT_AUTHENTIC);
            headers.put(name, "");
            refused(request(headers, bytes(call.body()), now), Reason.NOT_AUTHENTIC);
        }
        Map<String, List<String>> twice = new HashMap<>();
        call.headers().forEach((name, value) -> twice.put(name, List.of(value, value)));
        refused(new WebhookRequest(twice, Map.of(), bytes(call.body()), now), Reason.NOT_AUTHENTIC);
    }

    @Test
    void otherSpellingOfTheSameSignatureIsNotAuthentic() {
        FakeWebhook call = bench.fake.webhook(id, now);
        String signature = call.headers().get(SIGNATURE);
        char last = signature.charAt(signature.length() - 2);
        String alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
        String other =
                signature.substring(0, signature.length() - 2) + alphabet.charAt(alphabet.indexOf(last) ^ 1) + "=";
        assertThat(Base64.getDecoder().decode(other))
                .isEqualTo(Base64.getDecoder().decode(signature));

        Map<String, String> headers = new HashMap<>(call.headers());
        headers.put(SIGNATURE, other);

        refused(request(headers, bytes(call.body()), now), Reason.NOT_AUTHENTIC);
    }

    @Test
    void authenticButUnreadableIsToldApart() {
        for (String body : List.of(
                "",
                "[]",
                "{",
                "{\"ticket_id\":\"{{ticket.id}}\"}",
                "{\"ticket_id\":\"12; drop\"}",
                "{\"ticket_id\":\"-5\"}",
                "{\"type\":\"zen:event-type:ticket.created\",\"subject\":\"zen:ticket:5\"}",
                "{\"type\":\"zen:event-type:ticket.created\",\"id\":\"a\",\"subject\":\"zen:ticket:../5\"}",
                "{\"ticket_id\":\"5\"}{\"ticket_id\":\"6\"}")) {
            refused(request(bench.fake.signed(body, now)), Reason.UNREADABLE);
        }
        refused(
                request(bench.fake.signed(
                        "{\"ticket_id\":\"5\",\"x\":\"" + "x".repeat(WebhookRequest.MOST_BYTES) + "\"}", now)),
                Reason.TOO_LARGE);
    }

    @Test
    void ofManyForgedReplayedStaleFutureAndFlippedCallsNoneIsAccepted() {
        int calls = Integer.getInteger("webhooks.forged", 5_000);
        Random random = new Random(7);
        int accepted = 0;
        for (int number = 0; number < calls; number++) {
            accepted += isAccepted(forged(number % 7, random)) ? 1 : 0;
        }
        assertThat(accepted).isZero();
        assertThat(isAccepted(request(bench.fake.webhook(id, now)))).isTrue();
    }

    private WebhookRequest forged(int kind, Random random) {
        FakeWebhook genuine = bench.fake.webhook(id, now);
        Map<String, String> headers = new HashMap<>(genuine.headers());
        byte[] body = bytes(genuine.body());
        Instant receivedAt = now;
        switch (kind) {
            case 0 -> body[random.nextInt(body.length)] ^= (byte) (1 << random.nextInt(8));
            case 1 -> headers.put(SIGNATURE, flipped(headers.get(SIGNATURE), random));
            case 2 -> headers.put(TIMESTAMP, flipped(headers.get(TIMESTAMP), random));
            case 3 -> headers.put(SIGNATURE, randomSignature(random));
            case 4 -> receivedAt = now.plusSeconds(301 + random.nextInt(1_000_000));
            case 5 -> receivedAt = now.minusSeconds(301 + random.nextInt(1_000_000));
            default -> {
                // Replayed under a fresh timestamp, with the signature of the old one.
                headers.put(
                        TIMESTAMP, now.plusMillis(1 + random.nextInt(100_000)).toString());
            }
        }
        return request(headers, body, receivedAt);
    }

    private static String flipped(String text, Random random) {
        char[] characters = text.toCharArray();
        characters[random.nextInt(characters.length)] ^= (char) (1 << random.nextInt(7));
        return new String(characters);
    }

    private static String randomSignature(Random random) {
        byte[] bytes = new byte[32];
        random.nextBytes(bytes);
        return Base64.getEncoder().encodeToString(bytes);
    }

    private boolean isAccepted(WebhookRequest request) {
        try {
            bench.helpdesk().webhook(request);
            return true;
        } catch (WebhookRefusedException refused) {
            return false;
        }
    }

    private void refused(WebhookRequest request, Reason reason) {
        assertThatThrownBy(() -> bench.helpdesk().webhook(request))
                .isInstanceOfSatisfying(
                        WebhookRefusedException.class,
                        refusal -> assertThat(refusal.reason()).isEqualTo(reason))
                .hasMessageNotContaining(bench.fake.webhookSecret());
    }

    @Test
    void answerTakesFarLessThanTheTimeZendeskWaits() {
        FakeWebhook call = bench.fake.webhook(id, now);
        bench.helpdesk().webhook(request(call));
        long start = System.nanoTime();

        bench.helpdesk().webhook(request(call));

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofMillis(200));
    }

    private WebhookRequest request(FakeWebhook call) {
        return request(call.headers(), bytes(call.body()), now);
    }

    private static WebhookRequest request(Map<String, String> headers, byte[] body, Instant receivedAt) {
        Map<String, List<String>> lists = new HashMap<>();
        headers.forEach((name, value) -> lists.put(name, List.of(value)));
        return new WebhookRequest(lists, Map.of(), body, receivedAt);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
