package io.github.supportops.copilot.app.service;

import io.github.supportops.copilot.AnalysisException;
import io.github.supportops.copilot.AnalysisResult;
import io.github.supportops.copilot.Attempt;
import io.github.supportops.copilot.AttemptOutcome;
import io.github.supportops.copilot.Provenance;
import io.github.supportops.copilot.TokenUsage;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Counts what the service does. Names of calls to models follow the OpenTelemetry conventions for generative AI, which are
 * still in development, so they stand in this class alone. No label ever holds an id or a text.
 */
final class ServiceMetrics {
    private static final String OPERATION = "gen_ai.operation.name";
    private static final String MODEL = "gen_ai.request.model";
    private static final Duration[] CALL_BUCKETS = seconds(0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 20, 40, 80);
    private static final Duration[] REQUEST_BUCKETS =
            seconds(0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 60);

    /** Anything may stand in a request line, and every label costs memory. */
    private static final Set<String> METHODS = Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS");

    private final MeterRegistry registry;

    ServiceMetrics(MeterRegistry registry) {
        this.registry = registry;
    }

    void request(String method, String route, int status, float milliseconds) {
        Timer.builder("copilot.http.requests")
                .description("Requests by route and status")
                .tag("method", METHODS.contains(method) ? method : "other")
                .tag("route", route)
                .tag("status", String.valueOf(status))
                .serviceLevelObjectives(REQUEST_BUCKETS)
                .register(registry)
                .record((long) (milliseconds * 1e6), TimeUnit.NANOSECONDS);
    }

    void analysis(@Nullable AnalysisResult result, @Nullable Throwable failure, Duration elapsed) {
        Timer.builder("copilot.analysis")
                .description("Analyses by how they ended")
                .tag("outcome", result != null ? "success" : outcome(failure))
                .serviceLevelObjectives(CALL_BUCKETS)
                .register(registry)
                .record(elapsed);
        if (result != null) {
            result(result);
        } else if (failure instanceof AnalysisException analysis) {
            analysis.attempts().forEach(this::attempt);
        }
    }

    private static String outcome(@Nullable Throwable failure) {
        if (failure instanceof AnalysisException analysis) {
            return analysis.kind().wireName();
        }
        return failure instanceof CancellationException ? "cancelled" : "fault";
    }

    private void result(AnalysisResult result) {
        Provenance provenance = result.provenance();
        provenance.attempts().forEach(this::attempt);
        if (!provenance.repairs().isEmpty()) {
            count("copilot.analysis.repaired", "Results that were read with a repair");
        }
        if (provenance.attempts().stream().map(Attempt::model).distinct().count() > 1) {
            count("copilot.analysis.fallback", "Results for which more than one model was asked");
        }
        if (result.needsReview()) {
            count("copilot.analysis.review", "Results a person should look at");
        }
        provenance.steps().stream()
                .filter(step -> step.part().equals("cache"))
                .findAny()
                .ifPresent(step -> count("copilot.analysis.cached", "Results that were there already"));
    }

    private void attempt(Attempt attempt) {
        String model = AccessLog.printable(attempt.model());
        Timer.builder("gen_ai.client.operation.duration")
                .description("Calls to models")
                .tag(OPERATION, "chat")
                .tag(MODEL, model)
                .tag("outcome", attempt.outcome().wireName())
                .serviceLevelObjectives(CALL_BUCKETS)
                .register(registry)
                .record(attempt.duration());
        if (attempt.outcome() == AttemptOutcome.INVALID_ANSWER) {
            count("copilot.analysis.invalid_answers", "Answers that failed validation");
        }
        usage(model, attempt.usage());
    }

    private void usage(String model, TokenUsage usage) {
        tokens(model, "input", usage.promptTokens());
        tokens(model, "output", usage.completionTokens());
        BigDecimal cost = usage.costUsd();
        if (cost != null) {
            registry.counter("copilot.cost.usd", MODEL, model).increment(cost.doubleValue());
        }
    }

    private void tokens(String model, String type, long tokens) {
        DistributionSummary.builder("gen_ai.client.token.usage")
                .description("Tokens per call")
                .baseUnit("token")
                .tag(OPERATION, "chat")
                .tag(MODEL, model)
                .tag("gen_ai.token.type", type)
                .serviceLevelObjectives(64, 256, 1_024, 4_096, 16_384)
                .register(registry)
                .record((double) tokens);
    }

    private void count(String name, String description) {
        Counter.builder(name).description(description).register(registry).increment();
    }

    private static Duration[] seconds(double... seconds) {
        Duration[] durations = new Duration[seconds.length];
        for (int place = 0; place < seconds.length; place++) {
            durations[place] = Duration.ofNanos((long) (seconds[place] * 1e9));
        }
        return durations;
    }
}
