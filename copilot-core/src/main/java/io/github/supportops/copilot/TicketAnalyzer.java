package io.github.supportops.copilot;

import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;

/**
 * Turns a support ticket into a typed, validated triage. The one idea of this library: everything else either is a
 * {@code TicketAnalyzer} or wraps one.
 *
 * <pre>{@code
 * try (TicketAnalyzer analyzer = OpenRouterTicketAnalyzer.builder().apiKey(key).model("openai/gpt-4o-mini").build()) {
 *     AnalysisResult result = analyzer.analyze(Ticket.of("TCK-001", "Your update broke our invoice flow."));
 *     result.analysis().urgency();
 * }
 * }</pre>
 *
 * <p>Implementations are thread-safe and meant to be shared. Whoever builds an analyzer closes it; a wrapper closes what
 * it wraps. {@code toString()} prints how an analyzer is nested, never a key and never a ticket.
 */
@FunctionalInterface
public interface TicketAnalyzer extends AutoCloseable {

    /**
     * Starts the analysis and returns at once. The future ends with a result, or exceptionally with an {@link
     * AnalysisException}. Cancelling the future ends the call that is under way.
     *
     * @throws NullPointerException if the ticket is null
     */
    CompletableFuture<AnalysisResult> analyzeAsync(Ticket ticket);

    /**
     * Analyses a ticket and waits for the result.
     *
     * @throws AnalysisException if there is no trustworthy result; its type says what to do next
     * @throws CancellationException if the waiting thread was interrupted (its flag stays set, the call is cancelled) or
     *     the analysis was cancelled
     */
    default AnalysisResult analyze(Ticket ticket) {
        return Waiting.forResult(analyzeAsync(ticket));
    }

    /**
     * Names all that shapes the answers: analyzer, model, prompt, schema version, wrappers. A cache keeps results under it,
     * so two analyzers may have the same variant only if either's answers will do for the other. Holds no key and no
     * ticket. Default: {@link Object#toString()}.
     *
     * @return one line of text
     */
    default String variant() {
        return toString();
    }

    /** Releases what this analyzer holds. Returns within seconds; calling it again does nothing. Default: nothing to do. */
    @Override
    default void close() {}
}
