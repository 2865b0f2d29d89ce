package io.github.supportops.copilot.helpdesk.zendesk;

import io.github.supportops.copilot.Urgency;
import io.github.supportops.copilot.helpdesk.Priority;
import io.github.supportops.copilot.helpdesk.TicketStatus;
import org.jspecify.annotations.Nullable;

/** Zendesk's words for what we name otherwise. */
final class ZendeskWords {
    private ZendeskWords() {}

    static String priority(Urgency urgency) {
        return switch (urgency) {
            case LOW -> "low";
            case MEDIUM -> "normal";
            case HIGH -> "high";
            case CRITICAL -> "urgent";
        };
    }

    @Nullable
    static Priority priority(String value) {
        if (value.isEmpty()) {
            return null;
        }
        for (Urgency urgency : Urgency.values()) {
            if (priority(urgency).equals(value)) {
                return new Priority(value, urgency);
            }
        }
        return new Priority(value, null);
    }

    /** {@code new}, {@code open}, {@code pending} and {@code hold} all mean that somebody works on it or waits. */
    static TicketStatus status(String value) {
        return switch (value) {
            case "solved" -> TicketStatus.SOLVED;
            case "closed" -> TicketStatus.CLOSED;
            default -> TicketStatus.OPEN;
        };
    }
}
