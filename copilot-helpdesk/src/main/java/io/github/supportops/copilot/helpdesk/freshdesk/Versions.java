package io.github.supportops.copilot.helpdesk.freshdesk;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.supportops.copilot.helpdesk.HelpdeskUnavailableException;
import io.github.supportops.copilot.helpdesk.internal.Reply;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;

/**
 * The version of a ticket is its {@code updated_at}, which knows whole seconds only. A second that is not over yet may see
 * another change that keeps the stamp; a version read in it is marked, so that it never equals the version read after it, and
 * the ticket is looked at once more.
 */
final class Versions {
    private static final String UNSETTLED = "~";

    private Versions() {}

    /** {@return the version of a ticket whose last change has this time, as it was seen in a reply} */
    static String of(Instant updatedAt, Instant serverTime) {
        return isSettled(updatedAt, serverTime) ? updatedAt.toString() : updatedAt + UNSETTLED;
    }

    static boolean isSettled(Instant updatedAt, Instant serverTime) {
        return updatedAt.isBefore(serverTime.minusSeconds(1));
    }

    /** {@return whether two versions have the same stamp} */
    static boolean sameStamp(String one, String other) {
        return stamp(one).equals(stamp(other));
    }

    private static String stamp(String version) {
        return version.endsWith(UNSETTLED) ? version.substring(0, version.length() - 1) : version;
    }

    /** {@return when the server answered, by its own clock where it says so} */
    static Instant serverTime(Reply reply, Instant ours) {
        try {
            return reply.header("Date")
                    .map(text -> Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(text)))
                    .orElse(ours);
        } catch (DateTimeException unreadable) {
            return ours;
        }
    }

    static Instant time(JsonNode node) {
        try {
            return OffsetDateTime.parse(node.asText()).toInstant();
        } catch (DateTimeException unreadable) {
            throw new HelpdeskUnavailableException(
                    "Freshdesk answered with a ticket without a readable time of its last change",
                    null,
                    null,
                    false,
                    null);
        }
    }
}
