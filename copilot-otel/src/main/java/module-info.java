/** Spans and metrics of analyses, by the conventions of OpenTelemetry. */
@SuppressWarnings({"requires-automatic", "requires-transitive-automatic"
}) // OpenTelemetry names its modules in manifests.
module io.github.supportops.copilot.otel {
    requires transitive io.github.supportops.copilot.core;
    requires transitive io.opentelemetry.api;
    requires io.opentelemetry.context;
    requires static org.jspecify;

    exports io.github.supportops.copilot.otel;
}
