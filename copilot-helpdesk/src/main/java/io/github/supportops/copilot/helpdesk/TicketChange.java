package io.github.supportops.copilot.helpdesk;

import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A ticket that changed.
 *
 * @param ticketId which one
 * @param version its version after the change
 * @param whole the ticket with its conversation where the listing already had it, or null; read it with {@link #ticket()}
 */
public record TicketChange(
        String ticketId, String version, @Nullable HelpdeskTicket whole) {
    /** Checks that id and version are there. */
    public TicketChange {
        Objects.requireNonNull(ticketId, "ticketId");
        Objects.requireNonNull(version, "version");
    }

    /** {@return the whole ticket, absent where it has to be read first} */
    public Optional<HelpdeskTicket> ticket() {
        return Optional.ofNullable(whole);
    }
}
