package io.github.supportops.copilot.helpdesk.salesforce;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.supportops.copilot.helpdesk.WebhookNotice;
import io.github.supportops.copilot.helpdesk.WebhookRefusedException;
import io.github.supportops.copilot.helpdesk.WebhookRefusedException.Reason;
import io.github.supportops.copilot.helpdesk.WebhookRequest;
import io.github.supportops.copilot.helpdesk.internal.HelpdeskJson;
import io.github.supportops.copilot.helpdesk.internal.Secret;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Calls from an org: Outbound Messages, whose headers nobody can set, prove themselves by {@code ?secret=}; HTTP callouts of
 * a flow by a header. Neither is signed, so what they say is a hint and the case is read again. Thread-safe.
 */
final class SalesforceWebhooks {
    static final String HEADER = "X-Webhook-Secret";
    static final String PARAMETER = "secret";

    private final @Nullable Secret secret;
    private final @Nullable String organizationId;

    SalesforceWebhooks(@Nullable Secret secret, @Nullable String organizationId) {
        this.secret = secret;
        this.organizationId = organizationId;
    }

    WebhookNotice read(WebhookRequest request) {
        if (secret == null) {
            throw new WebhookRefusedException(
                    Reason.NOT_CONFIGURED, "No webhook is accepted before SALESFORCE_WEBHOOK_SECRET is set");
        }
        Optional<String> header = request.header(HEADER);
        Optional<String> parameter = request.parameter(PARAMETER);
        if (header.isPresent() == parameter.isPresent()
                || !isSecret(header.or(() -> parameter).orElse(""), secret)) {
            throw new WebhookRefusedException(Reason.NOT_AUTHENTIC, "The secret of the webhook is missing or wrong");
        }
        byte[] body = request.body();
        if (body.length > WebhookRequest.MOST_BYTES) {
            throw new WebhookRefusedException(Reason.TOO_LARGE, "The webhook is larger than a mebibyte");
        }
        return header.isPresent() ? flow(request, body) : outbound(body);
    }

    /** Both are hashed first, so that the time it takes tells neither the place of a difference nor the length. */
    private static boolean isSecret(String given, Secret secret) {
        return MessageDigest.isEqual(
                digest(given.getBytes(StandardCharsets.UTF_8)),
                digest(secret.reveal().getBytes(StandardCharsets.UTF_8)));
    }

    private WebhookNotice outbound(byte[] body) {
        OutboundMessage message = OutboundMessage.read(body);
        if (organizationId != null && !organizationId.equals(message.organizationId())) {
            throw new WebhookRefusedException(Reason.NOT_AUTHENTIC, "The message comes from another organization");
        }
        List<String> ids = message.notificationIds();
        String event = ids.size() == 1
                ? ids.get(0)
                : HexFormat.of()
                        .formatHex(digest(String.join(",", new TreeSet<>(ids)).getBytes(StandardCharsets.US_ASCII)));
        return new WebhookNotice("om:" + event, message.caseIds(), "text/xml; charset=UTF-8", OutboundMessage.ACK);
    }

    /** A flow gives no event id; with the time of the change a repeated delivery can still be told from a new change. */
    private static WebhookNotice flow(WebhookRequest request, byte[] body) {
        JsonNode json = json(body);
        String caseId = RecordId.ofCase(json.path("case_id").textValue())
                .orElseThrow(() -> new WebhookRefusedException(
                        Reason.UNREADABLE, "The webhook must look like {\"case_id\":\"500…\"}"));
        JsonNode changedAt = json.path("changed_at");
        String when = changedAt.isTextual()
                ? Stamp.of(changedAt.textValue())
                        .orElseThrow(() ->
                                new WebhookRefusedException(Reason.UNREADABLE, "changed_at of the webhook is no time"))
                        .toString()
                : "received " + request.receivedAt().truncatedTo(ChronoUnit.SECONDS);
        return WebhookNotice.of("flow:" + caseId + "@" + when, List.of(caseId));
    }

    private static JsonNode json(byte[] body) {
        try {
            return HelpdeskJson.read(body);
        } catch (IOException malformed) {
            throw new WebhookRefusedException(Reason.UNREADABLE, "The webhook is not JSON");
        }
    }

    private static byte[] digest(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("Every Java platform has SHA-256", impossible);
        }
    }
}
