package io.github.supportops.copilot.helpdesk.salesforce;

import io.github.supportops.copilot.Urgency;
import io.github.supportops.copilot.helpdesk.FieldTarget;
import io.github.supportops.copilot.helpdesk.HelpdeskSetupException;
import io.github.supportops.copilot.helpdesk.TriagePolicy;
import io.github.supportops.copilot.helpdesk.TriageValue;
import io.github.supportops.copilot.helpdesk.WritePolicy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Compares a policy with what describe says the user may do, and collects everything that is missing. One use. */
final class SetupCheck {
    private final SalesforceRest rest;
    private final CaseQuery query;
    private final OrgSchema schema;
    private final List<String> problems = new ArrayList<>();

    SetupCheck(SalesforceRest rest, CaseQuery query, OrgSchema schema) {
        this.rest = rest;
        this.query = query;
        this.schema = schema;
    }

    void run(TriagePolicy policy) {
        schema.refreshed()
                .ifPresentOrElse(cases -> checkCases(cases, policy), () -> problems.add(OrgSchema.invisible("Case")));
        policy.escalationGroup()
                .filter(target -> target.policy() != WritePolicy.SUGGEST_ONLY)
                .ifPresent(this::checkOwner);
        checkComments();
        if (query.emailMessages()) {
            checkReadable(
                    "EmailMessage",
                    CaseQuery.mailFields(),
                    "; where the org has no Email-to-Case, set emailMessages(false)");
        }
        if (query.accounts()) {
            checkReadable(
                    "Account", List.of("Type", "AnnualRevenue"), "; set accounts(false) to do without the account");
        }
        if (!problems.isEmpty()) {
            throw new HelpdeskSetupException(
                    "Salesforce is not ready: " + problems.stream().collect(Collectors.joining("; ")));
        }
    }

    private void checkCases(OrgSchema.Cases cases, TriagePolicy policy) {
        missing(cases.object(), CaseQuery.caseFields(), "Case", "");
        missing(cases.object(), query.customFields(), "Case", "");
        if (policy.priority() != WritePolicy.SUGGEST_ONLY) {
            requireUpdateable(cases.object(), "Priority");
            for (Urgency urgency : Urgency.values()) {
                if (!cases.priorities().exists(urgency)) {
                    problems.add("the picklist Priority has no active value \""
                            + cases.priorities().value(urgency) + "\" for " + urgency.wireName()
                            + " (name the org's own by priority(Urgency, String))");
                }
            }
        }
        if (policy.escalatedFlag() != WritePolicy.SUGGEST_ONLY) {
            requireUpdateable(cases.object(), "IsEscalated");
        }
        if (policy.escalationGroup()
                .filter(target -> target.policy() != WritePolicy.SUGGEST_ONLY)
                .isPresent()) {
            requireUpdateable(cases.object(), "OwnerId");
        }
        policy.fields().forEach((value, target) -> checkField(cases.object(), value, target));
    }

    private void checkField(ObjectFields object, TriageValue value, FieldTarget target) {
        String name = target.field();
        Optional<ObjectFields.Field> found = object.field(name);
        if (!name.endsWith("__c")) {
            problems.add(name + " is no custom field: its name has to end in __c");
        } else if (found.isEmpty()) {
            problems.add("Case has no field " + name + " that the user of the app can see");
        } else if (target.policy() != WritePolicy.SUGGEST_ONLY) {
            requireUpdateable(object, name);
            checkType(found.get(), value, target);
        }
    }

    private void checkType(ObjectFields.Field field, TriageValue value, FieldTarget target) {
        List<String> written =
                value.possibleValues().stream().map(target::written).toList();
        if (field.isPicklist()) {
            List<String> unknown = written.stream()
                    .filter(one -> !field.values().contains(one))
                    .toList();
            if (written.isEmpty() || !unknown.isEmpty()) {
                problems.add("the picklist " + field.name() + " does not have "
                        + (written.isEmpty() ? "any possible " + value.wireName() : String.join(", ", unknown)));
            }
        } else if (field.isCheckbox()) {
            if (value != TriageValue.ESCALATION_REQUIRED || !written.equals(List.of("false", "true"))) {
                problems.add("the checkbox " + field.name() + " cannot hold " + value.wireName());
            } else if (target.policy() == WritePolicy.SET_IF_EMPTY) {
                problems.add("the checkbox " + field.name()
                        + " is never empty, so set_if_empty would never write it; use raise_only or overwrite");
            }
        } else if (field.isNumber()) {
            if (value != TriageValue.CONFIDENCE || field.scale() < 2) {
                problems.add("the number " + field.name() + " cannot hold " + value.wireName()
                        + (value == TriageValue.CONFIDENCE ? " (it needs two decimal places)" : ""));
            }
        } else if (!field.isText()) {
            problems.add(field.name() + " is of type " + field.type() + ", which cannot hold " + value.wireName());
        } else if (written.stream().anyMatch(one -> one.length() > field.length())) {
            problems.add(field.name() + " is too short for the values of " + value.wireName());
        }
    }

    private void checkOwner(FieldTarget target) {
        if (target.policy() == WritePolicy.SET_IF_EMPTY) {
            problems.add("every case has an owner, so the escalation group with set_if_empty would never move one; use"
                    + " overwrite or suggest_only");
            return;
        }
        Optional<String> id = RecordId.of(target.field());
        boolean queue = id.filter(text -> text.startsWith("00G")).isPresent();
        if (id.isEmpty() || !(queue || id.get().startsWith("005"))) {
            problems.add("the escalation group must be the id of a queue (00G…) or a user (005…): " + target.field());
            return;
        }
        if (!id.get().equals(target.field())) {
            problems.add("the escalation group must be written with 18 characters: " + id.get());
            return;
        }
        String soql = queue
                ? "SELECT QueueId FROM QueueSobject WHERE SobjectType = 'Case' AND QueueId = " + Soql.text(id.get())
                : "SELECT Id FROM User WHERE IsActive = true AND Id = " + Soql.text(id.get());
        if (rest.query(soql).isEmpty()) {
            problems.add((queue ? "there is no queue for cases with the id " : "there is no active user with the id ")
                    + id.get());
        }
    }

    private void checkComments() {
        Optional<ObjectFields> found = schema.describe("CaseComment");
        if (found.isEmpty()) {
            problems.add(OrgSchema.invisible("CaseComment"));
            return;
        }
        ObjectFields comments = found.get();
        boolean writable = comments.createable()
                && Arrays.asList("ParentId", "CommentBody", "IsPublished").stream()
                        .allMatch(name -> comments.field(name)
                                .map(ObjectFields.Field::createable)
                                .orElse(false));
        if (!writable) {
            problems.add("the user of the app may not create a CaseComment with ParentId, CommentBody and IsPublished");
        }
    }

    private void checkReadable(String object, List<String> names, String otherwise) {
        schema.describe(object)
                .ifPresentOrElse(
                        found -> missing(found, names, object, otherwise),
                        () -> problems.add(OrgSchema.invisible(object) + otherwise));
    }

    private void missing(ObjectFields object, Iterable<String> names, String of, String otherwise) {
        List<String> unseen = new ArrayList<>();
        names.forEach(name -> {
            if (object.field(name).isEmpty()) {
                unseen.add(name);
            }
        });
        if (!unseen.isEmpty()) {
            problems.add("the user of the app cannot see " + String.join(", ", unseen) + " of " + of + otherwise);
        }
    }

    private void requireUpdateable(ObjectFields object, String name) {
        boolean may = object.updateable()
                && object.field(name).map(ObjectFields.Field::updateable).orElse(false);
        if (!may) {
            problems.add("the user of the app may not change " + name + " of Case");
        }
    }
}
