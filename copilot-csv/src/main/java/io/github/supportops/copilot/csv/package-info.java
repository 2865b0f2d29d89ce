/**
 * Tickets from files and enriched files back. {@link io.github.supportops.copilot.csv.TicketCsv} is the short way in;
 * {@link io.github.supportops.copilot.csv.Enrichment} is the whole job with its journal: what was paid for is never lost,
 * and the output appears in one step when every row has its outcome. It reads and writes CSV, JSON and JSON Lines, counts a
 * dry run with {@link io.github.supportops.copilot.csv.Enrichment#estimate}, and tells what it did in an {@link
 * io.github.supportops.copilot.csv.EnrichmentSummary}.
 */
@NullMarked
package io.github.supportops.copilot.csv;

import org.jspecify.annotations.NullMarked;
