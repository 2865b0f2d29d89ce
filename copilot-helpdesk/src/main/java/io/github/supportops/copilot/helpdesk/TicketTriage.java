package io.github.supportops.copilot.helpdesk;

import io.github.supportops.copilot.AnalysisResult;
import io.github.supportops.copilot.Ticket;
import io.github.supportops.copilot.review.FeedbackEntry;
import io.github.supportops.copilot.review.Review;
import io.github.supportops.copilot.review.ReviewPolicy;
import io.github.supportops.copilot.review.ReviewQueue;
import io.github.supportops.copilot.review.ReviewState;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Brings one ticket to where it should be: looks, analyses, decides, writes, and begins again with a fresh look whenever the
 * ticket has changed meanwhile. Running it again does nothing more, wherever an earlier run ended.
 */
final class TicketTriage {
    /** An agent who changes a ticket this often within one triage gets it to themselves for a while. */
    private static final int MOST_LOOKS = 6;

    private final SyncSettings settings;
    private final SyncState state;
    private final TriagePlan plan;

    TicketTriage(SyncSettings settings, SyncState state) {
        this.settings = settings;
        this.state = state;
        this.plan = TriagePlan.of(settings.policy(), settings.helpdesk());
    }

    /**
     * Triages a ticket.
     *
     * @param known the ticket as a listing has it, or null to read it
     */
    SyncEvent run(String ticketId, @Nullable HelpdeskTicket known) {
        return looked(ticketId, known, null);
    }

    private SyncEvent looked(String ticketId, @Nullable HelpdeskTicket known, @Nullable Prepared before) {
        Prepared prepared = before;
        HelpdeskTicket ticket = known;
        for (int look = 0; look < MOST_LOOKS; look++) {
            if (ticket == null) {
                ticket = settings.helpdesk().read(ticketId).orElse(null);
            }
            Optional<SyncEvent> done = nothingToDo(ticketId, ticket);
            if (done.isPresent() || ticket == null) {
                return done.orElseThrow();
            }
            Prepared ready = prepared;
            if (ready == null || !ready.fits(ticket)) {
                Assessment assessment = assess(ticket);
                ready = assessment.prepared();
                if (ready == null) {
                    return Objects.requireNonNull(assessment.end(), "either ready or at its end");
                }
                prepared = ready;
            }
            Optional<SyncEvent> written = write(ticket, ready);
            if (written.isPresent()) {
                return written.get();
            }
            ticket = null;
        }
        return SyncEvent.of(ticketId, SyncEvent.Kind.LATER, "it changes all the time");
    }

    /** Writes what a person has decided, unless the customer has written since: that message gets a triage of its own. */
    SyncEvent decided(FeedbackEntry entry) {
        String ticketId = entry.ticket().id();
        Optional<AnalysisResult> settled = settled(entry);
        TriageMarker marker = marker(entry.ticket());
        if (state.held(ticketId).equals(Optional.of(marker.text()))) {
            state.notHeld(ticketId);
        }
        if (settled.isEmpty()) {
            return SyncEvent.of(ticketId, SyncEvent.Kind.DISMISSED, "");
        }
        return looked(
                ticketId,
                null,
                new Prepared(settled.get(), marker, entry.decision().by()));
    }

    /** The update for a ticket that still needs one, for help desks that take many at once. */
    Assessment assessed(String ticketId, @Nullable HelpdeskTicket ticket) {
        Optional<SyncEvent> done = nothingToDo(ticketId, ticket);
        return done.isPresent() || ticket == null ? new Assessment(null, done.orElseThrow()) : assess(ticket);
    }

    TicketUpdate update(HelpdeskTicket ticket, Prepared prepared) {
        return plan.update(ticket, prepared.result(), prepared.decidedBy());
    }

    private Optional<SyncEvent> nothingToDo(String ticketId, @Nullable HelpdeskTicket ticket) {
        if (ticket == null || ticket.status() == TicketStatus.CLOSED) {
            return Optional.of(SyncEvent.of(ticketId, SyncEvent.Kind.GONE, ticket == null ? "not found" : "closed"));
        }
        if (ticket.lastCustomerMessage().isEmpty()) {
            return Optional.of(SyncEvent.of(
                    ticketId, SyncEvent.Kind.NOTHING_TO_DO, "the customer wrote nothing that can be read"));
        }
        if (ticket.isTriaged()) {
            return Optional.of(SyncEvent.of(ticketId, SyncEvent.Kind.ALREADY_TRIAGED, ""));
        }
        if (ticket.status() == TicketStatus.SOLVED && !settings.policy().solvedTickets()) {
            return Optional.of(SyncEvent.of(ticketId, SyncEvent.Kind.NOTHING_TO_DO, "solved"));
        }
        return Optional.empty();
    }

    private Assessment assess(HelpdeskTicket ticket) {
        TriageMarker marker = ticket.marker().orElseThrow();
        ReviewQueue queue = settings.policy().holdForReview() ? settings.reviewQueue() : null;
        if (queue != null && state.held(ticket.id()).equals(Optional.of(marker.text()))) {
            return new Assessment(null, SyncEvent.of(ticket.id(), SyncEvent.Kind.HELD, "waiting for a person"));
        }
        Ticket question = ticket.ticket();
        AnalysisResult result = reviewed(question, settings.analyzer().analyze(question));
        if (queue == null || !result.needsReview()) {
            return new Assessment(new Prepared(result, marker, null), null);
        }
        return settings.dryRun()
                ? new Assessment(null, SyncEvent.of(ticket.id(), SyncEvent.Kind.HELD, "would wait for a person"))
                : hold(queue, question, result, marker);
    }

    /** A review that is already decided, by a run that ended before it knew, counts as it was decided. */
    private Assessment hold(ReviewQueue queue, Ticket question, AnalysisResult result, TriageMarker marker) {
        Review review = queue.submit(question, result);
        if (review.state() == ReviewState.PENDING) {
            state.held(question.id(), marker);
            return new Assessment(
                    null, SyncEvent.of(question.id(), SyncEvent.Kind.HELD, "put on the review desk as " + review.id()));
        }
        FeedbackEntry entry = FeedbackEntry.of(review);
        return settled(entry)
                .map(decided -> new Assessment(
                        new Prepared(decided, marker, entry.decision().by()), null))
                .orElseGet(() -> new Assessment(null, SyncEvent.of(question.id(), SyncEvent.Kind.DISMISSED, "")));
    }

    private AnalysisResult reviewed(Ticket question, AnalysisResult result) {
        ReviewPolicy policy = settings.reviewPolicy();
        return policy == null || result.needsReview()
                ? result
                : result.toBuilder()
                        .reviewReasons(policy.reasons(question, result))
                        .build();
    }

    private static Optional<AnalysisResult> settled(FeedbackEntry entry) {
        return entry.settled()
                .map(analysis -> entry.said().toBuilder()
                        .analysis(analysis)
                        .reviewReasons(List.of())
                        .build());
    }

    private TriageMarker marker(Ticket question) {
        return TriageMarker.of(
                settings.helpdesk().system(),
                question.id(),
                question.attributes().getOrDefault(HelpdeskTicket.MESSAGE_ATTRIBUTE, ""));
    }

    /** Writes; empty when the ticket has to be looked at again. */
    private Optional<SyncEvent> write(HelpdeskTicket ticket, Prepared prepared) {
        TicketUpdate update = update(ticket, prepared);
        if (settings.dryRun()) {
            return Optional.of(new SyncEvent(
                    ticket.id(),
                    SyncEvent.Kind.PLANNED,
                    "",
                    update.changes(),
                    settings.helpdesk().preview(update)));
        }
        audit(update, AuditEntry.Step.SENDING);
        WriteOutcome outcome;
        try {
            outcome = settings.helpdesk().write(update);
        } catch (HelpdeskUnavailableException unknown) {
            audit(update, AuditEntry.Step.UNKNOWN);
            if (unknown.mayHaveHappened() && !Thread.currentThread().isInterrupted()) {
                return Optional.empty();
            }
            throw unknown;
        } catch (HelpdeskRefusedException refused) {
            outcome = WriteOutcome.failed(refused);
        }
        return ended(update, outcome);
    }

    /** What an outcome means; empty when the ticket has to be looked at again. @throws HelpdeskRefusedException if it failed */
    Optional<SyncEvent> ended(TicketUpdate update, WriteOutcome outcome) {
        audit(update, AuditEntry.Step.of(outcome));
        String id = update.ticket().id();
        return switch (outcome.kind()) {
            case WRITTEN -> Optional.of(new SyncEvent(id, SyncEvent.Kind.TRIAGED, "", update.changes(), List.of()));
            case CONFLICT -> Optional.empty();
            case ALREADY_THERE -> Optional.of(SyncEvent.of(id, SyncEvent.Kind.ALREADY_TRIAGED, ""));
            case GONE -> Optional.of(SyncEvent.of(id, SyncEvent.Kind.GONE, "closed"));
            case FAILED -> throw Objects.requireNonNull(outcome.failure(), "a failed write says why");
        };
    }

    void audit(TicketUpdate update, AuditEntry.Step step) {
        settings.audit()
                .append(new AuditEntry(
                        settings.time().now(),
                        update.ticket().system(),
                        update.ticket().id(),
                        update.ticket().version(),
                        step,
                        update.changes()));
    }

    /**
     * A triage that is ready to be written.
     *
     * @param result the triage
     * @param marker the customer message it is about
     * @param decidedBy the person behind it, or null
     */
    record Prepared(
            AnalysisResult result,
            TriageMarker marker,
            @Nullable String decidedBy) {
        boolean fits(HelpdeskTicket ticket) {
            return ticket.marker().equals(Optional.of(marker));
        }
    }

    /** Either a triage that is ready, or the end of it. */
    record Assessment(@Nullable Prepared prepared, @Nullable SyncEvent end) {}
}
