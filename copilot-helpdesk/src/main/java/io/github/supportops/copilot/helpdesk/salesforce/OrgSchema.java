package io.github.supportops.copilot.helpdesk.salesforce;

import io.github.supportops.copilot.Urgency;
import io.github.supportops.copilot.helpdesk.HelpdeskSetupException;
import io.github.supportops.copilot.helpdesk.internal.Call;
import io.github.supportops.copilot.helpdesk.internal.Reply;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The org's own fields and picklists of a case, read once when first needed and again by a check. Thread-safe. */
final class OrgSchema {
    private final SalesforceRest rest;
    private final Map<Urgency, String> namedPriorities;
    private @Nullable Cases cases;

    OrgSchema(SalesforceRest rest, Map<Urgency, String> namedPriorities) {
        this.rest = rest;
        this.namedPriorities = Map.copyOf(namedPriorities);
    }

    /** Fields and priorities of cases. */
    record Cases(ObjectFields object, Priorities priorities) {}

    /** {@return what is known of cases} @throws HelpdeskSetupException if the user cannot see them */
    synchronized Cases cases() {
        Cases known = cases;
        return known != null ? known : refreshed().orElseThrow(() -> new HelpdeskSetupException(invisible("Case")));
    }

    /** Reads cases again; absent if the user cannot see them. */
    synchronized Optional<Cases> refreshed() {
        Optional<Cases> now = describe("Case").map(object -> {
            List<String> values =
                    object.field("Priority").map(ObjectFields.Field::values).orElse(List.of());
            return new Cases(object, new Priorities(namedPriorities, values));
        });
        cases = now.orElse(null);
        return now;
    }

    /** {@return an object's fields; absent if the user cannot see it} */
    Optional<ObjectFields> describe(String object) {
        Call call = Call.get(rest.path("/sobjects/" + object + "/describe"), List.of(SalesforceRest.LANE));
        Reply reply = rest.send(call);
        if (reply.status() == 404) {
            return Optional.empty();
        }
        if (!reply.isSuccess()) {
            throw new HelpdeskSetupException(
                    call + " was refused with status " + reply.status() + ": "
                            + SalesforceErrors.of(reply).words(),
                    reply.status());
        }
        return Optional.of(ObjectFields.of(reply.json()));
    }

    static String invisible(String object) {
        return "the user of the app cannot see " + object + " (or the org does not know the API version)";
    }
}
