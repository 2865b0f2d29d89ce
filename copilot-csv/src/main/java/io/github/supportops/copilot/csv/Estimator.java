package io.github.supportops.copilot.csv;

import io.github.supportops.copilot.InvalidTicketException;
import io.github.supportops.copilot.Ticket;
import io.github.supportops.copilot.cache.CacheKey;
import io.github.supportops.copilot.csv.ReadOptions.OpenedInput;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.ToLongFunction;

/** Counts what the rows that are left would take. */
final class Estimator {
    /** As many as a batch remembers by default. */
    private static final int REMEMBERED = 10_000;

    private final Set<CacheKey> seen = Collections.newSetFromMap(new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<CacheKey, Boolean> eldest) {
            return size() > REMEMBERED;
        }
    });
    private long unreadable;
    private long identical;
    private long calls;
    private long promptTokens;

    EnrichmentEstimate estimate(
            EnrichmentPlan plan,
            OpenedInput input,
            JournalState before,
            ToLongFunction<Ticket> tokensOf,
            long completionTokensPerCall) {
        UnfinishedRows rows = new UnfinishedRows(input.rows(), before.finished());
        while (rows.hasNext()) {
            count(rows.next(), input.columns(), tokensOf);
        }
        return new EnrichmentEstimate(
                plan, unreadable, identical, calls, promptTokens, calls * completionTokensPerCall);
    }

    private void count(Row row, TicketColumns columns, ToLongFunction<Ticket> tokensOf) {
        try {
            Ticket ticket = columns.ticketOf(row);
            if (seen.add(CacheKey.of("", ticket))) {
                calls++;
                promptTokens += tokensOf.applyAsLong(ticket);
            } else {
                identical++;
            }
        } catch (InvalidTicketException broken) {
            unreadable++;
        }
    }
}
