package io.github.supportops.copilot.helpdesk;

import io.github.supportops.copilot.AnalysisException;
import io.github.supportops.copilot.ProviderUnavailableException;
import io.github.supportops.copilot.SetupException;
import io.github.supportops.copilot.review.FeedbackEntry;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs {@link TicketTriage} for one ticket at a time and turns failures into what happens next: a failure of one ticket is
 * tried again later, one that will hit every ticket is thrown. Thread-safe.
 */
final class TicketWorker {
    private static final Logger LOG = LoggerFactory.getLogger(TicketWorker.class);
    private static final int MOST_TRIES = 8;
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(30);
    private static final Duration LONGEST_PAUSE = Duration.ofHours(1);

    private final SyncSettings settings;
    private final SyncState state;
    private final TicketTriage triage;
    private final ReentrantLock[] turns = new ReentrantLock[64];

    TicketWorker(SyncSettings settings, SyncState state, TicketTriage triage) {
        this.settings = settings;
        this.state = state;
        this.triage = triage;
        for (int place = 0; place < turns.length; place++) {
            turns[place] = new ReentrantLock();
        }
    }

    /** Brings a ticket to where it should be; a webhook and a sweep that name the same ticket take turns. */
    SyncEvent run(String ticketId, @Nullable HelpdeskTicket known) {
        return guarded(ticketId, () -> Optional.of(triage.run(ticketId, known))).orElseThrow();
    }

    /** Writes a decision; on a later try the review desk still knows it. */
    SyncEvent decided(FeedbackEntry entry) {
        return guarded(entry.ticket().id(), () -> Optional.of(triage.decided(entry)))
                .orElseThrow();
    }

    /** Runs any step of a ticket in its turn, with the same treatment of failures; empty when it is not the last step. */
    Optional<SyncEvent> guarded(String ticketId, Supplier<Optional<SyncEvent>> step) {
        ReentrantLock turn = turn(ticketId);
        turn.lock();
        try {
            return outcome(ticketId, step).map(event -> told(remembered(event)));
        } finally {
            turn.unlock();
        }
    }

    private Optional<SyncEvent> outcome(String ticketId, Supplier<Optional<SyncEvent>> step) {
        try {
            return step.get();
        } catch (HelpdeskSetupException | SetupException | UncheckedIOException hitsEveryTicket) {
            throw hitsEveryTicket;
        } catch (HelpdeskUnavailableException unavailable) {
            return Optional.of(postponed(ticketId, String.valueOf(unavailable.getMessage()), unavailable.retryAfter()));
        } catch (ProviderUnavailableException unavailable) {
            return Optional.of(postponed(ticketId, String.valueOf(unavailable.getMessage()), unavailable.retryAfter()));
        } catch (HelpdeskRefusedException | AnalysisException failed) {
            return Optional.of(failed(ticketId, String.valueOf(failed.getMessage())));
        } catch (CancellationException interrupted) {
            return Optional.of(postponed(ticketId, "the sync is ending", Optional.empty()));
        } catch (RuntimeException fault) {
            // The message of a fault may hold ticket text; its type does not.
            LOG.error(
                    "A fault at ticket {} of {}", ticketId, settings.helpdesk().system(), withoutMessage(fault));
            return Optional.of(failed(ticketId, "a fault: " + fault.getClass().getSimpleName()));
        }
    }

    private static Throwable withoutMessage(RuntimeException fault) {
        Throwable bare = new Throwable(fault.getClass().getName());
        bare.setStackTrace(fault.getStackTrace());
        return bare;
    }

    /** The ticket itself does not work: some tries, with longer and longer pauses, and then it is given up. */
    private SyncEvent failed(String ticketId, String why) {
        int tries = tries(ticketId) + 1;
        if (tries >= MOST_TRIES) {
            return SyncEvent.of(ticketId, SyncEvent.Kind.FAILED, "given up after " + tries + " tries: " + why);
        }
        Duration pause = min(FIRST_PAUSE.multipliedBy(1L << (tries - 1)), LONGEST_PAUSE);
        state.retry(ticketId, new SyncState.Retry(tries, settings.time().now().plus(pause)));
        return SyncEvent.of(ticketId, SyncEvent.Kind.LATER, why);
    }

    /** Nothing is wrong with the ticket: an outage, however long, is no try. */
    private SyncEvent postponed(String ticketId, String why, Optional<Duration> asked) {
        Duration pause =
                asked.filter(longer -> longer.compareTo(FIRST_PAUSE) > 0).orElse(FIRST_PAUSE);
        state.retry(
                ticketId,
                new SyncState.Retry(tries(ticketId), settings.time().now().plus(pause)));
        return SyncEvent.of(ticketId, SyncEvent.Kind.LATER, why);
    }

    private int tries(String ticketId) {
        return state.retry(ticketId).map(SyncState.Retry::tries).orElse(0);
    }

    private static Duration min(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    /** A ticket that changes all the time has to be on the list as well; what has ended has to go from it. */
    private SyncEvent remembered(SyncEvent event) {
        if (event.kind() != SyncEvent.Kind.LATER) {
            state.noRetry(event.ticketId());
        } else if (state.retry(event.ticketId()).isEmpty()) {
            return postponed(event.ticketId(), event.detail(), Optional.empty());
        }
        return event;
    }

    private SyncEvent told(SyncEvent event) {
        settings.listener().accept(event);
        return event;
    }

    private ReentrantLock turn(String ticketId) {
        return turns[Math.floorMod(ticketId.hashCode(), turns.length)];
    }
}
