package io.github.supportops.copilot.helpdesk.zendesk;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.supportops.copilot.helpdesk.FieldTarget;
import io.github.supportops.copilot.helpdesk.HelpdeskRefusedException;
import io.github.supportops.copilot.helpdesk.HelpdeskSetupException;
import io.github.supportops.copilot.helpdesk.TriagePolicy;
import io.github.supportops.copilot.helpdesk.TriageValue;
import io.github.supportops.copilot.helpdesk.WritePolicy;
import io.github.supportops.copilot.helpdesk.internal.Call;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Looks at everything that has to be there before the first ticket, and names all that is not. */
final class SetupCheck {
    static final String NO_ESCALATED_FLAG =
            "Zendesk has no escalation flag: take escalated_flag out of the policy; use escalation_group and the tag"
                    + " ai_escalate";

    private final ZendeskApi api;
    private final TicketFields fields;
    private final Consumer<String> self;

    /**
     * Creates it.
     *
     * @param self gets the id of the user whose key this is
     */
    SetupCheck(ZendeskApi api, TicketFields fields, Consumer<String> self) {
        this.api = api;
        this.fields = fields;
        this.self = self;
    }

    void run(TriagePolicy policy) {
        List<String> problems = new ArrayList<>();
        user(problems);
        scope(problems);
        if (policy.escalatedFlag() != WritePolicy.SUGGEST_ONLY) {
            problems.add(NO_ESCALATED_FLAG);
        }
        if (!policy.fields().isEmpty() && readable(problems, "ticket fields", fields::reload)) {
            policy.fields().forEach((value, target) -> field(problems, value, target));
        }
        policy.escalationGroup().ifPresent(target -> group(problems, target.field()));
        if (!problems.isEmpty()) {
            throw new HelpdeskSetupException("Zendesk is not ready:\n- " + String.join("\n- ", problems));
        }
    }

    private void user(List<String> problems) {
        readable(problems, "its own user", () -> {
            JsonNode user =
                    api.get(Call.get("/api/v2/users/me", ZendeskApi.GENERAL)).path("user");
            if (!Conversations.isId(user.path("id").asText(""))) {
                problems.add("the key is not accepted: Zendesk takes us for an anonymous visitor");
                return;
            }
            self.accept(user.path("id").asText(""));
            if (!user.path("role").asText("").equals("admin")) {
                problems.add("the key's user has the role \""
                        + user.path("role").asText("") + "\", but the incremental export needs an admin");
            }
        });
    }

    /** Only what the server says can be judged: a scope with an unknown word in it gives a token that can do nothing. */
    private void scope(List<String> problems) {
        Optional<String> granted = api.grantedScope();
        if (granted.isEmpty()) {
            return;
        }
        List<String> scopes = Arrays.asList(granted.get().split("[ ,]+"));
        if (!scopes.contains("read") && !scopes.contains("tickets:read")) {
            problems.add("the token may not read tickets (scope \"" + granted.get() + "\"): it needs \"read\"");
        }
        if (!scopes.contains("write") && !scopes.contains("tickets:write")) {
            problems.add("the token may not update tickets (scope \"" + granted.get() + "\"): it needs"
                    + " \"tickets:write\"");
        }
    }

    private static boolean readable(List<String> problems, String what, Runnable read) {
        try {
            read.run();
            return true;
        } catch (HelpdeskRefusedException refused) {
            problems.add("the key may not read " + what + " (status "
                    + refused.status().orElse(0) + "): it needs the scope \"read\"");
        } catch (HelpdeskSetupException setup) {
            if (setup.status().orElse(0) == 401) {
                throw setup;
            }
            problems.add(String.valueOf(setup.getMessage()));
        }
        return false;
    }

    private void field(List<String> problems, TriageValue value, FieldTarget target) {
        String name = "ticket field " + target.field() + " for " + value.wireName();
        Optional<TicketFields.Field> found = fields.find(target.field());
        if (found.isEmpty()) {
            problems.add(name + " does not exist; Zendesk knows fields by their number");
        } else if (!found.get().active()) {
            problems.add(name + " is not active");
        } else {
            unfit(found.get(), value, target).ifPresent(why -> problems.add(name + " " + why));
        }
    }

    private static Optional<String> unfit(TicketFields.Field field, TriageValue value, FieldTarget target) {
        List<String> written =
                value.possibleValues().stream().map(target::written).toList();
        return switch (field.type()) {
            case "text" ->
                value == TriageValue.SUGGESTED_RESPONSE
                        ? Optional.of("has one line only; take a multi-line field")
                        : Optional.empty();
            case "textarea" -> Optional.empty();
            case "tagger" -> unfitDropDown(field, written);
            case "checkbox" ->
                written.equals(List.of("false", "true"))
                        ? Optional.empty()
                        : Optional.of("is a checkbox, which holds escalation_required alone");
            case "decimal" ->
                value == TriageValue.CONFIDENCE
                        ? Optional.empty()
                        : Optional.of("is a decimal number, which holds confidence alone");
            default -> Optional.of("is of type " + field.type() + ", which cannot hold it");
        };
    }

    private static Optional<String> unfitDropDown(TicketFields.Field field, List<String> written) {
        if (written.isEmpty()) {
            return Optional.of("is a drop-down, which cannot hold free text");
        }
        List<String> missing =
                written.stream().filter(tag -> !field.options().contains(tag)).toList();
        return missing.isEmpty()
                ? Optional.empty()
                : Optional.of("is a drop-down without options with the tags " + missing);
    }

    private void group(List<String> problems, String id) {
        String name = "group " + id;
        if (!Conversations.isId(id)) {
            problems.add(name + " does not exist; Zendesk knows groups by their number");
            return;
        }
        readable(problems, "groups", () -> {
            Optional<JsonNode> group = api.find(Call.get("/api/v2/groups/" + id, ZendeskApi.GENERAL));
            if (group.isEmpty() || group.get().path("group").path("deleted").asBoolean(false)) {
                problems.add(name + " does not exist");
            }
        });
    }
}
