package io.github.supportops.copilot.helpdesk;

import io.github.supportops.copilot.review.FeedbackEntry;
import io.github.supportops.copilot.review.FeedbackLog;
import io.github.supportops.copilot.review.FeedbackPage;
import io.github.supportops.copilot.review.ReviewQueue;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * One look at everything that waits: decisions of people, webhooks nobody has handled, tickets to try again, and all
 * changes since the last look. The place in the changes moves only when every ticket before it has an end or is on the list
 * of retries, so that a crash repeats looks but loses nothing.
 */
final class Sweep {
    private static final Duration EVENTS_KEPT = Duration.ofDays(3);
    private static final int DECISIONS_AT_ONCE = 100;

    private final SyncSettings settings;
    private final SyncState state;
    private final TicketWorker worker;
    private final TicketTriage triage;
    private final OwnWrites ownWrites;
    private final ExecutorService workers;
    private final BooleanSupplier stopped;
    private final SyncTally tally = new SyncTally();

    Sweep(
            SyncSettings settings,
            SyncState state,
            TicketWorker worker,
            TicketTriage triage,
            OwnWrites ownWrites,
            ExecutorService workers,
            BooleanSupplier stopped) {
        this.settings = settings;
        this.state = state;
        this.worker = worker;
        this.triage = triage;
        this.ownWrites = ownWrites;
        this.workers = workers;
        this.stopped = stopped;
    }

    /**
     * Looks once, until nothing is left.
     *
     * @param start where to begin when nothing was read before
     * @param allRetries whether retries that are not due yet are tried too
     */
    SyncReport run(Instant start, boolean allRetries) throws InterruptedException {
        decisions();
        inbox();
        retries(allRetries);
        changes(start);
        state.forgetEvents(settings.time().now(), EVENTS_KEPT);
        return tally.report();
    }

    private void decisions() {
        ReviewQueue queue = settings.reviewQueue();
        if (queue == null || settings.dryRun()) {
            return;
        }
        FeedbackLog log = queue.feedback();
        FeedbackPage page = log.read(state.decisions(), DECISIONS_AT_ONCE);
        while (!page.entries().isEmpty() && !stopped.getAsBoolean()) {
            for (FeedbackEntry entry : page.entries()) {
                String system = entry.ticket().attributes().get(HelpdeskTicket.SYSTEM_ATTRIBUTE);
                if (settings.helpdesk().system().equals(system)) {
                    tally.count(worker.decided(entry));
                }
            }
            state.decisions(page.next());
            page = log.read(page.next(), DECISIONS_AT_ONCE);
        }
    }

    private void inbox() throws InterruptedException {
        Map<String, String> waiting = state.inbox();
        List<Future<Optional<SyncEvent>>> running = new ArrayList<>();
        for (Map.Entry<String, String> entry : waiting.entrySet()) {
            String ticketId = SyncState.ticketOf(entry.getKey());
            running.add(submitted(ticketId, () -> {
                SyncEvent event = worker.run(ticketId, null);
                state.handled(ticketId, entry.getValue());
                return Optional.of(event);
            }));
        }
        await(running);
    }

    private void retries(boolean all) throws InterruptedException {
        Instant now = settings.time().now();
        List<Future<Optional<SyncEvent>>> running = new ArrayList<>();
        for (Map.Entry<String, String> entry : state.retries().entrySet()) {
            if (all || !SyncState.Retry.of(entry.getValue()).at().isAfter(now)) {
                String ticketId = SyncState.ticketOf(entry.getKey());
                running.add(submitted(ticketId, () -> Optional.of(worker.run(ticketId, null))));
            }
        }
        await(running);
    }

    private void changes(Instant start) throws InterruptedException {
        boolean caughtUp = false;
        while (!caughtUp && !stopped.getAsBoolean()) {
            Optional<String> cursor = state.cursor();
            ChangePage page = cursor.isPresent()
                    ? settings.helpdesk().changesAfter(cursor.get())
                    : settings.helpdesk().changesSince(start);
            handle(latest(page.changes()));
            if (stopped.getAsBoolean()) {
                return;
            }
            state.turnPage(page.next());
            caughtUp = page.caughtUp();
        }
    }

    /** A ticket that changed twice needs one look, at its latest version; what we wrote ourselves needs none. */
    private List<TicketChange> latest(List<TicketChange> changes) {
        Map<String, TicketChange> latest = new LinkedHashMap<>();
        for (TicketChange change : changes) {
            latest.remove(change.ticketId());
            latest.put(change.ticketId(), change);
        }
        return latest.values().stream()
                .filter(change -> !ownWrites.made(change.ticketId(), change.version()) && !state.isHandled(change))
                .toList();
    }

    private void handle(List<TicketChange> changes) throws InterruptedException {
        int size = settings.helpdesk().batchSize();
        if (size == 1 || settings.dryRun()) {
            oneByOne(changes);
            return;
        }
        for (int from = 0; from < changes.size(); from += size) {
            together(changes.subList(from, Math.min(changes.size(), from + size)));
        }
    }

    private void oneByOne(List<TicketChange> changes) throws InterruptedException {
        List<Future<Optional<SyncEvent>>> running = new ArrayList<>();
        for (TicketChange change : changes) {
            running.add(submitted(change.ticketId(), () -> {
                SyncEvent event = worker.run(change.ticketId(), change.ticket().orElse(null));
                state.handledInPage(change);
                return Optional.of(event);
            }));
        }
        await(running);
    }

    /** Analyses side by side, writes by one call, and looks again at those the call did not settle. */
    private void together(List<TicketChange> changes) throws InterruptedException {
        Queue<TicketUpdate> ready = new ConcurrentLinkedQueue<>();
        List<Future<Optional<SyncEvent>>> running = new ArrayList<>();
        for (TicketChange change : changes) {
            running.add(submitted(change.ticketId(), () -> prepared(change, ready)));
        }
        await(running);
        List<TicketUpdate> updates = List.copyOf(ready);
        if (updates.isEmpty() || stopped.getAsBoolean()) {
            return;
        }
        updates.forEach(update -> triage.audit(update, AuditEntry.Step.SENDING));
        List<WriteOutcome> outcomes = written(updates);
        List<Future<Optional<SyncEvent>>> again = new ArrayList<>();
        for (int place = 0; place < updates.size(); place++) {
            TicketUpdate update = updates.get(place);
            Optional<SyncEvent> ended =
                    outcomes.isEmpty() ? Optional.empty() : triage.ended(update, outcomes.get(place));
            String ticketId = update.ticket().id();
            again.add(submitted(
                    ticketId,
                    () -> ended.isPresent()
                            ? worker.guarded(ticketId, () -> ended)
                            : Optional.of(worker.run(ticketId, null))));
        }
        await(again);
    }

    /** No outcomes when it is not known what became of them: each ticket is then looked at by itself. */
    private List<WriteOutcome> written(List<TicketUpdate> updates) {
        try {
            return settings.helpdesk().writeAll(updates);
        } catch (HelpdeskUnavailableException unknown) {
            updates.forEach(update -> triage.audit(update, AuditEntry.Step.UNKNOWN));
            return List.of();
        }
    }

    /** Analyses a ticket; empty for one that will be written with the others. */
    private Optional<SyncEvent> prepared(TicketChange change, Queue<TicketUpdate> ready) {
        String ticketId = change.ticketId();
        return worker.guarded(ticketId, () -> {
            HelpdeskTicket ticket =
                    change.ticket().or(() -> settings.helpdesk().read(ticketId)).orElse(null);
            TicketTriage.Assessment assessment = triage.assessed(ticketId, ticket);
            TicketTriage.Prepared prepared = assessment.prepared();
            if (ticket != null && prepared != null) {
                ready.add(triage.update(ticket, prepared));
            }
            return Optional.ofNullable(assessment.end());
        });
    }

    /** What has not begun when the sync is told to end does not begin; the place in the changes then stays where it was. */
    private Future<Optional<SyncEvent>> submitted(String ticketId, Supplier<Optional<SyncEvent>> step) {
        return workers.submit(() -> stopped.getAsBoolean()
                ? Optional.of(SyncEvent.of(ticketId, SyncEvent.Kind.LATER, "the sync is ending"))
                : step.get());
    }

    private void await(List<Future<Optional<SyncEvent>>> running) throws InterruptedException {
        try {
            for (Future<Optional<SyncEvent>> one : running) {
                one.get().ifPresent(tally::count);
            }
        } catch (ExecutionException failed) {
            running.forEach(other -> other.cancel(true));
            throw failed.getCause() instanceof RuntimeException hitsEveryTicket
                    ? hitsEveryTicket
                    : new IllegalStateException("A ticket ended with an error", failed.getCause());
        }
    }
}
