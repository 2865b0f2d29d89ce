/**
 * What users type: hand a {@link io.github.supportops.copilot.Ticket} to a {@link
 * io.github.supportops.copilot.TicketAnalyzer} and get an {@link io.github.supportops.copilot.AnalysisResult}. Start at
 * {@link io.github.supportops.copilot.TicketAnalyzer}; everything else is or wraps one.
 */
@NullMarked
package io.github.supportops.copilot;

import org.jspecify.annotations.NullMarked;
