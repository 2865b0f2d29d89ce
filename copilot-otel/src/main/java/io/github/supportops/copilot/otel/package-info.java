/**
 * Analyses as OpenTelemetry sees them. {@link io.github.supportops.copilot.otel.AnalysisTelemetry} makes the spans and the
 * metrics.
 */
@NullMarked
package io.github.supportops.copilot.otel;

import org.jspecify.annotations.NullMarked;
