package io.github.supportops.copilot.helpdesk;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.github.supportops.copilot.helpdesk.internal.HelpdeskJson;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
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
        root.properties()
                .forEach(entry ->
                        at("$." + entry.getKey(), place -> set(policy, entry.getKey(), place, entry.getValue())));
        return policy.build();
    }

    private static JsonNode parsed(String json) {
        try {
            return HelpdeskJson.readStrictly(json);
        } catch (JsonProcessingException broken) {
            throw new IllegalArgumentException("The policy is not JSON, or names a setting twice: line "
                    + (broken.getLocation() == null ? "1" : broken.getLocation().getLineNr()));
        }
    }

    /** What the builder refuses gets its place. */
    private static void at(String place, Consumer<String> step) {
        try {
            step.accept(place);
        } catch (Misplaced named) {
            throw named;
        } catch (IllegalArgumentException | IllegalStateException refused) {
            throw new Misplaced(refused.getMessage() + "; see " + place + " of the policy");
        }
    }

    private void set(TriagePolicy.Builder policy, String name, String place, JsonNode value) {
        switch (name) {
            case "draft_reply" -> policy.draftReply(flag(value, place));
            case "tag_prefix" -> policy.tagPrefix(value.isNull() ? null : text(value, place));
            case "priority" -> policy.priority(writePolicy(value, place));
            case "fields" -> fields(policy, place, value);
            case "escalation_group" -> group(policy, place, value);
            case "escalated_flag" -> policy.escalatedFlag(writePolicy(value, place));
            case "hold_for_review" -> policy.holdForReview(flag(value, place));
            case "solved_tickets" -> policy.solvedTickets(flag(value, place));
            default -> throw new IllegalStateException("Checked before: " + name);
        }
    }

    private void fields(TriagePolicy.Builder policy, String place, JsonNode all) {
        requireKeys(
                all,
                place,
                Arrays.stream(TriageValue.values()).map(TriageValue::wireName).toList());
        all.properties()
                .forEach(entry -> at(
                        place + "." + entry.getKey(),
                        inner -> policy.field(
                                TriageValue.valueOf(entry.getKey().toUpperCase(Locale.ROOT)),
                                target(entry.getValue(), inner))));
    }

    private FieldTarget target(JsonNode value, String place) {
        requireKeys(value, place, List.of("field", "policy", "values"));
        return new FieldTarget(
                text(value.path("field"), place + ".field"),
                writePolicy(value.path("policy"), place + ".policy"),
                values(value.path("values"), place + ".values"));
    }

    private void group(TriagePolicy.Builder policy, String place, JsonNode value) {
        requireKeys(value, place, List.of("group", "policy"));
        policy.escalationGroup(
                text(value.path("group"), place + ".group"), writePolicy(value.path("policy"), place + ".policy"));
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
                throw new Misplaced(
                        "The policy has an unknown setting at " + place + "." + name + "; known there: " + allowed);
            }
        });
    }

    private static void requireObject(JsonNode node, String place) {
        if (!node.isObject()) {
            throw new Misplaced("The policy needs an object at " + place);
        }
    }

    private static boolean flag(JsonNode node, String place) {
        if (!node.isBoolean()) {
            throw new Misplaced("The policy needs true or false at " + place);
        }
        return node.booleanValue();
    }

    /** Ids are written as numbers as often as they are written as text. */
    private static String text(JsonNode node, String place) {
        if (node.isIntegralNumber()) {
            return node.asText();
        }
        if (!node.isTextual() || node.textValue().isBlank()) {
            throw new Misplaced("The policy needs text at " + place);
        }
        return node.textValue();
    }

    private static WritePolicy writePolicy(JsonNode node, String place) {
        for (WritePolicy policy : WritePolicy.values()) {
            if (policy.wireName().equals(node.asText())) {
                return policy;
            }
        }
        throw new Misplaced("The policy needs one of "
                + Arrays.stream(WritePolicy.values()).map(WritePolicy::wireName).collect(Collectors.joining(", "))
                + " at " + place);
    }

    /** A message that says where. */
    private static final class Misplaced extends IllegalArgumentException {
        private static final long serialVersionUID = 1L;

        Misplaced(String message) {
            super(message);
        }
    }
}
