package io.github.supportops.copilot.helpdesk;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/** How many tickets became what in one sweep. Immutable. */
public final class SyncReport {
    private final Map<SyncEvent.Kind, Integer> counts;

    SyncReport(Map<SyncEvent.Kind, Integer> counts) {
        EnumMap<SyncEvent.Kind, Integer> all = new EnumMap<>(SyncEvent.Kind.class);
        for (SyncEvent.Kind kind : SyncEvent.Kind.values()) {
            all.put(kind, counts.getOrDefault(kind, 0));
        }
        this.counts = Collections.unmodifiableMap(all);
    }

    /** {@return how many tickets became this; a ticket that was looked at twice counts twice} */
    public int count(SyncEvent.Kind kind) {
        return counts.getOrDefault(kind, 0);
    }

    /** {@return all counts; every kind is there} */
    public Map<SyncEvent.Kind, Integer> counts() {
        return counts;
    }

    @Override
    public String toString() {
        return "SyncReport" + counts;
    }
}
