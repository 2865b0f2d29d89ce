package io.github.supportops.copilot.otel;

import io.github.supportops.copilot.TicketAnalyzer;
import io.github.supportops.copilot.testkit.FakeTicketAnalyzer;
import io.github.supportops.copilot.testkit.TicketAnalyzerContract;
import io.opentelemetry.api.OpenTelemetry;

class TracedAnalyzerTest extends TicketAnalyzerContract {
    @Override
    protected TicketAnalyzer createAnalyzer() {
        return AnalysisTelemetry.of(OpenTelemetry.noop(), "openrouter").traced(FakeTicketAnalyzer.create());
    }
}
