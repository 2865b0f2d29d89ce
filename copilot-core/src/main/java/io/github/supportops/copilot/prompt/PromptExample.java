package io.github.supportops.copilot.prompt;

import io.github.supportops.copilot.Ticket;
import io.github.supportops.copilot.TicketAnalysis;
import java.util.Objects;

/**
 * A ticket with the analysis a person stands behind, to show a model how it is done here. {@code toString()} holds no
 * ticket text and no reply.
 *
 * @param ticket the ticket; only its subject and message are shown to the model
 * @param analysis the right analysis
 */
public record PromptExample(Ticket ticket, TicketAnalysis analysis) {
    /** Checks that nothing is missing. */
    public PromptExample {
        Objects.requireNonNull(ticket, "ticket");
        Objects.requireNonNull(analysis, "analysis");
    }
}
