package io.github.supportops.copilot.helpdesk;

import java.util.List;
import java.util.Objects;

/**
 * What a verified webhook call says.
 *
 * @param eventId the same for every delivery of the same event, so that a repeated one is recognised
 * @param ticketIds the tickets to read again; empty when the event is about something else
 * @param replyType the content type the help desk wants to see in the answer
 * @param replyBody the answer it wants to see; empty where any success will do
 */
public record WebhookNotice(String eventId, List<String> ticketIds, String replyType, String replyBody) {
    /** Copies the list. */
    public WebhookNotice {
        Objects.requireNonNull(eventId, "eventId");
        ticketIds = List.copyOf(ticketIds);
        Objects.requireNonNull(replyType, "replyType");
        Objects.requireNonNull(replyBody, "replyBody");
    }

    /** {@return a notice for systems that are happy with any success} */
    public static WebhookNotice of(String eventId, List<String> ticketIds) {
        return new WebhookNotice(eventId, ticketIds, "application/json", "{}");
    }
}
