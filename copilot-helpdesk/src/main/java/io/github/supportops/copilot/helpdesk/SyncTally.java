package io.github.supportops.copilot.helpdesk;

import java.util.EnumMap;
import java.util.Map;

/** Counts events. Thread-safe. */
final class SyncTally {
    private final Map<SyncEvent.Kind, Integer> counts = new EnumMap<>(SyncEvent.Kind.class);

    synchronized void count(SyncEvent event) {
        counts.merge(event.kind(), 1, Integer::sum);
    }

    synchronized SyncReport report() {
        return new SyncReport(counts);
    }
}
