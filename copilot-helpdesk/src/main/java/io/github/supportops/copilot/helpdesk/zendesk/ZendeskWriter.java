package io.github.supportops.copilot.helpdesk.zendesk;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.supportops.copilot.helpdesk.HelpdeskRequest;
import io.github.supportops.copilot.helpdesk.HelpdeskTicket;
import io.github.supportops.copilot.helpdesk.TicketStatus;
import io.github.supportops.copilot.helpdesk.TicketUpdate;
import io.github.supportops.copilot.helpdesk.WriteOutcome;
import io.github.supportops.copilot.helpdesk.internal.Call;
import io.github.supportops.copilot.helpdesk.internal.Reply;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Writes one update by one call. Thread-safe. */
final class ZendeskWriter {
    private final ZendeskApi api;
    private final Conversations conversations;
    private final UpdateRequests requests;
    private final UpdateBudget budget;

    ZendeskWriter(ZendeskApi api, Conversations conversations, UpdateRequests requests, UpdateBudget budget) {
        this.api = api;
        this.conversations = conversations;
        this.requests = requests;
        this.budget = budget;
    }

    /** What is known without a call; null if the update has to be sent. */
    static @Nullable WriteOutcome settled(TicketUpdate update) {
        if (update.ticket().status() == TicketStatus.CLOSED
                || !Conversations.isId(update.ticket().id())) {
            return WriteOutcome.gone();
        }
        return update.ticket().has(update.note().marker()) ? WriteOutcome.alreadyThere() : null;
    }

    List<HelpdeskRequest> preview(TicketUpdate update) {
        return settled(update) == null ? List.of(requests.single(update).preview()) : List.of();
    }

    WriteOutcome write(TicketUpdate update) {
        WriteOutcome known = settled(update);
        if (known != null) {
            return known;
        }
        Call call = requests.single(update);
        budget.take(update.ticket().id());
        Reply reply = api.send(call);
        if (reply.isSuccess()) {
            return WriteOutcome.written(version(reply.json()));
        }
        return switch (reply.status()) {
            case 404 -> WriteOutcome.gone();
            case 409 -> afterConflict(update);
            case 422 -> afterRefusal(update, call, reply);
            default -> throw ZendeskApi.refused(call, reply);
        };
    }

    private static @Nullable String version(JsonNode body) {
        String version = body.path("ticket").path("updated_at").asText("");
        return version.isEmpty() ? null : version;
    }

    /** A conflict is also what a repeated call gets whose first reply was lost: then the note is there. */
    private WriteOutcome afterConflict(TicketUpdate update) {
        Optional<HelpdeskTicket> now = conversations.read(update.ticket().id());
        if (now.isEmpty()) {
            return WriteOutcome.gone();
        }
        return now.get().has(update.note().marker()) ? WriteOutcome.alreadyThere() : WriteOutcome.conflict();
    }

    /** A closed ticket is refused as invalid, like a bad value; only the ticket itself tells which it was. */
    private WriteOutcome afterRefusal(TicketUpdate update, Call call, Reply reply) {
        Optional<HelpdeskTicket> now = conversations.read(update.ticket().id());
        if (now.isEmpty() || now.get().status() == TicketStatus.CLOSED) {
            return WriteOutcome.gone();
        }
        throw ZendeskApi.refused(call, reply);
    }
}
