/**
 * Triage without a network and without a key. The entry point is {@link
 * io.github.supportops.copilot.local.LocalTicketAnalyzer}; how it decides is in {@code docs/offline.md}.
 */
@NullMarked
package io.github.supportops.copilot.local;

import org.jspecify.annotations.NullMarked;
