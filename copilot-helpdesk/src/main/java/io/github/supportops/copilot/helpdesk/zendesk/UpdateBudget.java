package io.github.supportops.copilot.helpdesk.zendesk;

import io.github.supportops.copilot.helpdesk.HelpdeskUnavailableException;
import io.github.supportops.copilot.helpdesk.internal.Time;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;

/** Keeps below Zendesk's 30 updates of one ticket by one user in ten minutes. Thread-safe. */
final class UpdateBudget {
    private static final int MOST_UPDATES = 30;
    private static final int MOST_TICKETS = 10_000;
    private static final Duration SPAN = Duration.ofMinutes(10);

    private final int most;
    private final Time time;
    private final Map<String, Deque<Long>> updates = new LinkedHashMap<>(64, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Deque<Long>> eldest) {
            return size() > MOST_TICKETS;
        }
    };

    UpdateBudget(double share, Time time) {
        this.most = Math.max(1, (int) (MOST_UPDATES * share));
        this.time = time;
    }

    /** Counts an update that is about to be sent. @throws HelpdeskUnavailableException if the ticket had too many lately */
    synchronized void take(String ticketId) {
        long now = time.nanoTime();
        Deque<Long> times = updates.computeIfAbsent(ticketId, unknown -> new ArrayDeque<>());
        while (!times.isEmpty() && now - times.getFirst() >= SPAN.toNanos()) {
            times.removeFirst();
        }
        if (times.size() >= most) {
            throw new HelpdeskUnavailableException(
                    "Ticket " + ticketId + " was updated " + most + " times in ten minutes, which is our share of what"
                            + " Zendesk allows",
                    null,
                    Duration.ofNanos(SPAN.toNanos() - (now - times.getFirst())),
                    false,
                    null);
        }
        times.addLast(now);
    }
}
