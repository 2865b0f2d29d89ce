package io.github.supportops.copilot.helpdesk;

import io.github.supportops.copilot.TicketAnalyzer;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps a help desk triaged: sweeps over what changed for completeness, and takes webhooks for speed. Each message of a
 * customer is triaged once, however often the process is killed, a webhook repeated or a call cut off: the note of a triage
 * carries a marker, every write checks that the ticket still is as it was read, and the place in the changes moves only when
 * what lies before it is done. Thread-safe. The caller closes it, and then help desk, analyzer, checkpoints and audit log,
 * which it does not close.
 *
 * <pre>{@code
 * try (HelpdeskSync sync = HelpdeskSync.builder(helpdesk, analyzer)
 *         .checkpoints(Checkpoints.file(Path.of("zendesk.state")))
 *         .audit(AuditLog.file(Path.of("zendesk.audit.jsonl")))
 *         .build()) {
 *     SyncReport report = sync.once();
 * }
 * }</pre>
 */
public final class HelpdeskSync implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(HelpdeskSync.class);
    private static final int MOST_WAITING = 10_000;
    private static final Duration FIRST_LOOK_BACK = Duration.ofDays(1);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(10);

    private final SyncSettings settings;
    private final SyncState state;
    private final TicketTriage triage;
    private final TicketWorker worker;
    private final ThreadPoolExecutor workers;
    private final @Nullable Instant since;
    private final AtomicReference<@Nullable RuntimeException> broken = new AtomicReference<>();
    private final Semaphore wakeUp = new Semaphore(0);
    private volatile boolean stopped;

    HelpdeskSync(SyncSettings settings, Checkpoints checkpoints, @Nullable Instant since, int concurrency) {
        this.settings = settings;
        this.state = new SyncState(checkpoints, settings.helpdesk().system());
        this.triage = new TicketTriage(settings, state);
        this.worker = new TicketWorker(settings, state, triage);
        this.since = since;
        this.workers = new ThreadPoolExecutor(
                concurrency, concurrency, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>(MOST_WAITING), task -> {
                    Thread thread = new Thread(task, "copilot-sync");
                    thread.setDaemon(true);
                    return thread;
                });
    }

    /** {@return a builder; it names every default} */
    public static HelpdeskSyncBuilder builder(Helpdesk helpdesk, TicketAnalyzer analyzer) {
        return new HelpdeskSyncBuilder(helpdesk, analyzer);
    }

    /** {@return the system it keeps triaged, see {@link Helpdesk#system()}} */
    public String system() {
        return settings.helpdesk().system();
    }

    /**
     * Checks the set-up: key, rights, and everything the policy names.
     *
     * @throws HelpdeskSetupException naming everything that is missing
     */
    public void check() {
        settings.helpdesk().check(settings.policy());
    }

    /**
     * Sweeps once until nothing is left, and tries everything again that did not work before.
     *
     * @throws HelpdeskException if the help desk cannot be read at all
     * @throws io.github.supportops.copilot.SetupException if no ticket can be analysed with this set-up
     * @throws InterruptedException if the thread is interrupted; what is written stays, the rest is done next time
     */
    public SyncReport once() throws InterruptedException {
        return sweep(true);
    }

    /**
     * Sweeps again and again until {@link #stop()}, with a pause in between. A help desk that cannot be reached is tried
     * again later.
     *
     * @param pause between two sweeps; webhooks are handled at once
     * @throws HelpdeskSetupException if key, rights or address do not work any more
     * @throws io.github.supportops.copilot.SetupException if no ticket can be analysed with this set-up
     * @throws InterruptedException if the thread is interrupted
     */
    public void follow(Duration pause) throws InterruptedException {
        Duration wait = pause;
        while (!stopped) {
            try {
                sweep(false);
                wait = pause;
            } catch (HelpdeskUnavailableException unavailable) {
                wait = longer(wait, unavailable.retryAfter());
                LOG.warn(
                        "{} cannot be read, trying again in {} s: {}",
                        settings.helpdesk().system(),
                        wait.toSeconds(),
                        unavailable.getMessage());
            }
            if (!stopped) {
                boolean told = wakeUp.tryAcquire(wait.toNanos(), TimeUnit.NANOSECONDS);
                if (told) {
                    LOG.debug("Woken up");
                }
            }
            throwIfBroken();
        }
    }

    private static Duration longer(Duration last, Optional<Duration> asked) {
        Duration doubled = last.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0 ? last.multipliedBy(2) : LONGEST_PAUSE;
        return asked.filter(duration -> duration.compareTo(doubled) > 0).orElse(doubled);
    }

    private SyncReport sweep(boolean allRetries) throws InterruptedException {
        throwIfBroken();
        return new Sweep(settings, state, worker, triage, workers, () -> stopped).run(start(), allRetries);
    }

    /** Another start than the last time begins anew from there; the same one goes on where the last run ended. */
    private Instant start() {
        if (since != null && !state.since().equals(Optional.of(since.toString()))) {
            state.startOver(since.toString());
        }
        if (since == null && state.since().isEmpty()) {
            state.startOver(settings.time()
                    .now()
                    .minus(FIRST_LOOK_BACK)
                    .truncatedTo(ChronoUnit.SECONDS)
                    .toString());
        }
        return Instant.parse(state.since().orElseThrow());
    }

    /**
     * Takes a webhook call: verifies it, remembers it on the disk, and has it handled in the background. Returns within
     * milliseconds. A repeated event is taken once.
     *
     * @return what to answer
     * @throws WebhookRefusedException if it is not proven to come from the help desk, too old, or not readable
     */
    public WebhookNotice accept(WebhookRequest request) {
        WebhookNotice notice = settings.helpdesk().webhook(request);
        if (state.isKnown(notice.eventId())) {
            return notice;
        }
        for (String ticketId : notice.ticketIds()) {
            state.received(ticketId, notice.eventId());
        }
        state.remember(notice.eventId(), settings.time().now());
        notice.ticketIds().forEach(ticketId -> handleSoon(ticketId, notice.eventId()));
        return notice;
    }

    private void handleSoon(String ticketId, String eventId) {
        try {
            workers.execute(() -> handle(ticketId, eventId));
        } catch (RejectedExecutionException full) {
            LOG.debug("The next sweep looks at ticket {}", ticketId);
        }
    }

    private void handle(String ticketId, String eventId) {
        if (stopped) {
            return;
        }
        try {
            worker.run(ticketId, null);
            state.handled(ticketId, eventId);
        } catch (RuntimeException hitsEveryTicket) {
            broken.compareAndSet(null, hitsEveryTicket);
            wakeUp.release();
        }
    }

    private void throwIfBroken() {
        RuntimeException failure = broken.getAndSet(null);
        if (failure != null) {
            throw failure;
        }
    }

    /** {@return how many tickets named by webhooks have not been handled yet} */
    public int waiting() {
        return state.inbox().size();
    }

    /** {@return the tickets that are on the list to be tried again} */
    public List<String> retrying() {
        return state.retries().keySet().stream().map(SyncState::ticketOf).toList();
    }

    /** Ends {@link #follow} and {@link #once} after the tickets that are being handled; may be called from any thread. */
    public void stop() {
        stopped = true;
        wakeUp.release();
    }

    /** As {@link #stop()}, and interrupts the tickets that are being handled; they are looked at again next time. */
    public void stopNow() {
        stop();
        cutOff();
    }

    /** What had not begun ends by itself, now that the sync is stopped; without that, a sweep would wait for it for ever. */
    private void cutOff() {
        workers.shutdownNow().forEach(Runnable::run);
    }

    /** Stops, waits up to 30 seconds for the tickets that are being handled, and interrupts what is left. */
    @Override
    public void close() {
        stop();
        workers.shutdown();
        try {
            if (!workers.awaitTermination(30, TimeUnit.SECONDS)) {
                cutOff();
            }
        } catch (InterruptedException interrupted) {
            cutOff();
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public String toString() {
        return "HelpdeskSync[" + settings.helpdesk().system() + ", " + settings.policy() + "]";
    }
}
