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
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * One look at everything that waits: decisions of people, webhooks nobody has handled, tickets to try again, and all
 * changes since the last look. The place in the changes moves only when every ticket before it has an end or is on the list
 * of retries, so that a crash repeats looks but loses nothing.
 */
final class Sweep {
    private static final Duration EVENTS_KEPT = Duration.ofDays(3);
    private static final int DECISIONS_AT_ONCE = 100;

    private static final int AT_ONCE = 500;

    private final SyncSettings settings;
    private final SyncState state;
    private final TicketWorker worker;
    private final TicketTriage triage;
    private final Executor workers;
    private final BooleanSupplier stopped;
    private final SyncTally tally = new SyncTally();
    private final VersionStamps stamps = new VersionStamps();

    Sweep(
            SyncSettings settings,
            SyncState state,
            TicketWorker worker,
            TicketTriage triage,
            Executor workers,
            BooleanSupplier stopped) {
        this.settings = settings;
        this.state = state;
        this.worker = worker;
        this.triage = triage;
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
        inParts(List.copyOf(state.inbox().entrySet()), waiting -> {
            String ticketId = SyncState.ticketOf(waiting.getKey());
            return submitted(ticketId, () -> {
                SyncEvent event = worker.run(ticketId, null);
                state.handled(ticketId, waiting.getValue());
                return Optional.of(event);
            });
        });
    }

    private void retries(boolean all) throws InterruptedException {
        Instant now = settings.time().now();
        List<String> due = state.retries().entrySet().stream()
                .filter(entry ->
                        all || !SyncState.Retry.of(entry.getValue()).at().isAfter(now))
                .map(entry -> SyncState.ticketOf(entry.getKey()))
                .toList();
        inParts(due, ticketId -> submitted(ticketId, () -> Optional.of(worker.run(ticketId, null))));
    }

    /** Hands over some at a time, so that as few wait in memory as can be. */
    private <T> void inParts(List<T> all, Function<T, Future<Optional<SyncEvent>>> submission)
            throws InterruptedException {
        for (int from = 0; from < all.size(); from += AT_ONCE) {
            await(all.subList(from, Math.min(all.size(), from + AT_ONCE)).stream()
                    .map(submission)
                    .toList());
        }
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
            caughtUp = page.caughtUp() || cursor.equals(Optional.of(page.next()));
        }
    }

    /** A ticket that changed twice needs one look, at its latest version; one that was handled before a crash needs none. */
    private List<TicketChange> latest(List<TicketChange> changes) {
        Map<String, TicketChange> latest = new LinkedHashMap<>();
        for (TicketChange change : changes) {
            latest.remove(change.ticketId());
            latest.put(change.ticketId(), change);
        }
        return latest.values().stream()
                .filter(change -> !state.isHandled(change))
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
        inParts(
                changes,
                change -> submitted(change.ticketId(), () -> {
                    SyncEvent event =
                            worker.run(change.ticketId(), change.ticket().orElse(null));
                    if (stamps.isSettled(change.version(), settings.time().now())) {
                        state.handledInPage(change);
                    }
                    return Optional.of(event);
                }));
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
            Optional<WriteOutcome> outcome = outcomes.isEmpty() ? Optional.empty() : Optional.of(outcomes.get(place));
            again.add(submitted(update.ticket().id(), () -> settled(update, outcome)));
        }
        await(again);
    }

    private Optional<SyncEvent> settled(TicketUpdate update, Optional<WriteOutcome> outcome) {
        String ticketId = update.ticket().id();
        return outcome.flatMap(known -> worker.guarded(ticketId, () -> triage.ended(update, known)))
                .or(() -> Optional.of(worker.run(ticketId, null)));
    }

    /** No outcomes when it is not known what became of them: each ticket is then looked at by itself. */
    private List<WriteOutcome> written(List<TicketUpdate> updates) {
        try {
            return settings.helpdesk().writeAll(updates);
        } catch (HelpdeskUnavailableException | HelpdeskRefusedException together) {
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
        FutureTask<Optional<SyncEvent>> task = new FutureTask<>(() -> stopped.getAsBoolean()
                ? Optional.of(SyncEvent.of(ticketId, SyncEvent.Kind.LATER, "the sync is ending"))
                : step.get());
        try {
            workers.execute(task);
        } catch (RejectedExecutionException fullOrEnding) {
            // Webhooks have filled the queue, or the sync ends, and then the task says so.
            task.run();
        }
        return task;
    }

    private void await(List<Future<Optional<SyncEvent>>> running) throws InterruptedException {
        try {
            for (Future<Optional<SyncEvent>> one : running) {
                one.get().ifPresent(tally::count);
            }
        } catch (InterruptedException told) {
            running.forEach(other -> other.cancel(true));
            throw told;
        } catch (ExecutionException failed) {
            running.forEach(other -> other.cancel(true));
            throw failed.getCause() instanceof RuntimeException hitsEveryTicket
                    ? hitsEveryTicket
                    : new IllegalStateException("A ticket ended with an error", failed.getCause());
        }
    }
}
