/**
 * The program {@code copilot}. {@link io.github.supportops.copilot.app.Main} starts it; each command is one file, and all
 * it knows about making an analysis is in {@link io.github.supportops.copilot.app.AnalyzerOptions}.
 */
@NullMarked
package io.github.supportops.copilot.app;

import org.jspecify.annotations.NullMarked;
