package io.github.supportops.copilot.helpdesk.freshdesk;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.supportops.copilot.helpdesk.internal.HelpdeskJson;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * Where a sweep goes on.
 *
 * @param since tickets that changed at or after this time
 * @param page the page that comes next of a second with more tickets than a page holds, or 0 outside of such a second
 * @param floor what the caller asked for at first; looking back never goes behind it
 * @param seen changes that were handed out already and that looking back will show again, by {@link ListedTicket#key()}
 */
record ChangeCursor(Instant since, int page, Instant floor, Set<String> seen) {

    static ChangeCursor start(Instant since) {
        Instant second = Instant.ofEpochSecond(since.getEpochSecond());
        return new ChangeCursor(second, 0, second, Set.of());
    }

    /** Goes on at a time. */
    ChangeCursor at(Instant time, Set<String> nowSeen) {
        return new ChangeCursor(time.isBefore(floor) ? floor : time, 0, floor, nowSeen);
    }

    /** Goes on at a page of the same second. */
    ChangeCursor atPage(int number) {
        return new ChangeCursor(since, number, floor, seen);
    }

    String text() {
        ObjectNode json = HelpdeskJson.object();
        json.put("since", since.toString());
        json.put("page", page);
        json.put("floor", floor.toString());
        ArrayNode keys = json.putArray("seen");
        seen.forEach(keys::add);
        return HelpdeskJson.write(json);
    }

    /** Reads what {@link #text()} wrote. @throws IllegalArgumentException if the text is anything else */
    static ChangeCursor of(String text) {
        try {
            JsonNode json = HelpdeskJson.read(text);
            int page = json.path("page").asInt(-1);
            if (page < 0 || page > ChangeReader.LAST_PAGE) {
                throw new IllegalArgumentException("This is not a cursor of Freshdesk: page");
            }
            Set<String> seen = new LinkedHashSet<>();
            json.path("seen").forEach(key -> seen.add(key.asText()));
            return new ChangeCursor(
                    Instant.parse(json.path("since").asText()),
                    page,
                    Instant.parse(json.path("floor").asText()),
                    seen);
        } catch (JsonProcessingException | DateTimeException unreadable) {
            throw new IllegalArgumentException("This is not a cursor of Freshdesk");
        }
    }
}
