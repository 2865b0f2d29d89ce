package io.github.supportops.copilot.helpdesk.zendesk;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.supportops.copilot.helpdesk.internal.Call;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Collects comments from the export of ticket events, which runs beside the export of tickets: about a thousand events a
 * call, each read once, instead of a call for each ticket. A conversation is known whole when the ticket was opened after
 * the events that are held begin. What is held is bounded; the ticket that was seen first gives way. Not thread-safe.
 */
final class CommentExport {
    static final long MOST_CHARACTERS = 16_000_000;
    /** What a ticket without text costs, so that the number of tickets is bounded too. */
    private static final int CHARACTERS_FOR_A_TICKET = 200;
    /** The clock that stamps events may be a little off from the one that stamps tickets. */
    private static final long SLACK_SECONDS = 5;

    /** A page with less is the last, should it not say so. */
    private static final int FULL_PAGE = 1_000;

    private final ZendeskApi api;
    private final long mostCharacters;
    private final Map<String, Held> tickets = new LinkedHashMap<>();
    private long knownFrom;
    private long position;
    private long characters;

    /**
     * Creates it.
     *
     * @param start the time in seconds from which on events are read
     * @param mostCharacters how much text is held at most
     */
    CommentExport(ZendeskApi api, long start, long mostCharacters) {
        this.api = api;
        this.mostCharacters = mostCharacters;
        this.knownFrom = start;
        this.position = start;
    }

    /**
     * Reads on until every event up to a time is held.
     *
     * @param until the time in seconds
     * @param mostCalls when to give up for now
     * @return whether it got there
     */
    boolean advance(long until, int mostCalls) {
        for (int call = 0; call < mostCalls; call++) {
            if (position > until) {
                return true;
            }
            JsonNode page = api.get(Call.get(
                    "/api/v2/incremental/ticket_events?start_time=" + position + "&include=comment_events",
                    ZendeskApi.EXPORT));
            page.path("ticket_events").forEach(this::hold);
            long end = page.path("end_time").asLong(position);
            boolean stuck = end <= position;
            position = Math.max(position, end);
            if (page.path("end_of_stream").asBoolean(page.path("count").asInt(FULL_PAGE) < FULL_PAGE)) {
                return true;
            }
            if (stuck) {
                // More events in one second than fit on a page: what is behind them cannot be reached from here.
                forgetBefore(position + 1);
                return false;
            }
        }
        return position > until;
    }

    private void hold(JsonNode event) {
        String ticketId = event.path("ticket_id").asText("");
        Held held = tickets.get(ticketId);
        if (held == null) {
            held = new Held(event.path("timestamp").asLong(position));
            tickets.put(ticketId, held);
            characters += CHARACTERS_FOR_A_TICKET;
        }
        Instant at = ZendeskComment.time(event.path("created_at")).orElse(null);
        for (JsonNode child : event.path("child_events")) {
            String type = child.path("event_type").asText(child.path("type").asText(""));
            if (type.contains("Comment")) {
                characters += held.add(type.equals("Comment"), child, at);
            }
        }
        makeRoom();
    }

    private void makeRoom() {
        Iterator<Held> eldest = tickets.values().iterator();
        while (characters > mostCharacters && eldest.hasNext()) {
            Held held = eldest.next();
            eldest.remove();
            characters -= CHARACTERS_FOR_A_TICKET + held.release();
            knownFrom = Math.max(knownFrom, held.firstSeen + 1);
        }
    }

    private void forgetBefore(long time) {
        tickets.clear();
        characters = 0;
        knownFrom = time;
        position = time;
    }

    /** The comments of a ticket, oldest first, if they are known whole; they are handed out once. */
    Optional<List<ZendeskComment>> take(String ticketId, @Nullable Instant created) {
        Held held = tickets.get(ticketId);
        if (held == null) {
            return Optional.empty();
        }
        boolean fromTheStart = created != null && created.getEpochSecond() >= knownFrom + SLACK_SECONDS;
        Optional<List<ZendeskComment>> comments =
                fromTheStart && held.isWhole() ? Optional.of(List.copyOf(held.comments.values())) : Optional.empty();
        characters -= held.release();
        return comments;
    }

    /** What is known of one ticket; stays behind empty when it was handed out, so that later events are not taken for all. */
    private static final class Held {
        private final long firstSeen;
        private final Map<String, ZendeskComment> comments = new LinkedHashMap<>();
        private boolean spoiled;

        Held(long firstSeen) {
            this.firstSeen = firstSeen;
        }

        /** Adds a comment; an event that changes one, or has another form, means that only a fresh read will do. */
        long add(boolean plain, JsonNode child, @Nullable Instant at) {
            if (spoiled) {
                return 0;
            }
            Optional<ZendeskComment> comment = plain ? ZendeskComment.of(child, at) : Optional.empty();
            if (comment.isEmpty()) {
                return -release();
            }
            ZendeskComment before = comments.putIfAbsent(comment.get().id(), comment.get());
            return before == null ? comment.get().text().length() : 0;
        }

        boolean isWhole() {
            return !spoiled && !comments.isEmpty();
        }

        long release() {
            long freed = 0;
            for (ZendeskComment comment : new ArrayList<>(comments.values())) {
                freed += comment.text().length();
            }
            comments.clear();
            spoiled = true;
            return freed;
        }
    }
}
