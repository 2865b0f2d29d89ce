package io.github.supportops.copilot.helpdesk.freshdesk;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.supportops.copilot.helpdesk.HelpdeskException;
import io.github.supportops.copilot.helpdesk.HelpdeskRefusedException;
import io.github.supportops.copilot.helpdesk.HelpdeskSetupException;
import io.github.supportops.copilot.helpdesk.internal.Call;
import io.github.supportops.copilot.helpdesk.internal.HelpdeskHttp;
import io.github.supportops.copilot.helpdesk.internal.HelpdeskJson;
import io.github.supportops.copilot.helpdesk.internal.Reply;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** The calls that are made, and what their errors mean. Thread-safe. */
final class FreshdeskApi {
    /** The most rows Freshdesk gives at once; more is an error. */
    static final int PER_PAGE = 100;

    private final HelpdeskHttp http;
    private final CallLimits limits;

    FreshdeskApi(HelpdeskHttp http, CallLimits limits) {
        this.http = http;
        this.limits = limits;
    }

    /**
     * Tickets changed since a time, oldest change first. Without {@code updated_since} Freshdesk would leave out every ticket
     * opened more than 30 days ago. Nothing is included: the rows only say what changed, and each include costs two calls.
     */
    static Call list(Instant since, int page) {
        return Call.get(
                "/api/v2/tickets?updated_since=" + since + "&order_by=updated_at&order_type=asc&per_page=" + PER_PAGE
                        + "&page=" + page,
                CallLimits.LIST);
    }

    static Call view(String ticketId) {
        return Call.get("/api/v2/tickets/" + number(ticketId), CallLimits.READ);
    }

    /** The look on which an update depends. It waits for both, so that the update itself need not wait. */
    static Call look(String ticketId) {
        return Call.get("/api/v2/tickets/" + number(ticketId), CallLimits.LOOK);
    }

    /** The whole conversation by pages; {@code include=conversations} would give its first ten messages only. */
    static Call conversations(String ticketId, int page) {
        return Call.get(
                "/api/v2/tickets/" + number(ticketId) + "/conversations?per_page=" + PER_PAGE + "&page=" + page,
                CallLimits.READ);
    }

    /** Sent once and at once behind its look: later, its whole list of tags would undo what an agent did in between. */
    static Call update(String ticketId, JsonNode body) {
        return Call.json("PUT", "/api/v2/tickets/" + number(ticketId), HelpdeskJson.write(body), CallLimits.UPDATE)
                .once()
                .atOnce();
    }

    /** Sent once: Freshdesk adds a note for every call. */
    static Call note(String ticketId, JsonNode body) {
        return Call.json(
                        "POST",
                        "/api/v2/tickets/" + number(ticketId) + "/notes",
                        HelpdeskJson.write(body),
                        CallLimits.CREATE)
                .once();
    }

    static Call me() {
        return Call.get("/api/v2/agents/me", CallLimits.READ);
    }

    static Call ticketFields() {
        return Call.get("/api/v2/ticket_fields", CallLimits.READ);
    }

    /** {@return the reply, if it is a success or one of these statuses} */
    Reply send(Call call, int... expected) {
        if (!call.waits()) {
            limits.sentAtOnce();
        }
        Reply reply = http.send(call);
        if (!reply.isSuccess()) {
            for (int status : expected) {
                if (reply.status() == status) {
                    return reply;
                }
            }
            throw failure(call, reply);
        }
        return reply;
    }

    /**
     * {@return whether a list ends with this page} The header alone would not tell: on page 300 it is missing although there
     * may be more. The address in it is never followed.
     */
    static boolean isLast(Reply reply, int rows) {
        boolean goesOn =
                reply.header("Link").map(link -> link.contains("rel=\"next\"")).orElse(false);
        return !goesOn && rows < PER_PAGE;
    }

    private static HelpdeskException failure(Call call, Reply reply) {
        int status = reply.status();
        String codes = codes(reply);
        if (status < 400) {
            return new HelpdeskSetupException(
                    call + " was answered with a redirect, which is not followed: FRESHDESK_BASE_URL must be"
                            + " https://DOMAIN.freshdesk.com, not another name that leads there",
                    status);
        }
        if (status == 401) {
            return HelpdeskHttp.refusedKey(
                    call, reply, "FRESHDESK_API_KEY is not the key of an active agent of this account" + codes);
        }
        if (status == 403) {
            return HelpdeskHttp.refusedKey(
                    call,
                    reply,
                    "the agent of FRESHDESK_API_KEY may not do this, or the account may not; see docs/freshdesk.md for"
                            + " the rights it needs" + codes);
        }
        return new HelpdeskRefusedException(
                call + " was refused with status " + status + codes + hint(codes), status, fields(reply));
    }

    /** Names of fields and codes only: Freshdesk's messages may quote what was sent. */
    private static String codes(Reply reply) {
        List<String> all = new ArrayList<>();
        JsonNode body = reply.jsonIfAny();
        if (!name(body.path("code")).isEmpty()) {
            all.add(name(body.path("code")));
        }
        for (JsonNode error : body.path("errors")) {
            all.add((name(error.path("field")) + " " + name(error.path("code"))).strip());
        }
        return all.isEmpty() ? "" : " (" + String.join(", ", all) + ")";
    }

    private static List<String> fields(Reply reply) {
        List<String> fields = new ArrayList<>();
        for (JsonNode error : reply.jsonIfAny().path("errors")) {
            if (!name(error.path("field")).isEmpty()) {
                fields.add(name(error.path("field")));
            }
        }
        return fields;
    }

    private static String hint(String codes) {
        return codes.contains("missing_field")
                ? "; a field the account requires of agents is empty on this ticket"
                : "";
    }

    private static String name(JsonNode node) {
        String text = node.asText("");
        return text.matches("[\\w.\\[\\]-]{1,80}") ? text : "";
    }

    /** An id goes into a path, so it has to be one. */
    static String number(String ticketId) {
        if (!ticketId.matches("[0-9]{1,18}")) {
            throw new IllegalArgumentException("An id in Freshdesk is a number");
        }
        return ticketId;
    }
}
