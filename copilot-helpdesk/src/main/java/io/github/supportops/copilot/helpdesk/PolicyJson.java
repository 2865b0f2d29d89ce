package io.github.supportops.copilot.helpdesk;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.github.supportops.copilot.helpdesk.internal.HelpdeskJson;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Reads a {@link TriagePolicy} strictly: a misspelt setting would otherwise be a default nobody chose. */
final class PolicyJson {
    private static final List<String> SETTINGS = List.of(
            "draft_reply",
            "tag_prefix",
            "priority",
            "fields",
            "escalation_group",
            "escalated_flag",
            "hold_for_review",
            "solved_tickets");

    TriagePolicy read(String json) {
        JsonNode root = parsed(json);
        requireKeys(root, "$", SETTINGS);
        TriagePolicy.Builder policy = TriagePolicy.builder();
        root.properties().forEach(entry -> set(policy, entry.getKey(), entry.getValue()));
        return policy.build();
    }

    private static JsonNode parsed(String json) {
        try {
            return HelpdeskJson.read(json);
        } catch (JsonProcessingException broken) {
            throw new IllegalArgumentException("The policy is not JSON: line "
                    + (broken.getLocation() == null ? "1" : broken.getLocation().getLineNr()));
        }
    }

    private void set(TriagePolicy.Builder policy, String name, JsonNode value) {
        switch (name) {
            case "draft_reply" -> policy.draftReply(flag(value, "$.draft_reply"));
            case "tag_prefix" -> policy.tagPrefix(value.isNull() ? null : text(value, "$.tag_prefix"));
            case "priority" -> policy.priority(writePolicy(value, "$.priority"));
            case "fields" -> fields(policy, value);
            case "escalation_group" -> group(policy, value);
            case "escalated_flag" -> policy.escalatedFlag(writePolicy(value, "$.escalated_flag"));
            case "hold_for_review" -> policy.holdForReview(flag(value, "$.hold_for_review"));
            case "solved_tickets" -> policy.solvedTickets(flag(value, "$.solved_tickets"));
            default -> throw new IllegalStateException("Checked before: " + name);
        }
    }

    private void fields(TriagePolicy.Builder policy, JsonNode value) {
        requireKeys(
                value,
                "$.fields",
                Arrays.stream(TriageValue.values()).map(TriageValue::wireName).toList());
        value.properties().forEach(entry -> {
            String place = "$.fields." + entry.getKey();
            requireKeys(entry.getValue(), place, List.of("field", "policy", "values"));
            FieldTarget target = new FieldTarget(
                    text(entry.getValue().path("field"), place + ".field"),
                    writePolicy(entry.getValue().path("policy"), place + ".policy"),
                    values(entry.getValue().path("values"), place + ".values"));
            policy.field(TriageValue.valueOf(entry.getKey().toUpperCase(Locale.ROOT)), target);
        });
    }

    private void group(TriagePolicy.Builder policy, JsonNode value) {
        requireKeys(value, "$.escalation_group", List.of("group", "policy"));
        policy.escalationGroup(
                text(value.path("group"), "$.escalation_group.group"),
                writePolicy(value.path("policy"), "$.escalation_group.policy"));
    }

    private Map<String, String> values(JsonNode node, String place) {
        Map<String, String> values = new LinkedHashMap<>();
        if (!node.isMissingNode()) {
            requireObject(node, place);
            node.properties()
                    .forEach(entry -> values.put(entry.getKey(), text(entry.getValue(), place + "." + entry.getKey())));
        }
        return values;
    }

    private static void requireKeys(JsonNode node, String place, List<String> allowed) {
        requireObject(node, place);
        node.fieldNames().forEachRemaining(name -> {
            if (!allowed.contains(name)) {
                throw new IllegalArgumentException(
                        "The policy has an unknown setting at " + place + "." + name + "; known there: " + allowed);
            }
        });
    }

    private static void requireObject(JsonNode node, String place) {
        if (!node.isObject()) {
            throw new IllegalArgumentException("The policy needs an object at " + place);
        }
    }

    private static boolean flag(JsonNode node, String place) {
        if (!node.isBoolean()) {
            throw new IllegalArgumentException("The policy needs true or false at " + place);
        }
        return node.booleanValue();
    }

    /** Ids are written as numbers as often as they are written as text. */
    private static String text(JsonNode node, String place) {
        if (node.isIntegralNumber()) {
            return node.asText();
        }
        if (!node.isTextual() || node.textValue().isBlank()) {
            throw new IllegalArgumentException("The policy needs text at " + place);
        }
        return node.textValue();
    }

    private static WritePolicy writePolicy(JsonNode node, String place) {
        for (WritePolicy policy : WritePolicy.values()) {
            if (policy.wireName().equals(node.asText())) {
                return policy;
            }
        }
        throw new IllegalArgumentException("The policy needs one of "
                + Arrays.stream(WritePolicy.values()).map(WritePolicy::wireName).collect(Collectors.joining(", "))
                + " at " + place);
    }
}
