package io.github.supportops.copilot.otel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.supportops.copilot.SetupException;
import io.github.supportops.copilot.Ticket;
import io.github.supportops.copilot.TicketAnalyzer;
import io.github.supportops.copilot.openrouter.OpenRouterTicketAnalyzer;
import io.github.supportops.copilot.testkit.Samples;
import io.github.supportops.copilot.testkit.StubOpenRouter;
import io.github.supportops.copilot.testkit.StubReply;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.context.Scope;
import io.opentelemetry.sdk.metrics.data.MetricData;
import io.opentelemetry.sdk.metrics.data.PointData;
import io.opentelemetry.sdk.testing.junit5.OpenTelemetryExtension;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

@Timeout(60)
class AnalysisTelemetryTest {
    @RegisterExtension
    final OpenTelemetryExtension otel = OpenTelemetryExtension.create();

    private final StubOpenRouter stub = StubOpenRouter.start();
    private TicketAnalyzer analyzer;

    @BeforeEach
    void open() {
        AnalysisTelemetry telemetry = AnalysisTelemetry.of(otel.getOpenTelemetry(), "openrouter");
        analyzer = telemetry.traced(OpenRouterTicketAnalyzer.builder()
                .apiKey("sk-canary-key-0123456789")
                .model("some/model")
                .baseUrl(stub.baseUrl().toString())
                .listener(telemetry)
                .build());
    }

    @AfterEach
    void close() {
        analyzer.close();
        stub.close();
    }

    @Test
    @SuppressWarnings("try")
    void callAndAnalysisAreSpansOfTheCallersTrace() {
        stub.reply(StubReply.answer(Samples.analysis())
                .usage(800, 70)
                .cost("0.00016")
                .model("some/model-2026"));
        Span caller =
                otel.getOpenTelemetry().getTracer("test").spanBuilder("caller").startSpan();
        try (Scope scope = caller.makeCurrent()) {
            analyzer.analyze(Ticket.of("T-1", "Broken"));
        }
        caller.end();

        SpanData call = span("chat some/model");
        SpanData analysis = span("invoke_workflow ticket-triage");
        assertThat(call.getKind()).isEqualTo(SpanKind.CLIENT);
        assertThat(call.getParentSpanId()).isEqualTo(analysis.getSpanId());
        assertThat(analysis.getParentSpanId()).isEqualTo(caller.getSpanContext().getSpanId());
        assertThat(call.getTraceId()).isEqualTo(caller.getSpanContext().getTraceId());
        assertThat(call.getEndEpochNanos()).isGreaterThan(call.getStartEpochNanos());
        assertThat(text(call, "gen_ai.operation.name")).isEqualTo("chat");
        assertThat(text(call, "gen_ai.provider.name")).isEqualTo("openrouter");
        assertThat(text(call, "gen_ai.request.model")).isEqualTo("some/model");
        assertThat(text(call, "gen_ai.response.model")).isEqualTo("some/model-2026");
        assertThat(number(call, "gen_ai.usage.input_tokens")).isEqualTo(800);
        assertThat(number(call, "gen_ai.usage.output_tokens")).isEqualTo(70);
        assertThat(text(call, "error.type")).isNull();
        assertThat(text(analysis, "ticket.copilot.prompt.version")).isNotBlank();
        assertThat(number(analysis, "ticket.copilot.attempts")).isEqualTo(1);
    }

    @Test
    void failedCallsAreErrorsWithTheirKindAndRetriesStandBelowOneAnalysis() {
        stub.reply(StubReply.error(503), StubReply.answer(Samples.analysis()));

        analyzer.analyze(Ticket.of("T-1", "Broken"));

        List<SpanData> calls = otel.getSpans().stream()
                .filter(span -> span.getName().equals("chat some/model"))
                .toList();
        assertThat(calls).hasSize(2);
        assertThat(calls.get(0).getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
        assertThat(text(calls.get(0), "error.type")).isEqualTo("provider_error");
        assertThat(number(calls.get(0), "http.response.status_code")).isEqualTo(503);
        assertThat(calls.get(0).getParentSpanId())
                .isEqualTo(calls.get(1).getParentSpanId())
                .isEqualTo(span("invoke_workflow ticket-triage").getSpanId());
    }

    @Test
    void failedAnalysisSaysItsKind() {
        stub.otherwise(StubReply.error(401));

        assertThatThrownBy(() -> analyzer.analyze(Ticket.of("T-1", "Broken"))).isInstanceOf(SetupException.class);

        SpanData analysis = span("invoke_workflow ticket-triage");
        assertThat(analysis.getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
        assertThat(text(analysis, "error.type")).isEqualTo("api_key");
    }

    @Test
    void metricsHaveTheNamesUnitsAndBoundsOfTheConventionsAndNoIds() {
        stub.reply(StubReply.answer(Samples.analysis()).usage(800, 70));

        analyzer.analyze(Ticket.of("T-1", "Broken"));

        List<MetricData> metrics = otel.getMetrics();
        MetricData calls = metric(metrics, "gen_ai.client.operation.duration");
        assertThat(calls.getUnit()).isEqualTo("s");
        assertThat(calls.getHistogramData().getPoints().iterator().next().getBoundaries())
                .startsWith(0.01, 0.02)
                .endsWith(81.92);
        MetricData tokens = metric(metrics, "gen_ai.client.token.usage");
        assertThat(tokens.getUnit()).isEqualTo("{token}");
        assertThat(tokens.getHistogramData().getPoints())
                .extracting(point ->
                        point.getAttributes().get(AttributeKey.stringKey("gen_ai.token.type")) + (long) point.getSum())
                .containsExactlyInAnyOrder("input800", "output70");
        assertThat(metric(metrics, "gen_ai.workflow.duration")
                        .getHistogramData()
                        .getPoints())
                .hasSize(1);
        assertThat(metrics)
                .flatExtracting(metric -> metric.getHistogramData().getPoints())
                .extracting(point -> ((PointData) point).getAttributes())
                .noneMatch(attributes -> attributes.toString().contains("T-1"));
    }

    @Test
    void noTextAndNoKeyIsEverRecorded() {
        stub.reply(
                StubReply.text("canary-answer is no JSON"),
                StubReply.answer(Samples.analysis("canary-reply to the customer")));

        analyzer.analyze(Ticket.builder("T-1", "canary-message")
                .subject("canary-subject")
                .build());

        String recorded = otel.getSpans().toString() + otel.getMetrics();
        assertThat(recorded).contains("invalid_answer").doesNotContain("canary");
    }

    private SpanData span(String name) {
        return otel.getSpans().stream()
                .filter(span -> span.getName().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static MetricData metric(List<MetricData> metrics, String name) {
        return metrics.stream()
                .filter(metric -> metric.getName().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static String text(SpanData span, String name) {
        Attributes attributes = span.getAttributes();
        return attributes.get(AttributeKey.stringKey(name));
    }

    private static Long number(SpanData span, String name) {
        return span.getAttributes().get(AttributeKey.longKey(name));
    }
}
