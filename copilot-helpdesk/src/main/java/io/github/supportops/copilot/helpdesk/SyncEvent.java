package io.github.supportops.copilot.helpdesk;

import java.util.List;
import java.util.Locale;
import java.util.Objects;

/**
 * What became of one ticket in a sync. {@code toString()} holds no values and no note.
 *
 * @param ticketId the ticket
 * @param kind what became of it
 * @param detail the reason in words of this library; empty where the kind says all
 * @param changes what was changed, or would be in a dry run
 * @param requests in a dry run the exact requests, otherwise empty
 */
public record SyncEvent(
        String ticketId, Kind kind, String detail, List<FieldChange> changes, List<HelpdeskRequest> requests) {
    /** Copies the lists. */
    public SyncEvent {
        Objects.requireNonNull(ticketId, "ticketId");
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(detail, "detail");
        changes = List.copyOf(changes);
        requests = List.copyOf(requests);
    }

    /** What can become of a ticket. */
    public enum Kind {
        /** Its triage was written. */
        TRIAGED,
        /** A dry run: its triage would be written. */
        PLANNED,
        /** The customer's latest message has its triage already. */
        ALREADY_TRIAGED,
        /** The customer wrote nothing, or the ticket is solved. */
        NOTHING_TO_DO,
        /** It waits for a person on the review desk. */
        HELD,
        /** A person on the review desk put it aside. */
        DISMISSED,
        /** It did not work now and is tried again later. */
        LATER,
        /** It will not work; a person has to look. */
        FAILED,
        /** It is gone or closed. */
        GONE;

        /** {@return the name used in files and on the command line, in lower_snake_case} */
        public String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    static SyncEvent of(String ticketId, Kind kind, String detail) {
        return new SyncEvent(ticketId, kind, detail, List.of(), List.of());
    }

    @Override
    public String toString() {
        return "SyncEvent[" + ticketId + ", " + kind.wireName() + (detail.isEmpty() ? "" : ", " + detail) + "]";
    }
}
