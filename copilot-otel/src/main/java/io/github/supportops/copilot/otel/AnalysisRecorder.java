package io.github.supportops.copilot.otel;

import io.github.supportops.copilot.AnalysisException;
import io.github.supportops.copilot.AnalysisResult;
import io.github.supportops.copilot.Ticket;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.DoubleHistogram;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/** Records whole analyses: all calls, waits and re-asks of one ticket. */
final class AnalysisRecorder {
    private static final String WORKFLOW = "ticket-triage";
    private static final Attributes COMMON =
            Attributes.of(GenAiNames.OPERATION, "invoke_workflow", GenAiNames.WORKFLOW, WORKFLOW);

    private final Tracer tracer;
    private final DoubleHistogram duration;

    AnalysisRecorder(OpenTelemetry openTelemetry) {
        this.tracer = openTelemetry.getTracer(CallRecorder.SCOPE);
        this.duration = openTelemetry
                .getMeter(CallRecorder.SCOPE)
                .histogramBuilder(GenAiNames.WORKFLOW_DURATION)
                .setDescription("Duration of analyses, with all their calls")
                .setUnit("s")
                .setExplicitBucketBoundariesAdvice(GenAiNames.SECONDS)
                .build();
    }

    /** {@return a span below what the caller is doing} */
    Span start(Ticket ticket) {
        return tracer.spanBuilder("invoke_workflow " + WORKFLOW)
                .setParent(Context.current())
                .setAllAttributes(COMMON)
                .setAttribute(GenAiNames.TICKET, ticket.id())
                .startSpan();
    }

    void end(Span span, long nanos, @Nullable AnalysisResult result, @Nullable Throwable failure) {
        Attributes attributes = COMMON;
        if (result != null) {
            describe(span, result);
        } else {
            String kind = kind(failure);
            attributes = COMMON.toBuilder().put(GenAiNames.ERROR, kind).build();
            span.setAttribute(GenAiNames.ERROR, kind).setStatus(StatusCode.ERROR);
        }
        duration.record(nanos / 1e9, attributes, Context.root().with(span));
        span.end();
    }

    private static void describe(Span span, AnalysisResult result) {
        span.setAttribute(
                GenAiNames.ATTEMPTS, (long) result.provenance().attempts().size());
        span.setAttribute(GenAiNames.REVIEW, result.needsReview());
        result.provenance().model().ifPresent(model -> span.setAttribute(GenAiNames.RESPONSE_MODEL, model));
        result.provenance().usage().cost().ifPresent(cost -> span.setAttribute(GenAiNames.COST, cost.doubleValue()));
        result.provenance().prompt().ifPresent(prompt -> {
            span.setAttribute(GenAiNames.PROMPT, prompt.id());
            span.setAttribute(GenAiNames.PROMPT_VERSION, prompt.version());
        });
    }

    private static String kind(@Nullable Throwable failure) {
        Throwable real =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        if (real instanceof AnalysisException analysis) {
            return analysis.kind().wireName();
        }
        return real instanceof CancellationException ? "cancelled" : "_OTHER";
    }
}
