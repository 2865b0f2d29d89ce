package io.github.supportops.copilot.testkit.helpdesk;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** A ticket in a {@link FakeFreshdesk}. Guarded by the server's lock. */
final class FreshdeskRecord {
    static final long REQUESTER = 9_001;
    static final long AGENT = 7_001;

    final long id;
    final String subject;
    final String description;
    final Instant createdAt;
    final List<Entry> conversation = new ArrayList<>();
    final Map<String, JsonNode> fields = new LinkedHashMap<>();
    final TreeSet<String> tags = new TreeSet<>();
    Instant updatedAt;
    int status = 2;
    int priority = 1;
    int source = 1;
    boolean deleted;
    boolean spam;

    @Nullable
    Long group;

    /** One entry of the conversation. */
    record Entry(long id, String html, boolean incoming, boolean isPrivate, int source, long user, Instant at) {}

    FreshdeskRecord(long id, String subject, String description, Instant at) {
        this.id = id;
        this.subject = subject;
        this.description = description;
        this.createdAt = at;
        this.updatedAt = at;
    }

    /** The stamp moves by a second at least, so that two changes never share one. */
    void changed(Instant now) {
        Instant next = updatedAt.plusSeconds(1);
        updatedAt = now.isAfter(next) ? now : next;
    }

    /** A row of the list: without tags, and without description unless it is asked for. */
    ObjectNode row() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.putArray("cc_emails");
        json.put("fr_escalated", false);
        json.put("spam", spam);
        if (group == null) {
            json.putNull("group_id");
        } else {
            json.put("group_id", group);
        }
        json.put("priority", priority);
        json.put("requester_id", REQUESTER);
        json.putNull("responder_id");
        json.put("source", source);
        json.put("status", status);
        json.put("subject", subject);
        json.put("id", id);
        json.putNull("type");
        json.put("created_at", createdAt.toString());
        json.put("updated_at", updatedAt.toString());
        json.put("is_escalated", false);
        ObjectNode custom = json.putObject("custom_fields");
        fields.forEach(custom::set);
        return json;
    }

    /** What viewing it shows. */
    ObjectNode view() {
        ObjectNode json = withDescription(row());
        ArrayNode all = json.putArray("tags");
        tags.forEach(all::add);
        if (deleted) {
            json.put("deleted", true);
        }
        return json;
    }

    ObjectNode withDescription(ObjectNode json) {
        json.put("description", description);
        json.put("description_text", FreshdeskText.plain(description));
        return json;
    }

    ObjectNode json(Entry entry) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("body_text", FreshdeskText.plain(entry.html()));
        json.put("body", entry.html());
        json.put("id", entry.id());
        json.put("incoming", entry.incoming());
        json.put("private", entry.isPrivate());
        json.put("user_id", entry.user());
        json.putNull("support_email");
        json.put("source", entry.source());
        json.put("ticket_id", id);
        json.put("created_at", entry.at().toString());
        json.put("updated_at", entry.at().toString());
        json.putArray("to_emails");
        json.putArray("attachments");
        return json;
    }
}
