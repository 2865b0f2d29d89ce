package io.github.supportops.copilot.app;

import io.github.supportops.copilot.Ticket;
import io.github.supportops.copilot.prompt.PromptMessage;
import io.github.supportops.copilot.prompt.PromptRequest;
import io.github.supportops.copilot.prompt.PromptTemplate;
import io.github.supportops.copilot.schema.AnalysisSchema;
import java.util.Set;
import java.util.function.ToLongFunction;

/** About how many tokens a call takes: four characters make one, as in English prose. Good for an estimate, not for a limit. */
final class TokenGuess implements ToLongFunction<Ticket> {
    private static final int CHARACTERS_PER_TOKEN = 4;
    private static final String MARKER = "0123456789abcdef";

    private final AnalysisSchema schema;
    private final long completionTokens;
    private final int ticketsPerCall;

    TokenGuess(boolean explained, int ticketsPerCall) {
        this.ticketsPerCall = ticketsPerCall;
        this.schema = explained ? AnalysisSchema.explained(Set.of()) : AnalysisSchema.standard();
        // Six short fields with a reply of two sentences; the explanation is about as long again.
        this.completionTokens = explained ? 300 : 150;
    }

    long completionTokens() {
        return completionTokens;
    }

    @Override
    public long applyAsLong(Ticket ticket) {
        long shared = schema.jsonSchema().length();
        long own = 0;
        for (PromptMessage message : PromptTemplate.standard()
                .render(new PromptRequest(ticket, schema, MARKER))
                .messages()) {
            if (message.role() == PromptMessage.Role.SYSTEM) {
                shared += message.content().length();
            } else {
                own += message.content().length();
            }
        }
        return (own + shared / ticketsPerCall) / CHARACTERS_PER_TOKEN;
    }
}
