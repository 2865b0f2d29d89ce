package io.github.supportops.copilot.helpdesk;

import java.util.List;
import java.util.Objects;

/**
 * Tickets that changed, oldest change first. A ticket may come more than once, and also when only a machine touched it.
 *
 * @param changes the tickets
 * @param next where to go on: text that only the same system reads, safe to keep over a restart
 * @param caughtUp whether this was all there is for now; the same {@code next} gives later changes
 */
public record ChangePage(List<TicketChange> changes, String next, boolean caughtUp) {
    /** Copies the list. */
    public ChangePage {
        changes = List.copyOf(changes);
        Objects.requireNonNull(next, "next");
    }
}
