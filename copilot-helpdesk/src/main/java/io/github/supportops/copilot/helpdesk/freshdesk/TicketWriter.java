package io.github.supportops.copilot.helpdesk.freshdesk;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.supportops.copilot.helpdesk.HelpdeskMessage;
import io.github.supportops.copilot.helpdesk.HelpdeskRefusedException;
import io.github.supportops.copilot.helpdesk.HelpdeskTicket;
import io.github.supportops.copilot.helpdesk.HelpdeskUnavailableException;
import io.github.supportops.copilot.helpdesk.Priority;
import io.github.supportops.copilot.helpdesk.TicketStatus;
import io.github.supportops.copilot.helpdesk.TicketUpdate;
import io.github.supportops.copilot.helpdesk.WriteOutcome;
import io.github.supportops.copilot.helpdesk.internal.Call;
import io.github.supportops.copilot.helpdesk.internal.HelpdeskJson;
import io.github.supportops.copilot.helpdesk.internal.Reply;
import io.github.supportops.copilot.helpdesk.internal.Time;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;

/**
 * Writes an update by two calls: the values, then the note. Freshdesk knows neither versions nor keys against repetition, so
 * both are made here. The ticket is read immediately before its values are written, and must be as the update knows it. The
 * note comes last, because its marker says that everything is done: after a crash in between, the values are found in place
 * and only the note is added. A note whose call ended in the dark is looked for before it is sent again.
 */
final class TicketWriter {
    private static final int ROUNDS = 3;
    private static final Duration SETTLING = Duration.ofSeconds(2);
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(10);

    private final FreshdeskApi api;
    private final TicketReader reader;
    private final Supplier<TicketFields> fields;
    private final Time time;
    private final Duration settling;

    TicketWriter(
            FreshdeskApi api, TicketReader reader, Supplier<TicketFields> fields, Time time, Duration callDeadline) {
        this.api = api;
        this.reader = reader;
        this.fields = fields;
        this.time = time;
        this.settling = callDeadline.compareTo(SETTLING) < 0 ? callDeadline : SETTLING;
    }

    /** {@return the calls that write an update to the ticket it was made for} */
    List<Call> calls(TicketUpdate update) {
        List<Call> calls = new ArrayList<>();
        ObjectNode values = values(update, update.ticket());
        if (!values.isEmpty()) {
            calls.add(FreshdeskApi.update(update.ticket().id(), values));
        }
        calls.add(note(update));
        return calls;
    }

    WriteOutcome write(TicketUpdate update) {
        if (update.escalate()) {
            throw new HelpdeskRefusedException(
                    "Freshdesk has no escalation flag to set; use a tag, the priority or a group",
                    null,
                    List.of("escalated"));
        }
        Progress progress = new Progress();
        for (int round = 1; ; round++) {
            try {
                return attempt(update, progress);
            } catch (HelpdeskUnavailableException dark) {
                boolean again = dark.mayHaveHappened() || isUpdateRefused(dark, progress);
                if (!again || round == ROUNDS || Thread.currentThread().isInterrupted()) {
                    throw progress.anythingSent ? halfWay(dark) : dark;
                }
                if (dark.mayHaveHappened()) {
                    settle(dark);
                }
            }
        }
    }

    /** An update that came too soon needs a new look, for which its class of calls waits. */
    private static boolean isUpdateRefused(HelpdeskUnavailableException dark, Progress progress) {
        boolean soon =
                dark.retryAfter().map(wait -> wait.compareTo(LONGEST_WAIT) <= 0).orElse(true);
        return progress.updating && dark.status().orElse(0) == 429 && soon;
    }

    /** What is certain so far. */
    private static final class Progress {
        private boolean anythingSent;
        private boolean updating;
        private boolean valuesWritten;
    }

    /** The call that failed last may have been a mere look, but what was sent before it stays sent. */
    private static HelpdeskUnavailableException halfWay(HelpdeskUnavailableException dark) {
        return new HelpdeskUnavailableException(
                String.valueOf(dark.getMessage()),
                dark.status().isPresent() ? dark.status().getAsInt() : null,
                dark.retryAfter().orElse(null),
                true,
                dark);
    }

    private WriteOutcome attempt(TicketUpdate update, Progress progress) {
        progress.updating = false;
        String ticketId = update.ticket().id();
        Optional<List<JsonNode>> conversation = reader.conversation(ticketId);
        Call look = progress.valuesWritten || values(update, update.ticket()).isEmpty()
                ? FreshdeskApi.view(ticketId)
                : FreshdeskApi.look(ticketId);
        Optional<TicketReader.Head> head = conversation.isEmpty() ? Optional.empty() : reader.view(look);
        if (conversation.isEmpty() || head.isEmpty()) {
            return WriteOutcome.gone();
        }
        List<HelpdeskMessage> messages = reader.messages(head.get().json(), conversation.get());
        HelpdeskTicket now = reader.ticket(head.get(), messages);
        if (now.has(update.note().marker())) {
            return progress.anythingSent ? WriteOutcome.written(null) : WriteOutcome.alreadyThere();
        }
        if (now.status() == TicketStatus.CLOSED) {
            return WriteOutcome.gone();
        }
        if (!progress.valuesWritten) {
            ObjectNode values = values(update, now);
            boolean done = values.isEmpty() && !values(update, update.ticket()).isEmpty();
            if (!isAboutSameMessage(update, now) || (!done && !isUnchanged(update.ticket(), now))) {
                return WriteOutcome.conflict();
            }
            if (!values.isEmpty()) {
                Reply reply = sendValues(FreshdeskApi.update(ticketId, values), progress);
                if (!reply.isSuccess()) {
                    return reply.status() == 409 ? WriteOutcome.conflict() : WriteOutcome.gone();
                }
            }
            progress.anythingSent |= !values.isEmpty();
            progress.valuesWritten = true;
        }
        return addNote(update, progress);
    }

    private Reply sendValues(Call update, Progress progress) {
        progress.updating = true;
        try {
            return api.send(update, 404, 405, 409);
        } catch (HelpdeskUnavailableException dark) {
            progress.anythingSent |= dark.mayHaveHappened();
            throw dark;
        }
    }

    /**
     * The version after the note is not told, and asking for it could give one that already has the customer's next message
     * in it, which would then be taken for known.
     */
    private WriteOutcome addNote(TicketUpdate update, Progress progress) {
        progress.anythingSent = true;
        Reply reply = api.send(note(update), 404, 405);
        return reply.isSuccess() ? WriteOutcome.written(null) : WriteOutcome.gone();
    }

    private static boolean isAboutSameMessage(TicketUpdate update, HelpdeskTicket now) {
        return now.marker().equals(Optional.of(update.note().marker()));
    }

    /** The stamp knows whole seconds only, so what could have changed within one is compared too. */
    private static boolean isUnchanged(HelpdeskTicket read, HelpdeskTicket now) {
        return Versions.sameStamp(read.version(), now.version())
                && read.status() == now.status()
                && read.priority().equals(now.priority())
                && read.tags().equals(now.tags())
                && read.fields().equals(now.fields())
                && read.group().equals(now.group());
    }

    /** The values the update sets that the ticket does not have; nothing else is ever sent. */
    private ObjectNode values(TicketUpdate update, HelpdeskTicket ticket) {
        ObjectNode body = HelpdeskJson.object();
        update.priority().ifPresent(urgency -> {
            int wanted = Priorities.of(urgency);
            if (!ticket.priority().map(Priority::value).equals(Optional.of(String.valueOf(wanted)))) {
                body.put("priority", wanted);
            }
        });
        Set<String> tags = merged(update, ticket);
        if (!tags.equals(ticket.tags())) {
            tags.forEach(body.withArray("tags")::add);
        }
        update.fields().forEach((name, value) -> {
            String there = ticket.fields().get(name);
            if (there == null || !fields.get().same(name, there, value)) {
                body.withObject("/custom_fields").set(name, fields.get().value(name, value));
            }
        });
        update.group()
                .filter(group -> !ticket.group().equals(Optional.of(group)))
                .ifPresent(group -> body.put("group_id", Long.parseLong(FreshdeskApi.number(group))));
        return body;
    }

    /** Freshdesk replaces the whole list, so the tags of the ticket as it is now go along. */
    private static Set<String> merged(TicketUpdate update, HelpdeskTicket ticket) {
        Set<String> tags = new TreeSet<>(ticket.tags());
        tags.removeAll(update.removedTags());
        tags.addAll(update.addedTags());
        return tags;
    }

    private static Call note(TicketUpdate update) {
        ObjectNode body = HelpdeskJson.object();
        body.put("body", NoteHtml.of(update.note()));
        body.put("private", true);
        return FreshdeskApi.note(update.ticket().id(), body);
    }

    /** A call whose reply was lost may still be at work. */
    private void settle(HelpdeskUnavailableException dark) {
        try {
            time.sleep(settling);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw dark;
        }
    }
}
