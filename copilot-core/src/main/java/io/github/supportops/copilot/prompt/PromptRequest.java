package io.github.supportops.copilot.prompt;

import io.github.supportops.copilot.Ticket;
import io.github.supportops.copilot.schema.AnalysisSchema;
import java.util.Objects;

/**
 * What a template needs to make a prompt.
 *
 * @param ticket the ticket; data, never template source
 * @param schema which fields are asked for
 * @param marker a random text that does not occur in the ticket, to fence it with
 */
public record PromptRequest(Ticket ticket, AnalysisSchema schema, String marker) {
    /** Checks that nothing is missing. */
    public PromptRequest {
        Objects.requireNonNull(ticket, "ticket");
        Objects.requireNonNull(schema, "schema");
        Objects.requireNonNull(marker, "marker");
    }
}
