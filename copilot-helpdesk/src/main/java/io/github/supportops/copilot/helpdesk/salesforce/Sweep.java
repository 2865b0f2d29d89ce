package io.github.supportops.copilot.helpdesk.salesforce;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.supportops.copilot.helpdesk.ChangePage;
import io.github.supportops.copilot.helpdesk.HelpdeskTicket;
import io.github.supportops.copilot.helpdesk.TicketChange;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Finds cases that changed: first the cases themselves, then comments and mails that came without moving the stamp of their
 * case, which nothing promises they do. Thread-safe.
 */
final class Sweep {
    private static final int MESSAGES_A_PAGE = 200;

    private final SalesforceRest rest;
    private final CaseReader reader;
    private final CaseQuery query;
    private final int pageSize;
    private final Duration overlap;

    Sweep(SalesforceRest rest, CaseReader reader, CaseQuery query, int pageSize, Duration overlap) {
        this.rest = rest;
        this.reader = reader;
        this.query = query;
        this.pageSize = pageSize;
        this.overlap = overlap;
    }

    ChangePage since(Instant time) {
        return page(SweepCursor.since(time, stages()));
    }

    ChangePage after(String cursor) {
        return page(SweepCursor.of(cursor, stages()));
    }

    private int stages() {
        return query.emailMessages() ? 3 : 2;
    }

    private ChangePage page(SweepCursor start) {
        SweepCursor cursor = start;
        while (true) {
            Step step = cursor.stage() == 0 ? cases(cursor) : messages(cursor);
            if (!step.end()) {
                return new ChangePage(step.changes(), step.cursor().text(), false);
            }
            boolean all = step.cursor().stage() == stages() - 1;
            cursor = step.cursor().at(all ? 0 : step.cursor().stage() + 1);
            if (all || !step.changes().isEmpty()) {
                return new ChangePage(step.changes(), cursor.text(), all);
            }
        }
    }

    private record Step(List<TicketChange> changes, SweepCursor cursor, boolean end) {}

    private Step cases(SweepCursor cursor) {
        List<HelpdeskTicket> tickets =
                reader.tickets(query.cases(cursor.position().condition() + " LIMIT " + pageSize));
        List<TicketChange> changes = tickets.stream().map(Sweep::change).toList();
        if (tickets.isEmpty()) {
            return new Step(changes, cursor.caughtUp(Optional.empty(), overlap), true);
        }
        HelpdeskTicket last = tickets.get(tickets.size() - 1);
        Instant stamp = CaseReader.stampOf(last.version());
        return tickets.size() < pageSize
                ? new Step(changes, cursor.caughtUp(Optional.of(stamp), overlap), true)
                : new Step(changes, cursor.behind(stamp, last.id()), false);
    }

    private Step messages(SweepCursor cursor) {
        String condition = cursor.position().condition() + " LIMIT " + MESSAGES_A_PAGE;
        List<JsonNode> messages = rest.query(
                cursor.stage() == 1
                        ? CaseQuery.messages("CaseComment", "IsPublished = true", condition)
                        : CaseQuery.messages("EmailMessage", "Incoming = true AND ParentId != null", condition));
        List<TicketChange> changes = wholeCases(messages);
        if (messages.isEmpty()) {
            return new Step(changes, cursor.caughtUp(Optional.empty(), overlap), true);
        }
        JsonNode last = messages.get(messages.size() - 1);
        Instant stamp = CaseReader.stamp(last);
        return messages.size() < MESSAGES_A_PAGE
                ? new Step(changes, cursor.caughtUp(Optional.of(stamp), overlap), true)
                : new Step(changes, cursor.behind(stamp, last.path("Id").asText()), false);
    }

    /** A case that changed after the message was in the list of cases, or will be: only the others are read here. */
    private List<TicketChange> wholeCases(List<JsonNode> messages) {
        TreeSet<String> ids = new TreeSet<>();
        for (JsonNode message : messages) {
            Optional<Instant> caseStamp = CaseReader.time(message.path("Parent").path("SystemModstamp"));
            if (caseStamp.isPresent() && caseStamp.get().isBefore(CaseReader.stamp(message))) {
                RecordId.ofCase(message.path("ParentId").asText()).ifPresent(ids::add);
            }
        }
        List<TicketChange> changes = new ArrayList<>();
        if (!ids.isEmpty()) {
            reader.tickets(query.cases("Id IN " + Soql.texts(ids))).forEach(ticket -> changes.add(change(ticket)));
        }
        return changes;
    }

    private static TicketChange change(HelpdeskTicket ticket) {
        return new TicketChange(ticket.id(), ticket.version(), ticket);
    }
}
