package io.github.supportops.copilot.testkit.helpdesk;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What a fake Zendesk holds: tickets, users, fields, groups, and every change in the order it happened. */
final class ZendeskDesk {
    static final long OWN_ID = 777;
    static final long AGENT_ID = 501;
    static final long SYSTEM_ID = -1;

    final ZendeskClock clock;
    final Map<Long, ZendeskTicket> tickets = new LinkedHashMap<>();
    final Map<Long, String> users = new TreeMap<>();
    final Map<Long, Field> fields = new TreeMap<>();
    final Set<Long> groups = new TreeSet<>();
    /** Tickets by the time they changed last, and events by their time: no two have the same. */
    final NavigableMap<Long, ZendeskTicket> byChange = new TreeMap<>();

    final NavigableMap<Long, ObjectNode> events = new TreeMap<>();
    private long lastId = 1_000;

    ZendeskDesk(ZendeskClock clock) {
        this.clock = clock;
        users.put(OWN_ID, "admin");
        users.put(AGENT_ID, "agent");
    }

    /** A ticket field. */
    record Field(String type, boolean active, List<String> options) {}

    long nextId() {
        return ++lastId;
    }

    ZendeskTicket open(String subject, String message) {
        long requester = nextId();
        users.put(requester, "end-user");
        return open(requester, subject, message);
    }

    ZendeskTicket open(long requester, String subject, String message) {
        long now = clock.stamp();
        ZendeskTicket ticket = new ZendeskTicket(nextId(), subject, requester, now);
        tickets.put(ticket.id, ticket);
        ArrayNode children = JsonNodeFactory.instance.arrayNode();
        children.addObject().put("id", nextId()).put("event_type", "Create").put("status", "new");
        children.add(comment(ticket, requester, true, message, now));
        changed(ticket, now, requester, children);
        return ticket;
    }

    void comment(ZendeskTicket ticket, long author, boolean isPublic, String message) {
        long now = clock.stamp();
        ArrayNode children = JsonNodeFactory.instance.arrayNode();
        children.add(comment(ticket, author, isPublic, message, now));
        changed(ticket, now, author, children);
    }

    /** Adds the comment and gives the event of it; the caller says that the ticket changed. */
    ObjectNode comment(ZendeskTicket ticket, long author, boolean isPublic, String message, long now) {
        ZendeskTicket.Comment comment = new ZendeskTicket.Comment(nextId(), author, isPublic, message, now);
        ticket.comments.add(comment);
        ObjectNode event = comment.json();
        event.remove("plain_body");
        event.remove("created_at");
        event.put("event_type", "Comment");
        return event;
    }

    void change(ZendeskTicket ticket, String field, @Nullable String value) {
        ArrayNode children = JsonNodeFactory.instance.arrayNode();
        children.addObject().put("id", nextId()).put("event_type", "Change").put(field, value);
        changed(ticket, clock.stamp(), AGENT_ID, children);
    }

    void changed(ZendeskTicket ticket, long now, long author, ArrayNode children) {
        byChange.remove(ticket.generatedAt);
        ticket.updatedAt = now;
        ticket.generatedAt = now;
        byChange.put(now, ticket);
        ObjectNode event = JsonNodeFactory.instance.objectNode();
        event.put("id", nextId())
                .put("ticket_id", ticket.id)
                .put("timestamp", now)
                .put("created_at", ZendeskClock.text(now))
                .put("updater_id", author)
                .put("event_type", "Audit");
        event.set("child_events", children);
        events.put(now, event);
    }

    /** A machine recalculates something: the export shows the ticket again, with the same {@code updated_at}. */
    void touchedBySystem(ZendeskTicket ticket) {
        byChange.remove(ticket.generatedAt);
        ticket.generatedAt = clock.stamp();
        byChange.put(ticket.generatedAt, ticket);
    }

    /** What of the export can be seen: nothing of the last minute. */
    <V> NavigableMap<Long, V> visible(NavigableMap<Long, V> all) {
        return all.headMap(clock.now() - 60, true);
    }
}
