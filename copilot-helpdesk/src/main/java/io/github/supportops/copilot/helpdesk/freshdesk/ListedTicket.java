package io.github.supportops.copilot.helpdesk.freshdesk;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;

/** A row of a list: which ticket, and when it changed last. */
record ListedTicket(String id, Instant updatedAt) {

    static ListedTicket of(JsonNode row) {
        return new ListedTicket(row.path("id").asText(), Versions.time(row.path("updated_at")));
    }

    /** What is the same only as long as the ticket does not change. */
    String key() {
        return id + "@" + updatedAt.getEpochSecond();
    }
}
