package io.github.supportops.copilot.helpdesk.zendesk;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.supportops.copilot.helpdesk.WebhookNotice;
import io.github.supportops.copilot.helpdesk.WebhookRefusedException;
import io.github.supportops.copilot.helpdesk.WebhookRefusedException.Reason;
import io.github.supportops.copilot.helpdesk.WebhookRequest;
import io.github.supportops.copilot.helpdesk.internal.HelpdeskJson;
import io.github.supportops.copilot.helpdesk.internal.Secret;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Verifies webhook calls and reads which ticket they are about: events that the account subscribed to, and the body of our
 * trigger, {@code {"ticket_id":"{{ticket.id}}"}}. Thread-safe.
 */
final class ZendeskWebhooks {
    private static final Duration WINDOW = Duration.ofMinutes(5);
    private static final String SIGNATURE = "X-Zendesk-Webhook-Signature";
    private static final String TIMESTAMP = "X-Zendesk-Webhook-Signature-Timestamp";

    private final @Nullable Secret secret;
    private volatile @Nullable String self;

    ZendeskWebhooks(@Nullable Secret secret) {
        this.secret = secret;
    }

    /** From now on an event whose actor is this user is about no ticket: it is the echo of our own write. */
    void ignoreEventsOf(String userId) {
        this.self = userId;
    }

    WebhookNotice read(WebhookRequest request) {
        Secret key = secret;
        if (key == null) {
            throw new WebhookRefusedException(Reason.NOT_CONFIGURED, "ZENDESK_WEBHOOK_SECRET is not set");
        }
        byte[] body = request.body();
        if (body.length > WebhookRequest.MOST_BYTES) {
            throw new WebhookRefusedException(Reason.TOO_LARGE, "The call is too large");
        }
        String timestamp = request.header(TIMESTAMP).orElse("");
        String signature = request.header(SIGNATURE).orElse("");
        // Text is compared, not bytes: base64 has several spellings of the same bytes, and only one of them was sent.
        byte[] given = signature.getBytes(StandardCharsets.UTF_8);
        byte[] right = signature(key, timestamp, body).getBytes(StandardCharsets.UTF_8);
        if (timestamp.isEmpty() || !MessageDigest.isEqual(given, right)) {
            throw new WebhookRefusedException(Reason.NOT_AUTHENTIC, "The signature is missing or wrong");
        }
        requireInTime(timestamp, request.receivedAt());
        return notice(body, signature);
    }

    private static String signature(Secret key, String timestamp, byte[] body) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key.reveal().getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            mac.update(timestamp.getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().encodeToString(mac.doFinal(body));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("Every Java platform has HmacSHA256", impossible);
        }
    }

    private static void requireInTime(String timestamp, Instant receivedAt) {
        Instant signedAt;
        try {
            signedAt = Instant.parse(timestamp);
        } catch (DateTimeException unreadable) {
            throw new WebhookRefusedException(Reason.OUT_OF_TIME, "The time of the signature is not readable");
        }
        if (Duration.between(signedAt, receivedAt).abs().compareTo(WINDOW) > 0) {
            throw new WebhookRefusedException(
                    Reason.OUT_OF_TIME, "The call was signed more than 5 minutes before or after now");
        }
    }

    private WebhookNotice notice(byte[] body, String signature) {
        JsonNode root = json(body);
        String type = root.path("type").asText("");
        if (type.startsWith("zen:event-type:")) {
            return event(root);
        }
        String ticketId = root.path("ticket_id").asText("").strip();
        if (!Conversations.isId(ticketId)) {
            throw unreadable("The body names no ticket; it must be {\"ticket_id\":\"{{ticket.id}}\"}");
        }
        return WebhookNotice.of("signed:" + fingerprint(signature), List.of(ticketId));
    }

    private WebhookNotice event(JsonNode root) {
        String id = root.path("id").asText("");
        if (!id.matches("[A-Za-z0-9._:-]{1,100}")) {
            throw unreadable("The event has no id");
        }
        String subject = root.path("subject").asText("");
        if (!subject.startsWith("zen:ticket:")) {
            return WebhookNotice.of(id, List.of());
        }
        String ticketId = subject.substring("zen:ticket:".length());
        if (!Conversations.isId(ticketId)) {
            throw unreadable("The event names no ticket");
        }
        boolean ownEcho = root.path("detail").path("actor_id").asText("").equals(self);
        return WebhookNotice.of(id, ownEcho ? List.of() : List.of(ticketId));
    }

    private static JsonNode json(byte[] body) {
        try {
            JsonNode root = HelpdeskJson.read(body);
            if (root.isObject()) {
                return root;
            }
        } catch (IOException broken) {
            throw unreadable("The body is not JSON");
        }
        throw unreadable("The body is not a JSON object");
    }

    /** The invocation's own id is not part of what is signed, so that it proves nothing; the signature does. */
    private static String fingerprint(String signature) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(signature.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, 16);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("Every Java platform has SHA-256", impossible);
        }
    }

    private static WebhookRefusedException unreadable(String why) {
        return new WebhookRefusedException(Reason.UNREADABLE, why);
    }
}
