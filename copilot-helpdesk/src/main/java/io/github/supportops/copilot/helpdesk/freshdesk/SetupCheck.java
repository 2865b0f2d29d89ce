package io.github.supportops.copilot.helpdesk.freshdesk;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.supportops.copilot.helpdesk.FieldTarget;
import io.github.supportops.copilot.helpdesk.HelpdeskSetupException;
import io.github.supportops.copilot.helpdesk.TriagePolicy;
import io.github.supportops.copilot.helpdesk.TriageValue;
import io.github.supportops.copilot.helpdesk.WritePolicy;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds everything that stands between a policy and an account, in one go. */
final class SetupCheck {
    private static final Logger LOG = LoggerFactory.getLogger(SetupCheck.class);
    private static final int LONGEST_TAG = 32;
    private static final int LONGEST_TAG_ENDING = "intent_feature_request".length();
    private static final int SEES_ALL_TICKETS = 1;

    private final List<String> problems = new ArrayList<>();

    /** Reads who the key belongs to. */
    void agent(JsonNode agent) {
        int scope = agent.path("ticket_scope").asInt(SEES_ALL_TICKETS);
        if (scope != SEES_ALL_TICKETS) {
            problems.add("the agent of FRESHDESK_API_KEY sees only some tickets (ticket scope " + scope
                    + "); give it global access");
        }
    }

    /** Adds what a call could not tell. */
    void problem(String what) {
        problems.add(what);
    }

    /** Compares a policy with what the account has. */
    void policy(TriagePolicy policy, Optional<TicketFields> fields) {
        policy.tagPrefix()
                .filter(prefix -> prefix.length() + LONGEST_TAG_ENDING > LONGEST_TAG)
                .ifPresent(
                        prefix -> problems.add("the tag prefix " + prefix + " makes tags longer than the " + LONGEST_TAG
                                + " characters Freshdesk takes; use at most " + (LONGEST_TAG - LONGEST_TAG_ENDING)));
        if (policy.escalatedFlag() != WritePolicy.SUGGEST_ONLY) {
            problems.add("escalated_flag is set, but Freshdesk has no escalation flag that can be written; leave it"
                    + " suggest_only");
        }
        fields.ifPresent(known -> {
            policy.fields().forEach((value, target) -> field(value, target, known));
            policy.escalationGroup().ifPresent(target -> group(target, known));
            if (!known.required().isEmpty()) {
                LOG.warn(
                        "Freshdesk requires agents to fill {}: it refuses updates of tickets where they are empty",
                        known.required());
            }
        });
    }

    private void field(TriageValue value, FieldTarget target, TicketFields known) {
        if (target.policy() == WritePolicy.SUGGEST_ONLY) {
            return;
        }
        String place = "the field " + target.field() + " for " + value.wireName();
        Optional<TicketField> field = known.custom(target.field());
        if (field.isEmpty()) {
            problems.add(
                    place + " does not exist; custom fields have names like cf_ai_intent, see Admin > Ticket Fields");
        } else if (value.possibleValues().isEmpty()) {
            freeText(value, place, field.get());
        } else {
            List<String> missing = value.possibleValues().stream()
                    .map(target::written)
                    .filter(written -> !field.get().holds(written))
                    .toList();
            if (!missing.isEmpty()) {
                problems.add(place + " is of type " + field.get().type() + " and cannot hold " + missing
                        + (field.get().isDropdown() ? "; add these choices, or map the values to its choices" : ""));
            }
        }
    }

    private void freeText(TriageValue value, String place, TicketField field) {
        boolean fits = switch (value) {
            case SUGGESTED_RESPONSE -> field.isLongText();
            case CONFIDENCE -> field.isText() || field.type().equals("custom_decimal");
            default -> field.isText();
        };
        if (!fits) {
            problems.add(place + " is of type " + field.type() + "; it needs a "
                    + (value == TriageValue.SUGGESTED_RESPONSE ? "multi-line" : "single-line or multi-line")
                    + " text field");
        }
    }

    private void group(FieldTarget target, TicketFields known) {
        if (target.policy() == WritePolicy.SUGGEST_ONLY) {
            return;
        }
        if (!known.groups().contains(target.field())) {
            problems.add(
                    "the escalation group " + target.field() + " is not the id of a group; the groups have the ids "
                            + known.groups().stream().sorted().limit(20).toList());
        }
    }

    /** Fails if anything is missing. */
    void finish(OptionalInt status) {
        if (!problems.isEmpty()) {
            throw new HelpdeskSetupException(
                    "Freshdesk is not ready: " + String.join("; ", problems),
                    status.isPresent() ? status.getAsInt() : null);
        }
    }
}
