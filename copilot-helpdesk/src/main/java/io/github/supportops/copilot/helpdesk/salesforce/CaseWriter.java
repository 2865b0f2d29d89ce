package io.github.supportops.copilot.helpdesk.salesforce;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.supportops.copilot.helpdesk.HelpdeskException;
import io.github.supportops.copilot.helpdesk.HelpdeskRefusedException;
import io.github.supportops.copilot.helpdesk.HelpdeskRequest;
import io.github.supportops.copilot.helpdesk.HelpdeskSetupException;
import io.github.supportops.copilot.helpdesk.HelpdeskTicket;
import io.github.supportops.copilot.helpdesk.HelpdeskUnavailableException;
import io.github.supportops.copilot.helpdesk.TicketUpdate;
import io.github.supportops.copilot.helpdesk.WriteOutcome;
import io.github.supportops.copilot.helpdesk.internal.Call;
import io.github.supportops.copilot.helpdesk.internal.Reply;
import io.github.supportops.copilot.helpdesk.internal.Time;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Writes an update: reads the case once more, then changes fields and adds the comment by one composite call, all or
 * nothing. Thread-safe.
 *
 * <p>Both checks are needed. {@code If-Unmodified-Since} is looked at by Salesforce in the moment of the write, but knows
 * whole seconds only, and an update that only adds a comment has no request that could carry it. The read before sees the
 * marker, new messages, and values that changed within the second, but is a moment earlier.
 */
final class CaseWriter {
    private static final int TRIES = 5;

    private final SalesforceRest rest;
    private final CaseReader reader;
    private final CaseQuery query;
    private final CompositeWrite composite;
    private final Time time;

    CaseWriter(SalesforceRest rest, CaseReader reader, CaseQuery query, CompositeWrite composite, Time time) {
        this.rest = rest;
        this.reader = reader;
        this.query = query;
        this.composite = composite;
        this.time = time;
    }

    List<HelpdeskRequest> preview(TicketUpdate update) {
        Call read = Call.get(rest.queryPath(query.one(update.ticket().id())), List.of(SalesforceRest.LANE));
        return List.of(read.preview(), composite.call(update).preview());
    }

    /** A try whose reply was lost is followed by another look: the marker tells whether it had its effect. */
    WriteOutcome write(TicketUpdate update) {
        boolean unknown = false;
        for (int attempt = 1; ; attempt++) {
            Optional<WriteOutcome> settled = look(update, unknown);
            if (settled.isPresent()) {
                return settled.get();
            }
            try {
                Optional<WriteOutcome> done = outcome(update, rest.send(composite.call(update)));
                if (done.isPresent()) {
                    return done.get();
                }
                if (attempt >= TRIES) {
                    throw new HelpdeskUnavailableException(
                            "The case is locked by another transaction, or the org is not well (UNABLE_TO_LOCK_ROW or a"
                                    + " status of the 5xx kind); nothing was written",
                            null,
                            null,
                            false,
                            null);
                }
            } catch (HelpdeskUnavailableException lost) {
                if (!lost.mayHaveHappened()
                        || attempt >= TRIES
                        || Thread.currentThread().isInterrupted()) {
                    throw lost;
                }
                unknown = true;
            }
            pause(attempt, unknown);
        }
    }

    /** Reads the case and says what is settled without writing; empty if it is as it was. */
    private Optional<WriteOutcome> look(TicketUpdate update, boolean unknown) {
        Optional<HelpdeskTicket> found;
        try {
            found = reader.read(update.ticket().id());
        } catch (HelpdeskException failed) {
            throw unknown
                    ? new HelpdeskUnavailableException(
                            "It is not known whether a case was written, and reading it failed",
                            null,
                            null,
                            true,
                            failed)
                    : failed;
        }
        if (found.isEmpty()) {
            return Optional.of(WriteOutcome.gone());
        }
        HelpdeskTicket now = found.get();
        if (now.has(update.note().marker())) {
            return Optional.of(unknown ? WriteOutcome.written(now.version()) : WriteOutcome.alreadyThere());
        }
        return isAsRead(update, now) ? Optional.empty() : Optional.of(WriteOutcome.conflict());
    }

    private static boolean isAsRead(TicketUpdate update, HelpdeskTicket now) {
        HelpdeskTicket read = update.ticket();
        return now.version().equals(read.version())
                && now.priority().equals(read.priority())
                && now.group().equals(read.group())
                && now.escalated() == read.escalated()
                && update.fields().keySet().stream()
                        .allMatch(name -> Optional.ofNullable(now.fields().get(name))
                                .equals(Optional.ofNullable(read.fields().get(name))));
    }

    /** Empty if nothing was written and trying again makes sense. The outer status says nothing about the parts. */
    private Optional<WriteOutcome> outcome(TicketUpdate update, Reply reply) {
        if (reply.status() == 404) {
            throw new HelpdeskSetupException("The org does not know composite calls of this API version", 404);
        }
        if (!reply.isSuccess()) {
            throw refused(update, SalesforceErrors.of(reply), reply.status());
        }
        JsonNode parts = reply.json().path("compositeResponse");
        boolean allWritten = parts.size() == composite.parts(update);
        for (JsonNode part : parts) {
            int status = part.path("httpStatusCode").asInt();
            SalesforceErrors errors = SalesforceErrors.of(part.path("body"));
            if (status >= 200 && status < 300) {
                continue;
            }
            allWritten = false;
            if (status == 412) {
                return Optional.of(WriteOutcome.conflict());
            }
            if (errors.sayGone()) {
                return Optional.of(WriteOutcome.gone());
            }
            if (errors.has("UNABLE_TO_LOCK_ROW") || status >= 500) {
                return Optional.empty();
            }
            if (!errors.onlyHalted()) {
                throw refused(update, errors, status);
            }
        }
        if (!allWritten) {
            throw new HelpdeskUnavailableException(
                    "A composite call was answered without saying what became of its parts", 200, null, true, null);
        }
        return Optional.of(WriteOutcome.written(null));
    }

    private static HelpdeskRefusedException refused(TicketUpdate update, SalesforceErrors errors, int status) {
        return new HelpdeskRefusedException(
                "Salesforce does not take the update of case " + update.ticket().id() + ": " + errors.words()
                        + "; nothing of it was written",
                status,
                errors.fields());
    }

    private void pause(int attempt, boolean unknown) {
        try {
            time.sleep(Duration.ofMillis(250L << attempt));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new HelpdeskUnavailableException("Writing a case was interrupted", null, null, unknown, null);
        }
    }
}
