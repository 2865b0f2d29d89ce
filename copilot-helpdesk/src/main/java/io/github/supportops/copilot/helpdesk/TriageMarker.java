package io.github.supportops.copilot.helpdesk;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Objects;

/**
 * The line in a note that says which customer message it is about. It is how a triage is recognised after a crash, in
 * another process, or on another machine: the help desk itself remembers.
 *
 * @param text {@code [ai-triage:TICKET:HASH]}
 */
public record TriageMarker(String text) {
    /** How every marker begins. */
    static final String START = "[ai-triage:";

    /** Checks that the text is there. */
    public TriageMarker {
        Objects.requireNonNull(text, "text");
    }

    /** {@return the marker for one customer message} */
    public static TriageMarker of(String system, String ticketId, String messageId) {
        String what = system + '\n' + ticketId + '\n' + messageId;
        return new TriageMarker(START + ticketId + ":" + hash(what).substring(0, 12) + "]");
    }

    private static String hash(String text) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("Every Java platform has SHA-256", impossible);
        }
    }
}
