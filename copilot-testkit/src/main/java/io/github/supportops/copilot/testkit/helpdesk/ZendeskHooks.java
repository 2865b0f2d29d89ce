package io.github.supportops.copilot.testkit.helpdesk;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Signs webhook calls. */
final class ZendeskHooks {
    static final String SECRET = "webhook-secret-of-the-fake";

    private ZendeskHooks() {}

    /** The body of an event that the account subscribed to. */
    static String event(ZendeskTicket ticket, long actorId, Instant at) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.put("account_id", 1)
                .put("id", UUID.randomUUID().toString())
                .put("subject", "zen:ticket:" + ticket.id)
                .put("time", at.toString())
                .put("type", "zen:event-type:ticket.comment_added")
                .put("zendesk_event_version", "2022-06-20");
        body.putObject("detail")
                .put("actor_id", Long.toString(actorId))
                .put("id", Long.toString(ticket.id))
                .put("requester_id", Long.toString(ticket.requesterId))
                .put("status", ticket.status.toUpperCase(Locale.ROOT));
        body.putObject("event").putObject("comment").put("id", "1").put("is_public", true);
        return body.toString();
    }

    static FakeWebhook signed(String body, Instant at) {
        String timestamp = at.toString();
        Map<String, String> headers = Map.of(
                "Content-Type",
                "application/json",
                "X-Zendesk-Account-Id",
                "1",
                "X-Zendesk-Webhook-Id",
                "01FAKEWEBHOOK",
                "X-Zendesk-Webhook-Invocation-Id",
                UUID.randomUUID().toString(),
                "X-Zendesk-Webhook-Signature-Timestamp",
                timestamp,
                "X-Zendesk-Webhook-Signature",
                signature(timestamp + body));
        return new FakeWebhook(headers, Map.of(), body);
    }

    private static String signature(String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return Base64.getEncoder().encodeToString(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("Every Java platform has HmacSHA256", impossible);
        }
    }
}
