package io.github.supportops.copilot.prompt;

import io.github.supportops.copilot.PromptIdentity;
import io.github.supportops.copilot.internal.hash.Sha256;
import java.util.Objects;

/**
 * Sends a share of the tickets to a candidate prompt and the rest to the stable one. Which one a ticket gets depends only
 * on the experiment's name and the ticket's id: the same ticket always gets the same prompt, on every machine, and a larger
 * share only adds tickets to the candidate. A result's provenance names the prompt that was used. Immutable.
 *
 * <pre>{@code
 * PromptTemplate trial = PromptExperiment.of("shorter", PromptTemplate.standard(), candidate, 0.1);
 * }</pre>
 */
public final class PromptExperiment implements PromptTemplate {
    private final String name;
    private final PromptTemplate stable;
    private final PromptTemplate candidate;
    private final double share;

    private PromptExperiment(String name, PromptTemplate stable, PromptTemplate candidate, double share) {
        this.name = name;
        this.stable = stable;
        this.candidate = candidate;
        this.share = share;
    }

    /**
     * An experiment.
     *
     * @param name another name draws other tickets
     * @param share the candidate's share of the tickets, 0 to 1
     * @throws IllegalArgumentException if the share is not within 0 and 1, or both prompts are the same text
     */
    public static PromptExperiment of(String name, PromptTemplate stable, PromptTemplate candidate, double share) {
        Objects.requireNonNull(name, "name");
        if (!(share >= 0 && share <= 1)) {
            throw new IllegalArgumentException("A candidate's share must be within 0 and 1: " + share);
        }
        if (stable.identity().hash().equals(candidate.identity().hash())) {
            throw new IllegalArgumentException("Stable and candidate prompt of the experiment " + name
                    + " have the same text; there is nothing to compare");
        }
        return new PromptExperiment(name, stable, candidate, share);
    }

    /** {@return the prompt that a ticket with this id gets} */
    public PromptTemplate chosenFor(String ticketId) {
        return Sha256.unit(name + '\n' + ticketId) < share ? candidate : stable;
    }

    /** {@return an identity of the experiment as a whole; results carry that of the prompt they were made with} */
    @Override
    public PromptIdentity identity() {
        String versions =
                stable.identity().version() + "|" + candidate.identity().version();
        String content = String.join(
                "\n", name, stable.identity().hash(), candidate.identity().hash(), Double.toString(share));
        return new PromptIdentity(stable.identity().id(), versions, Sha256.shortHash(content));
    }

    @Override
    public Prompt render(PromptRequest request) {
        return chosenFor(request.ticket().id()).render(request);
    }

    @Override
    public String toString() {
        return "PromptExperiment[" + name + ", stable=" + stable + ", candidate=" + candidate + ", share=" + share
                + "]";
    }
}
