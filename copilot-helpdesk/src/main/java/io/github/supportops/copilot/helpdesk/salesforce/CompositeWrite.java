package io.github.supportops.copilot.helpdesk.salesforce;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.supportops.copilot.helpdesk.HelpdeskSetupException;
import io.github.supportops.copilot.helpdesk.TicketUpdate;
import io.github.supportops.copilot.helpdesk.TriageNote;
import io.github.supportops.copilot.helpdesk.internal.Call;
import io.github.supportops.copilot.helpdesk.internal.HelpdeskJson;
import io.github.supportops.copilot.helpdesk.internal.HtmlText;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;

/**
 * Makes the composite call that writes an update: one part changes the case if any field changes, one adds the comment.
 * Thread-safe.
 */
final class CompositeWrite {
    private static final int MOST_COMMENT_BYTES = 4000;
    private static final String REFERENCE = "@{";

    private final SalesforceRest rest;
    private final CaseQuery query;
    private final OrgSchema schema;
    private final boolean assignmentRules;

    CompositeWrite(SalesforceRest rest, CaseQuery query, OrgSchema schema, boolean assignmentRules) {
        this.rest = rest;
        this.query = query;
        this.schema = schema;
        this.assignmentRules = assignmentRules;
    }

    /**
     * {@return the call}
     *
     * @throws HelpdeskSetupException if the update has a field that may not be written, or whose value nobody has read
     */
    Call call(TicketUpdate update) {
        ObjectNode fields = fields(update);
        ObjectNode body = HelpdeskJson.object().put("allOrNone", true);
        ArrayNode parts = body.putArray("compositeRequest");
        String autoAssign = assignmentRules ? "TRUE" : "FALSE";
        if (!fields.isEmpty()) {
            ObjectNode patch =
                    part(parts, "PATCH", "/sobjects/Case/" + update.ticket().id(), "triagedCase");
            // Parts inherit Accept, Authorization and Content-Type of the call and no other header.
            patch.putObject("httpHeaders")
                    .put(
                            "If-Unmodified-Since",
                            Stamp.httpDate(CaseReader.stampOf(update.ticket().version())))
                    .put("Sforce-Auto-Assign", autoAssign);
            patch.set("body", fields);
        }
        part(parts, "POST", "/sobjects/CaseComment", "triageNote")
                .putObject("body")
                .put("ParentId", update.ticket().id())
                .put("CommentBody", comment(update.note()))
                .put("IsPublished", false);
        return Call.json("POST", rest.path("/composite"), HelpdeskJson.write(body), List.of(SalesforceRest.LANE))
                .header("Sforce-Auto-Assign", autoAssign)
                .once();
    }

    /** {@return how many parts the call has} */
    int parts(TicketUpdate update) {
        return fields(update).isEmpty() ? 1 : 2;
    }

    private ObjectNode part(ArrayNode parts, String method, String resource, String name) {
        return parts.addObject()
                .put("method", method)
                .put("url", rest.path(resource))
                .put("referenceId", name);
    }

    /** What plain makes longer is left free before. */
    private static String comment(TriageNote note) {
        String longest = note.text(MOST_COMMENT_BYTES);
        int added = plain(longest).length() - longest.length();
        return plain(note.text(MOST_COMMENT_BYTES - added));
    }

    /** In a composite call {@code @{name.field}} stands for the reply of another part; a text must not say so. */
    private static String plain(String text) {
        return text.replace(REFERENCE, "@ {");
    }

    private ObjectNode fields(TicketUpdate update) {
        ObjectNode fields = HelpdeskJson.object();
        update.priority()
                .ifPresent(urgency ->
                        fields.put("Priority", schema.cases().priorities().value(urgency)));
        if (update.escalate()) {
            fields.put("IsEscalated", true);
        }
        update.group().ifPresent(owner -> fields.put("OwnerId", owner(owner)));
        for (Map.Entry<String, String> entry : update.fields().entrySet()) {
            put(fields, writable(entry.getKey()), entry.getValue());
        }
        return fields;
    }

    private static String owner(String text) {
        return RecordId.of(text)
                .orElseThrow(() -> new HelpdeskSetupException(
                        "The escalation group must be the id of a queue (00G…) or a user (005…); check the policy"));
    }

    /** What has not been read could hold an agent's value; only custom fields are ever read as such. */
    private ObjectFields.Field writable(String name) {
        if (!query.customFields().contains(name)) {
            throw new HelpdeskSetupException(
                    name + " is no custom field that is read; run the check of the setup with this policy first");
        }
        return schema.cases()
                .object()
                .field(name)
                .filter(ObjectFields.Field::updateable)
                .orElseThrow(() -> new HelpdeskSetupException(
                        "A case has no field " + name + " that the user of the app may change; check the policy"));
    }

    /** Salesforce wants numbers and checkboxes as such, and refuses texts that are too long. */
    private static void put(ObjectNode fields, ObjectFields.Field field, String value) {
        if (field.isCheckbox()) {
            fields.put(field.name(), Boolean.parseBoolean(value));
        } else if (field.isNumber() && value.matches("-?[0-9]{1,15}(\\.[0-9]{1,10})?")) {
            fields.put(field.name(), new BigDecimal(value));
        } else {
            String text = plain(value);
            fields.put(field.name(), field.length() > 0 ? HtmlText.cut(text, field.length()) : text);
        }
    }
}
