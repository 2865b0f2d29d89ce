package io.github.supportops.copilot.testkit.helpdesk;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What Freshdesk takes in the body of an update and of a note, and how it says no. */
final class FreshdeskRules {
    private static final Set<String> UPDATE_KEYS = Set.of(
            "name",
            "requester_id",
            "email",
            "facebook_id",
            "phone",
            "twitter_id",
            "unique_external_id",
            "subject",
            "type",
            "status",
            "priority",
            "description",
            "responder_id",
            "attachments",
            "custom_fields",
            "due_by",
            "email_config_id",
            "fr_due_by",
            "group_id",
            "parent_id",
            "product_id",
            "source",
            "tags",
            "company_id",
            "internal_agent_id",
            "internal_group_id",
            "lookup_parameter");
    private static final Set<String> NOTE_KEYS =
            Set.of("attachments", "body", "structured_body", "incoming", "notify_emails", "private", "user_id");
    private static final int LONGEST_TAG = 32;

    private final Map<String, FreshdeskField> fields;
    private final Set<Long> groups;
    private final List<ObjectNode> errors = new ArrayList<>();

    FreshdeskRules(Map<String, FreshdeskField> fields, Set<Long> groups) {
        this.fields = fields;
        this.groups = groups;
    }

    /** {@return the refusal, or null if the body is fine for this ticket} */
    @Nullable
    FakeReply update(JsonNode body, FreshdeskRecord ticket) {
        if (!body.isObject() || body.isEmpty()) {
            return invalidJson();
        }
        body.properties().forEach(entry -> {
            if (!UPDATE_KEYS.contains(entry.getKey())) {
                error(entry.getKey(), "Unexpected/invalid field in request", "invalid_field");
            }
        });
        number(body, "priority", Set.of(1, 2, 3, 4));
        number(body, "status", Set.of(2, 3, 4, 5, 6, 7));
        tags(body.path("tags"));
        group(body.path("group_id"));
        custom(body.path("custom_fields"), ticket);
        return reply();
    }

    /** {@return the refusal, or null if the body is a note} */
    @Nullable
    FakeReply note(JsonNode body) {
        if (!body.isObject()) {
            return invalidJson();
        }
        body.properties().forEach(entry -> {
            if (!NOTE_KEYS.contains(entry.getKey())) {
                error(entry.getKey(), "Unexpected/invalid field in request", "invalid_field");
            }
        });
        if (!body.has("body")) {
            error("body", "It should be a/an String", "missing_field");
        } else if (!body.path("body").isTextual() || body.path("body").asText().isBlank()) {
            error("body", "It should be a/an String", "datatype_mismatch");
        }
        if (body.has("private") && !body.path("private").isBoolean()) {
            error("private", "It should be a/an Boolean", "datatype_mismatch");
        }
        return reply();
    }

    private void number(JsonNode body, String key, Set<Integer> allowed) {
        JsonNode node = body.path(key);
        if (node.isMissingNode()) {
            return;
        }
        if (!node.isInt()) {
            error(key, "It should be a/an Positive Integer", "datatype_mismatch");
        } else if (!allowed.contains(node.intValue())) {
            error(key, "It should be one of these values: '" + allowed + "'", "invalid_value");
        }
    }

    private void tags(JsonNode tags) {
        if (tags.isMissingNode()) {
            return;
        }
        if (!tags.isArray()) {
            error("tags", "It should be a/an Array", "datatype_mismatch");
        }
        for (JsonNode tag : tags) {
            if (!tag.isTextual()) {
                error("tags", "It should contain elements of type String only", "datatype_mismatch");
            } else if (tag.textValue().length() > LONGEST_TAG || tag.textValue().contains(",")) {
                error("tags", "Has " + tag.textValue().length() + " characters", "invalid_value");
            }
        }
    }

    private void group(JsonNode group) {
        if (!group.isMissingNode() && !group.isNull()) {
            if (!group.isIntegralNumber()) {
                error("group_id", "It should be a/an Positive Integer", "datatype_mismatch");
            } else if (!groups.contains(group.longValue())) {
                error("group_id", "There is no group matching the given group_id", "invalid_value");
            }
        }
    }

    private void custom(JsonNode values, FreshdeskRecord ticket) {
        if (!values.isMissingNode() && !values.isObject()) {
            error("custom_fields", "It should be a/an key/value pair", "datatype_mismatch");
            return;
        }
        values.properties().forEach(entry -> {
            FreshdeskField field = fields.get(entry.getKey());
            if (field == null) {
                error("custom_fields." + entry.getKey(), "Unexpected/invalid field in request", "invalid_field");
            } else if (!field.takes(entry.getValue())) {
                error("custom_fields." + entry.getKey(), field.expectation(), field.code());
            }
        });
        fields.forEach((name, field) -> {
            JsonNode after = values.has(name) ? values.get(name) : ticket.fields.get(name);
            if (field.requiredForAgents() && (after == null || after.isNull())) {
                error(name, "It should not be blank as this is a mandatory field", "missing_field");
            }
        });
    }

    private void error(String field, String message, String code) {
        errors.add(JsonNodeFactory.instance
                .objectNode()
                .put("field", field)
                .put("message", message)
                .put("code", code));
    }

    private @Nullable FakeReply reply() {
        return errors.isEmpty() ? null : invalid(errors);
    }

    static FakeReply invalid(List<ObjectNode> errors) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("description", "Validation failed");
        ArrayNode all = json.putArray("errors");
        errors.forEach(all::add);
        return FakeReply.json(400, json);
    }

    static FakeReply invalid(String field, String message, String code) {
        FreshdeskRules rules = new FreshdeskRules(Map.of(), Set.of());
        rules.error(field, message, code);
        return invalid(rules.errors);
    }

    static FakeReply invalidJson() {
        return coded(400, "invalid_json", "Request parameters is not a valid JSON");
    }

    static FakeReply coded(int status, String code, String message) {
        return FakeReply.json(
                status, JsonNodeFactory.instance.objectNode().put("code", code).put("message", message));
    }
}
