package io.github.supportops.copilot.helpdesk.zendesk;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.supportops.copilot.helpdesk.HelpdeskSetupException;
import io.github.supportops.copilot.helpdesk.TicketUpdate;
import io.github.supportops.copilot.helpdesk.internal.Call;
import io.github.supportops.copilot.helpdesk.internal.HelpdeskJson;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Turns updates into requests; the only place that does, for dry runs as well as for writes. Thread-safe. */
final class UpdateRequests {
    /** Half of what a comment may hold, because taking the force out of placeholders can double a text. */
    private static final int MOST_NOTE_BYTES = 32_000;

    private final TicketFields fields;

    UpdateRequests(TicketFields fields) {
        this.fields = fields;
    }

    /** Safe to repeat: after the first success the stamp is stale, and the second is refused. */
    Call single(TicketUpdate update) {
        ObjectNode body = HelpdeskJson.object();
        body.set("ticket", ticket(update));
        return Call.json("PUT", "/api/v2/tickets/" + update.ticket().id(), HelpdeskJson.write(body), ZendeskApi.UPDATE);
    }

    /** Sent once: a job is not known to check stamps like a single update, so that repeating it could add notes twice. */
    Call batch(List<TicketUpdate> updates) {
        ObjectNode body = HelpdeskJson.object();
        ArrayNode tickets = body.putArray("tickets");
        for (TicketUpdate update : updates) {
            ObjectNode ticket = HelpdeskJson.object()
                    .put("id", Long.parseLong(update.ticket().id()));
            ticket.setAll(ticket(update));
            tickets.add(ticket);
        }
        return Call.json("PUT", "/api/v2/tickets/update_many", HelpdeskJson.write(body), ZendeskApi.UPDATE)
                .once();
    }

    private ObjectNode ticket(TicketUpdate update) {
        if (update.escalate()) {
            throw new HelpdeskSetupException(SetupCheck.NO_ESCALATED_FLAG);
        }
        ObjectNode ticket = HelpdeskJson.object();
        update.priority().ifPresent(urgency -> ticket.put("priority", ZendeskWords.priority(urgency)));
        if (!update.addedTags().isEmpty() || !update.removedTags().isEmpty()) {
            ArrayNode tags = ticket.putArray("tags");
            tags(update).forEach(tags::add);
        }
        if (!update.fields().isEmpty()) {
            ticket.set("custom_fields", customFields(update.fields()));
        }
        update.group().ifPresent(group -> ticket.put("group_id", number(group, "group")));
        ticket.putObject("comment")
                .put("body", inert(update.note().text(MOST_NOTE_BYTES)))
                .put("public", false);
        ticket.put("updated_stamp", update.ticket().version());
        ticket.put("safe_update", true);
        return ticket;
    }

    /** A drop-down's value is a tag as well: a list of tags without it would take the value away again. */
    private Set<String> tags(TicketUpdate update) {
        Set<String> tags = new TreeSet<>(update.mergedTags());
        update.fields().forEach((id, value) -> {
            if (fields.find(id).map(TicketFields.Field::isDropDown).orElse(false)) {
                String before = update.ticket().fields().get(id);
                if (before != null) {
                    tags.remove(before);
                }
                tags.add(value);
            }
        });
        return tags;
    }

    private JsonNode customFields(Map<String, String> values) {
        ArrayNode list = HelpdeskJson.object().arrayNode();
        values.forEach((id, value) -> {
            ObjectNode field = list.addObject().put("id", number(id, "ticket field"));
            boolean checkbox =
                    fields.find(id).map(TicketFields.Field::isCheckbox).orElse(false);
            if (checkbox) {
                field.put("value", value.equals("true"));
            } else {
                field.put("value", value);
            }
        });
        return list;
    }

    private static long number(String id, String what) {
        if (!Conversations.isId(id)) {
            throw new HelpdeskSetupException("The policy names the " + what + " \"" + id
                    + "\", but Zendesk knows it by a number; see the address of its page in Admin Center");
        }
        return Long.parseLong(id);
    }

    /** Zendesk fills in {@code {{placeholders}}}, runs Liquid and shows Markdown images in comments; a note is only text. */
    static String inert(String text) {
        return text.replaceAll("\\{(?=[{%])", "{ ").replace("![", "! [");
    }
}
