package io.github.supportops.copilot.helpdesk;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/**
 * One step of one write.
 *
 * @param at when
 * @param system the help desk
 * @param ticketId the ticket
 * @param version the version of the ticket the write was made for
 * @param step what happened
 * @param changes what was to change, with the values before and after
 */
public record AuditEntry(
        Instant at, String system, String ticketId, String version, Step step, List<FieldChange> changes) {
    /** Copies the list. */
    public AuditEntry {
        Objects.requireNonNull(at, "at");
        Objects.requireNonNull(system, "system");
        Objects.requireNonNull(ticketId, "ticketId");
        Objects.requireNonNull(version, "version");
        Objects.requireNonNull(step, "step");
        changes = List.copyOf(changes);
    }

    /** What can happen to a write. */
    public enum Step {
        /** About to be sent. Without a later entry the process ended before it knew more. */
        SENDING,
        /** It is in the help desk. */
        WRITTEN,
        /** Not written: the ticket had changed. */
        CONFLICT,
        /** Not written: the note was there already. */
        ALREADY_THERE,
        /** Not written: the ticket is gone or closed. */
        GONE,
        /** Not written: the help desk refuses it. */
        FAILED,
        /** The help desk did not answer; the ticket is read again to find out. */
        UNKNOWN;

        /** {@return the name used in files, in lower_snake_case} */
        public String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }

        static Step of(WriteOutcome outcome) {
            return valueOf(outcome.kind().name());
        }
    }
}
