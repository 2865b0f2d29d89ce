package io.github.supportops.copilot.otel;

import io.github.supportops.copilot.Attempt;
import io.github.supportops.copilot.AttemptOutcome;
import io.github.supportops.copilot.FailureKind;
import io.github.supportops.copilot.TokenUsage;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.api.metrics.DoubleHistogram;
import io.opentelemetry.api.metrics.LongHistogram;
import io.opentelemetry.api.metrics.Meter;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import java.time.Instant;

/** Records single calls to models, after they ended: their length is known then, and no span is ever left open. */
final class CallRecorder {
    static final String SCOPE = "io.github.supportops.copilot";

    private final String provider;
    private final Tracer tracer;
    private final DoubleHistogram duration;
    private final LongHistogram tokens;

    CallRecorder(OpenTelemetry openTelemetry, String provider) {
        this.provider = provider;
        this.tracer = openTelemetry.getTracer(SCOPE);
        Meter meter = openTelemetry.getMeter(SCOPE);
        this.duration = meter.histogramBuilder(GenAiNames.CALL_DURATION)
                .setDescription("Duration of calls to models")
                .setUnit("s")
                .setExplicitBucketBoundariesAdvice(GenAiNames.SECONDS)
                .build();
        this.tokens = meter.histogramBuilder(GenAiNames.TOKENS)
                .setDescription("Tokens that calls to models took")
                .setUnit("{token}")
                .ofLongs()
                .setExplicitBucketBoundariesAdvice(GenAiNames.TOKEN_BOUNDS)
                .build();
    }

    void record(String ticketId, Attempt attempt, Context parent) {
        Attributes common = common(attempt);
        span(ticketId, attempt, common, parent);
        duration.record(attempt.duration().toNanos() / 1e9, withError(common, attempt), parent);
        TokenUsage usage = attempt.usage();
        tokens(usage.promptTokens(), "input", common, parent);
        tokens(usage.completionTokens(), "output", common, parent);
    }

    private Attributes common(Attempt attempt) {
        AttributesBuilder attributes = Attributes.builder()
                .put(GenAiNames.OPERATION, "chat")
                .put(GenAiNames.PROVIDER, provider)
                .put(GenAiNames.REQUEST_MODEL, attempt.model());
        attempt.answeredBy().ifPresent(model -> attributes.put(GenAiNames.RESPONSE_MODEL, model));
        return attributes.build();
    }

    private void span(String ticketId, Attempt attempt, Attributes common, Context parent) {
        Instant end = Instant.now();
        TokenUsage usage = attempt.usage();
        SpanBuilder builder = tracer.spanBuilder("chat " + attempt.model())
                .setSpanKind(SpanKind.CLIENT)
                .setParent(parent)
                .setStartTimestamp(end.minus(attempt.duration()))
                .setAllAttributes(withError(common, attempt))
                .setAttribute(GenAiNames.OUTPUT_TYPE, "json")
                .setAttribute(GenAiNames.INPUT_TOKENS, usage.promptTokens())
                .setAttribute(GenAiNames.OUTPUT_TOKENS, usage.completionTokens())
                .setAttribute(GenAiNames.CACHED_TOKENS, usage.cachedTokens())
                .setAttribute(GenAiNames.REASONING_TOKENS, usage.reasoningTokens())
                .setAttribute(GenAiNames.TICKET, ticketId)
                .setAttribute(GenAiNames.ATTEMPT, (long) attempt.number())
                .setAttribute(GenAiNames.OUTCOME, attempt.outcome().wireName());
        attempt.responseId().ifPresent(id -> builder.setAttribute(GenAiNames.RESPONSE_ID, id));
        attempt.status().ifPresent(status -> builder.setAttribute(GenAiNames.STATUS, (long) status));
        usage.cost().ifPresent(cost -> builder.setAttribute(GenAiNames.COST, cost.doubleValue()));
        Span span = builder.startSpan();
        if (attempt.outcome() != AttemptOutcome.VALID) {
            span.setStatus(StatusCode.ERROR);
        }
        span.end(end);
    }

    private void tokens(long count, String type, Attributes common, Context context) {
        if (count > 0) {
            tokens.record(
                    count, common.toBuilder().put(GenAiNames.TOKEN_TYPE, type).build(), context);
        }
    }

    private static Attributes withError(Attributes common, Attempt attempt) {
        return attempt.outcome() == AttemptOutcome.VALID
                ? common
                : common.toBuilder()
                        .put(
                                GenAiNames.ERROR,
                                attempt.failure()
                                        .map(FailureKind::wireName)
                                        .orElse(attempt.outcome().wireName()))
                        .build();
    }
}
