package io.github.supportops.copilot.helpdesk.zendesk;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.supportops.copilot.Customer;
import io.github.supportops.copilot.helpdesk.HelpdeskMessage;
import io.github.supportops.copilot.helpdesk.HelpdeskTicket;
import io.github.supportops.copilot.helpdesk.HelpdeskUnavailableException;
import io.github.supportops.copilot.helpdesk.TicketStatus;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A ticket as Zendesk writes it, which is without its comments. */
final class TicketRow {
    private final JsonNode node;
    private final String id;
    private final String version;

    private TicketRow(JsonNode node, String id, String version) {
        this.node = node;
        this.id = id;
        this.version = version;
    }

    /** @throws HelpdeskUnavailableException if id or version are missing */
    static TicketRow of(JsonNode node) {
        String id = node.path("id").asText("");
        String version = node.path("updated_at").asText("");
        if (id.isEmpty() || version.isEmpty()) {
            throw new HelpdeskUnavailableException(
                    "Zendesk sent a ticket without id or updated_at", null, null, false, null);
        }
        return new TicketRow(node, id, version);
    }

    String id() {
        return id;
    }

    String version() {
        return version;
    }

    boolean isDeleted() {
        return node.path("status").asText("").equals("deleted");
    }

    boolean isClosed() {
        return ZendeskWords.status(node.path("status").asText("")) == TicketStatus.CLOSED;
    }

    String requesterId() {
        return node.path("requester_id").asText("");
    }

    @Nullable
    Instant createdAt() {
        return ZendeskComment.time(node.path("created_at")).orElse(null);
    }

    /** Where it stands in the export, in seconds: the time of the last change, a machine's included. */
    long generatedAt() {
        long updated = ZendeskComment.time(node.path("updated_at"))
                .map(Instant::getEpochSecond)
                .orElse(0L);
        return Math.max(updated, node.path("generated_timestamp").asLong(0));
    }

    HelpdeskTicket with(List<ZendeskComment> comments, UserRoles roles) {
        List<HelpdeskMessage> messages = new ArrayList<>(comments.size());
        for (ZendeskComment comment : comments) {
            messages.add(new HelpdeskMessage(
                    comment.id(),
                    roles.of(comment.authorId(), requesterId()),
                    comment.visible(),
                    comment.text(),
                    comment.at()));
        }
        HelpdeskTicket.Builder ticket = HelpdeskTicket.builder(ZendeskHelpdesk.SYSTEM, id, version)
                .status(ZendeskWords.status(node.path("status").asText("")))
                .subject(text("subject"))
                .priority(ZendeskWords.priority(node.path("priority").asText("")))
                .tags(tags())
                .fields(fields())
                .group(text("group_id"))
                .messages(messages);
        String channel = node.path("via").path("channel").asText("");
        if (!channel.isEmpty()) {
            ticket.channel(channel);
        }
        if (!requesterId().isEmpty()) {
            ticket.customer(Customer.builder().id(requesterId()).build());
        }
        return ticket.build();
    }

    private @Nullable String text(String name) {
        return node.path(name).isValueNode() && !node.path(name).isNull()
                ? node.path(name).asText("")
                : null;
    }

    private List<String> tags() {
        List<String> tags = new ArrayList<>();
        node.path("tags").forEach(tag -> tags.add(tag.asText("")));
        return tags;
    }

    private Map<String, String> fields() {
        Map<String, String> fields = new LinkedHashMap<>();
        for (JsonNode field : node.path("custom_fields")) {
            JsonNode value = field.path("value");
            String text = value.isArray() ? joined(value) : value.asText("");
            if (!value.isNull() && !text.isEmpty()) {
                fields.put(field.path("id").asText(""), text);
            }
        }
        return fields;
    }

    private static String joined(JsonNode values) {
        List<String> texts = new ArrayList<>();
        values.forEach(value -> texts.add(value.asText("")));
        return String.join(" ", texts);
    }

    @Override
    public String toString() {
        return "TicketRow[" + id + ", " + version + "]";
    }
}
