package io.github.supportops.copilot.app;

import io.github.supportops.copilot.Ticket;
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

    TokenGuess(boolean explained) {
        this.schema = explained ? AnalysisSchema.explained(Set.of()) : AnalysisSchema.standard();
        // Six short fields with a reply of two sentences; the explanation is about as long again.
        this.completionTokens = explained ? 300 : 150;
    }

    long completionTokens() {
        return completionTokens;
    }

    @Override
    public long applyAsLong(Ticket ticket) {
        long prompt = PromptTemplate.standard().render(new PromptRequest(ticket, schema, MARKER)).messages().stream()
                .mapToLong(message -> message.content().length())
                .sum();
        return (prompt + schema.jsonSchema().length()) / CHARACTERS_PER_TOKEN;
    }
}
