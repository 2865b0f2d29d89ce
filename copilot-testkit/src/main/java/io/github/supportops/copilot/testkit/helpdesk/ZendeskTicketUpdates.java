package io.github.supportops.copilot.testkit.helpdesk;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Takes or refuses an update of a ticket: anything that is not documented is refused, and nothing is done by halves. */
final class ZendeskTicketUpdates {
    private static final Set<String> KEYS = Set.of(
            "priority",
            "status",
            "type",
            "tags",
            "custom_fields",
            "group_id",
            "assignee_id",
            "external_id",
            "problem_id",
            "comment",
            "updated_stamp",
            "safe_update");
    private static final Set<String> COMMENT_KEYS = Set.of("body", "html_body", "public");
    private static final List<String> PRIORITIES = List.of("low", "normal", "high", "urgent");
    private static final List<String> STATUSES = List.of("new", "open", "pending", "hold", "solved", "closed");
    private static final List<String> TYPES = List.of("problem", "incident", "question", "task");
    private static final int MOST_COMMENT_CHARACTERS = 65_536;

    private final ZendeskDesk desk;

    ZendeskTicketUpdates(ZendeskDesk desk) {
        this.desk = desk;
    }

    /** Null if the update was made, otherwise the refusal. */
    @Nullable
    FakeReply apply(ZendeskTicket ticket, JsonNode update, boolean checkStamp) {
        FakeReply refusal = malformed(update);
        if (refusal == null && ticket.status.equals("closed")) {
            refusal = ZendeskErrorBodies.invalid("status", "Status: closed prevents ticket update");
        }
        if (refusal == null && checkStamp) {
            refusal = stale(ticket, update);
        }
        if (refusal == null) {
            refusal = invalid(update);
        }
        if (refusal == null) {
            make(ticket, update);
        }
        return refusal;
    }

    private static @Nullable FakeReply malformed(JsonNode update) {
        if (!update.isObject() || update.isEmpty()) {
            return ZendeskErrorBodies.badRequest("ticket must be an object with something in it");
        }
        for (Map.Entry<String, JsonNode> entry : update.properties()) {
            if (!KEYS.contains(entry.getKey())) {
                return ZendeskErrorBodies.badRequest("unknown key " + entry.getKey());
            }
        }
        JsonNode comment = update.path("comment");
        if (!comment.isMissingNode()) {
            for (Map.Entry<String, JsonNode> entry : comment.properties()) {
                if (!COMMENT_KEYS.contains(entry.getKey())) {
                    return ZendeskErrorBodies.badRequest("unknown key comment." + entry.getKey());
                }
            }
            boolean oneText = comment.path("body").isTextual()
                    != comment.path("html_body").isTextual();
            if (!oneText || (comment.has("public") && !comment.path("public").isBoolean())) {
                return ZendeskErrorBodies.badRequest("comment needs body or html_body, and public as a boolean");
            }
        }
        return null;
    }

    /** {@code safe_update: false} has the same effect as {@code true}; only leaving it out forces. */
    private static @Nullable FakeReply stale(ZendeskTicket ticket, JsonNode update) {
        if (!update.has("safe_update")) {
            return null;
        }
        if (!update.path("safe_update").isBoolean()
                || !update.path("updated_stamp").isTextual()) {
            return ZendeskErrorBodies.badRequest("safe_update must be a boolean and needs updated_stamp");
        }
        boolean same = update.path("updated_stamp").textValue().equals(ZendeskClock.text(ticket.updatedAt));
        return same ? null : ZendeskErrorBodies.conflict();
    }

    private @Nullable FakeReply invalid(JsonNode update) {
        FakeReply refusal = oneOf(update, "priority", PRIORITIES);
        refusal = refusal == null ? oneOf(update, "status", STATUSES) : refusal;
        refusal = refusal == null ? oneOf(update, "type", TYPES) : refusal;
        if (refusal != null) {
            return refusal;
        }
        if (update.has("group_id")
                && !desk.groups.contains(update.path("group_id").asLong())) {
            return ZendeskErrorBodies.invalid("group_id", "Group: is invalid");
        }
        for (JsonNode tag : update.path("tags")) {
            if (!tag.isTextual() || !tag.textValue().matches("[^\\s,A-Z]{1,255}")) {
                return ZendeskErrorBodies.invalid("tags", "Tags: is invalid");
            }
        }
        if (text(update.path("comment")).length() > MOST_COMMENT_CHARACTERS) {
            return ZendeskErrorBodies.invalid("comment", "Comment: is too long");
        }
        return invalidField(update.path("custom_fields"));
    }

    private static @Nullable FakeReply oneOf(JsonNode update, String name, List<String> allowed) {
        return update.has(name) && !allowed.contains(update.path(name).asText())
                ? ZendeskErrorBodies.invalid(name, name + " is not valid")
                : null;
    }

    private @Nullable FakeReply invalidField(JsonNode customFields) {
        for (JsonNode item : customFields) {
            ZendeskDesk.Field field = desk.fields.get(item.path("id").asLong());
            JsonNode value = item.path("value");
            boolean shape = item.size() == 2 && item.path("id").isIntegralNumber() && !value.isMissingNode();
            if (!shape || field == null) {
                return ZendeskErrorBodies.invalid("custom_fields", "Custom fields: are {id, value}");
            }
            boolean fits = switch (field.type()) {
                case "checkbox" -> value.isBoolean();
                case "tagger" -> value.isNull() || field.options().contains(value.asText());
                case "decimal" -> value.isNull() || value.asText().matches("-?[0-9]+(\\.[0-9]+)?");
                default -> value.isNull() || value.isTextual();
            };
            if (!fits) {
                return ZendeskErrorBodies.invalid("custom_fields", "Custom fields: a value is not valid");
            }
        }
        return null;
    }

    private void make(ZendeskTicket ticket, JsonNode update) {
        long now = desk.clock.stamp();
        ArrayNode children = JsonNodeFactory.instance.arrayNode();
        ticket.priority = update.path("priority").asText(ticket.priority);
        ticket.status = update.path("status").asText(ticket.status);
        ticket.type = update.path("type").asText(ticket.type);
        ticket.externalId = update.path("external_id").asText(ticket.externalId);
        ticket.groupId =
                update.has("group_id") ? Long.valueOf(update.path("group_id").asLong()) : ticket.groupId;
        ticket.assigneeId = update.has("assignee_id")
                ? Long.valueOf(update.path("assignee_id").asLong())
                : ticket.assigneeId;
        ticket.problemId = update.has("problem_id")
                ? Long.valueOf(update.path("problem_id").asLong())
                : ticket.problemId;
        update.path("custom_fields").forEach(item -> set(ticket, item.path("id").asLong(), item.path("value")));
        if (update.has("tags")) {
            replaceTags(ticket, update.path("tags"));
        }
        update.fieldNames().forEachRemaining(name -> {
            if (!name.equals("comment")) {
                children.addObject()
                        .put("id", desk.nextId())
                        .put("event_type", "Change")
                        .put("field_name", name);
            }
        });
        JsonNode comment = update.path("comment");
        if (!comment.isMissingNode()) {
            // What is not said is public, as the ticket's first comment was.
            boolean isPublic = comment.path("public").asBoolean(true);
            children.add(desk.comment(ticket, ZendeskDesk.OWN_ID, isPublic, rendered(text(comment), ticket), now));
        }
        desk.changed(ticket, now, ZendeskDesk.OWN_ID, children);
    }

    private static String text(JsonNode comment) {
        return comment.path("body").asText(comment.path("html_body").asText(""));
    }

    /** Placeholders in comments are filled in, with what they name or with nothing. */
    private static String rendered(String text, ZendeskTicket ticket) {
        return text.replace("{{ticket.id}}", Long.toString(ticket.id))
                .replaceAll("\\{\\{[^}]*}}", "")
                .replaceAll("\\{%[^%]*%}", "");
    }

    /** The option of a drop-down is also a tag of the ticket. */
    void set(ZendeskTicket ticket, long id, JsonNode value) {
        ZendeskDesk.Field field = desk.fields.get(id);
        if (field != null && field.type().equals("tagger")) {
            JsonNode before = ticket.fields.get(id);
            if (before != null) {
                ticket.tags.remove(before.asText());
            }
            if (!value.isNull()) {
                ticket.tags.add(value.asText());
            }
        }
        ticket.fields.put(id, value);
    }

    /** The list replaces what was there; a drop-down whose tag is not in it loses its value. */
    private void replaceTags(ZendeskTicket ticket, JsonNode tags) {
        Set<String> now = new TreeSet<>();
        tags.forEach(tag -> now.add(tag.asText()));
        ticket.tags = now;
        desk.fields.forEach((id, field) -> {
            JsonNode value = ticket.fields.get(id);
            if (field.type().equals("tagger") && value != null && !now.contains(value.asText())) {
                ticket.fields.remove(id);
            }
        });
    }

    static ObjectNode audit(ZendeskTicket ticket, ObjectNode lastEvent) {
        ObjectNode audit = JsonNodeFactory.instance.objectNode();
        audit.put("id", lastEvent.path("id").asLong()).put("ticket_id", ticket.id);
        audit.set("events", lastEvent.path("child_events"));
        return audit;
    }
}
