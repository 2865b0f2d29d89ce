package io.github.supportops.copilot.otel;

import io.github.supportops.copilot.AnalysisListener;
import io.github.supportops.copilot.Attempt;
import io.github.supportops.copilot.TicketAnalyzer;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.context.Context;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Tells OpenTelemetry what analyses do, with its names for generative AI: a span and a duration for each call to a model,
 * the tokens it took, and around them a span and a duration for the whole analysis.
 *
 * <pre>{@code
 * AnalysisTelemetry telemetry = AnalysisTelemetry.of(openTelemetry, "openrouter");
 * TicketAnalyzer analyzer = telemetry.traced(
 *         OpenRouterTicketAnalyzer.builder().apiKey(key).model(model).listener(telemetry).build());
 * }</pre>
 *
 * <p>As a listener alone it makes the spans of the calls; {@link #traced} puts them below one for the analysis, which
 * continues the caller's trace. No prompt, ticket text or answer is ever recorded; a ticket's id stands on spans and never
 * on metrics. While two analyses of tickets with the same id run at one time, calls of both may stand below one of them.
 * The names are those of a convention that is still in development. Thread-safe.
 */
public final class AnalysisTelemetry implements AnalysisListener {
    private final CallRecorder calls;
    private final AnalysisRecorder analyses;
    private final Map<String, Context> running = new ConcurrentHashMap<>();

    private AnalysisTelemetry(OpenTelemetry openTelemetry, String provider) {
        this.calls = new CallRecorder(openTelemetry, provider);
        this.analyses = new AnalysisRecorder(openTelemetry);
    }

    /**
     * {@return telemetry that reports to the given place}
     *
     * @param provider what stands in {@code gen_ai.provider.name}, for example {@code openrouter}
     */
    public static AnalysisTelemetry of(OpenTelemetry openTelemetry, String provider) {
        return new AnalysisTelemetry(
                Objects.requireNonNull(openTelemetry, "openTelemetry"), Objects.requireNonNull(provider, "provider"));
    }

    /** {@return the analyzer with a span around each analysis}  Closing it closes the one inside. */
    public TicketAnalyzer traced(TicketAnalyzer analyzer) {
        return new TracedAnalyzer(Objects.requireNonNull(analyzer, "analyzer"), analyses, running);
    }

    @Override
    public void attemptFinished(String ticketId, Attempt attempt) {
        calls.record(ticketId, attempt, running.getOrDefault(ticketId, Context.root()));
    }
}
