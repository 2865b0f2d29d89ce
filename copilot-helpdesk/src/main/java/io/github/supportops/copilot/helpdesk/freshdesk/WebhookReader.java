package io.github.supportops.copilot.helpdesk.freshdesk;

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
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads webhook calls. Freshdesk signs nothing, so the rule that sends them has to bring a secret; and since that proves
 * nothing about the body, only the ticket's id is taken from it, as a hint to read that ticket.
 */
final class WebhookReader {
    static final String HEADER = "X-Copilot-Secret";

    private final @Nullable Secret secret;

    WebhookReader(@Nullable Secret secret) {
        this.secret = secret;
    }

    WebhookNotice read(WebhookRequest request) {
        if (secret == null) {
            throw new WebhookRefusedException(
                    Reason.NOT_CONFIGURED, "No webhook secret is configured: set FRESHDESK_WEBHOOK_SECRET");
        }
        byte[] body = request.body();
        if (body.length > WebhookRequest.MOST_BYTES) {
            throw new WebhookRefusedException(Reason.TOO_LARGE, "The body is too large");
        }
        if (!isAuthentic(request, secret)) {
            throw new WebhookRefusedException(
                    Reason.NOT_AUTHENTIC, "The secret is missing or wrong; the rule has to send it as " + HEADER);
        }
        return WebhookNotice.of("freshdesk:" + HexFormat.of().formatHex(sha256(body)), List.of(ticketId(body)));
    }

    /** Whatever is sent has to be right; a right header does not make up for a wrong password. */
    private static boolean isAuthentic(WebhookRequest request, Secret secret) {
        Optional<String> header = request.header(HEADER);
        Optional<String> password = request.header("Authorization").map(WebhookReader::password);
        boolean headerRight = header.map(sent -> same(sent, secret)).orElse(true);
        boolean passwordRight = password.map(sent -> same(sent, secret)).orElse(true);
        return (header.isPresent() || password.isPresent()) && headerRight && passwordRight;
    }

    private static String password(String authorization) {
        if (!authorization.toLowerCase(Locale.ROOT).startsWith("basic ")) {
            return "";
        }
        try {
            byte[] pair = Base64.getDecoder().decode(authorization.substring(6).strip());
            String text = new String(pair, StandardCharsets.UTF_8);
            return text.substring(text.indexOf(':') + 1);
        } catch (IllegalArgumentException notBase64) {
            return "";
        }
    }

    /** Hashes have one length, so the time it takes tells nothing, not even the length of the secret. */
    private static boolean same(String sent, Secret secret) {
        return MessageDigest.isEqual(
                sha256(sent.getBytes(StandardCharsets.UTF_8)),
                sha256(secret.reveal().getBytes(StandardCharsets.UTF_8)));
    }

    private static String ticketId(byte[] body) {
        JsonNode json = json(body);
        JsonNode inner = json.path("freshdesk_webhook");
        JsonNode id = (inner.isObject() ? inner : json).path("ticket_id");
        String text = id.isIntegralNumber() || id.isTextual() ? id.asText().strip() : "";
        if (!text.matches("[1-9][0-9]{0,17}")) {
            throw new WebhookRefusedException(
                    Reason.UNREADABLE,
                    "The body has no ticket_id that is a number; see docs/freshdesk.md for the template");
        }
        return text;
    }

    private static JsonNode json(byte[] body) {
        try {
            return HelpdeskJson.read(body);
        } catch (IOException notJson) {
            throw new WebhookRefusedException(
                    Reason.UNREADABLE, "The body is not JSON; choose the encoding JSON in the rule");
        }
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("Every Java platform has SHA-256", impossible);
        }
    }
}
