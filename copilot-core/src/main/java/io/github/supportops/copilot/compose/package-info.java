/**
 * Analyzers made of analyzers: fallback, cascade, vote, cache, business rules, calibration and review. Start at {@link
 * io.github.supportops.copilot.compose.Analyzers}; they nest freely and print their nesting.
 */
@NullMarked
package io.github.supportops.copilot.compose;

import org.jspecify.annotations.NullMarked;
