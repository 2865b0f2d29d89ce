package io.github.supportops.copilot.testkit.helpdesk;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** A ticket of a fake Zendesk. */
final class ZendeskTicket {
    final long id;
    final String subject;
    final long requesterId;
    final long createdAt;
    final List<Comment> comments = new ArrayList<>();
    final Map<Long, JsonNode> fields = new TreeMap<>();
    final Deque<Long> updatesByApi = new ArrayDeque<>();
    Set<String> tags = new TreeSet<>();
    String status = "new";

    @Nullable
    String priority;

    @Nullable
    String type;

    @Nullable
    Long groupId;

    @Nullable
    Long assigneeId;

    @Nullable
    Long problemId;

    @Nullable
    String externalId;

    long updatedAt;
    long generatedAt;

    ZendeskTicket(long id, String subject, long requesterId, long createdAt) {
        this.id = id;
        this.subject = subject;
        this.requesterId = requesterId;
        this.createdAt = createdAt;
        this.updatedAt = createdAt;
        this.generatedAt = createdAt;
    }

    /** A comment; the description is the first. */
    record Comment(long id, long authorId, boolean isPublic, String body, long createdAt) {
        ObjectNode json() {
            return JsonNodeFactory.instance
                    .objectNode()
                    .put("id", id)
                    .put("type", "Comment")
                    .put("author_id", authorId)
                    .put("body", body)
                    .put("html_body", "<div class=\"zd-comment\">" + body + "</div>")
                    .put("plain_body", body)
                    .put("public", isPublic)
                    .put("created_at", ZendeskClock.text(createdAt));
        }
    }

    ObjectNode json() {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put("id", id)
                .put("subject", subject)
                .put("raw_subject", subject)
                .put("description", comments.isEmpty() ? "" : comments.get(0).body())
                .put("status", status)
                .put("priority", priority)
                .put("type", type)
                .put("requester_id", requesterId)
                .put("group_id", groupId)
                .put("assignee_id", assigneeId)
                .put("external_id", externalId)
                .put("problem_id", problemId)
                .put("created_at", ZendeskClock.text(createdAt))
                .put("updated_at", ZendeskClock.text(updatedAt))
                .put("generated_timestamp", generatedAt);
        node.putObject("via").put("channel", "email");
        tags.forEach(node.putArray("tags")::add);
        ArrayNode list = node.putArray("custom_fields");
        fields.forEach((field, value) -> list.addObject().put("id", field).set("value", value));
        return node;
    }

    FakeTicketView view() {
        Map<String, String> values = new TreeMap<>();
        fields.forEach((field, value) -> {
            if (!value.isNull()) {
                values.put(Long.toString(field), value.asText());
            }
        });
        return new FakeTicketView(
                Long.toString(id),
                status,
                priority,
                Set.copyOf(tags),
                Map.copyOf(values),
                groupId == null ? "" : Long.toString(groupId),
                texts(true),
                texts(false));
    }

    private List<String> texts(boolean visible) {
        return comments.stream()
                .filter(comment -> comment.isPublic() == visible)
                .map(Comment::body)
                .toList();
    }
}
