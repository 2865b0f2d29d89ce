package io.github.supportops.copilot.helpdesk.zendesk;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.supportops.copilot.helpdesk.ChangePage;
import io.github.supportops.copilot.helpdesk.HelpdeskRefusedException;
import io.github.supportops.copilot.helpdesk.HelpdeskTicket;
import io.github.supportops.copilot.helpdesk.HelpdeskUnavailableException;
import io.github.supportops.copilot.helpdesk.TicketChange;
import io.github.supportops.copilot.helpdesk.internal.Call;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads which tickets changed, by the cursor export. A page that is large enough brings its conversations along from the
 * export of events; on a small one, and for tickets older than those events, they are left to be read one by one.
 *
 * <p>The cursors we give out are {@code start:SECONDS} and {@code cursor:TEXT}. Thread-safe.
 */
final class ZendeskChanges {
    private static final String START = "start:";
    private static final String CURSOR = "cursor:";
    /** Zendesk refuses a start in the last minute; half a minute more is for clocks that differ. */
    private static final long LATEST_START_SECONDS = 90;

    private final ZendeskApi api;
    private final UserRoles roles;
    private final int pageSize;
    private final int readsPerExport;
    private @Nullable CommentExport comments;

    ZendeskChanges(ZendeskApi api, UserRoles roles, int pageSize, int readsPerExport) {
        this.api = api;
        this.roles = roles;
        this.pageSize = pageSize;
        this.readsPerExport = readsPerExport;
    }

    synchronized ChangePage since(Instant time) {
        comments = null;
        long latest = api.now().getEpochSecond() - LATEST_START_SECONDS;
        long start = Math.max(0, Math.min(time.getEpochSecond(), latest));
        return page("start_time=" + start, START + start, start);
    }

    synchronized ChangePage after(String cursor) {
        if (cursor.startsWith(START) && cursor.matches("start:[0-9]{1,12}")) {
            return since(Instant.ofEpochSecond(Long.parseLong(cursor.substring(START.length()))));
        }
        if (!cursor.startsWith(CURSOR) || cursor.length() == CURSOR.length()) {
            throw new IllegalArgumentException("This is no place in a list of Zendesk tickets: start again by a time");
        }
        String text = cursor.substring(CURSOR.length());
        return page("cursor=" + URLEncoder.encode(text, StandardCharsets.UTF_8), cursor, -1);
    }

    private ChangePage page(String position, String here, long start) {
        Call call =
                Call.get("/api/v2/incremental/tickets/cursor?" + position + "&per_page=" + pageSize, ZendeskApi.EXPORT);
        JsonNode body = body(call, start < 0);
        Collection<TicketRow> rows = rows(body.path("tickets"));
        String after = body.path("after_cursor").asText("");
        boolean caughtUp = body.path("end_of_stream").asBoolean(false);
        if (after.isEmpty() && !caughtUp) {
            throw new HelpdeskUnavailableException(
                    call + " says that there is more, but not where", 200, null, false, null);
        }
        return new ChangePage(changes(rows, start), after.isEmpty() ? here : CURSOR + after, caughtUp);
    }

    private JsonNode body(Call call, boolean byCursor) {
        try {
            return api.get(call);
        } catch (HelpdeskRefusedException refused) {
            if (byCursor && refused.status().orElse(0) != 403) {
                throw new HelpdeskRefusedException(
                        refused.getMessage() + ": the cursor is not valid any more; start again by a time",
                        refused.status().orElse(0),
                        refused.fields());
            }
            throw refused;
        }
    }

    /** Each ticket once, as it was last; the export may name one several times. */
    private static Collection<TicketRow> rows(JsonNode tickets) {
        Map<String, TicketRow> rows = new LinkedHashMap<>();
        for (JsonNode node : tickets) {
            TicketRow row = TicketRow.of(node);
            rows.remove(row.id());
            if (!row.isDeleted()) {
                rows.put(row.id(), row);
            }
        }
        return rows.values();
    }

    private List<TicketChange> changes(Collection<TicketRow> rows, long start) {
        List<TicketRow> living = rows.stream().filter(row -> !row.isClosed()).toList();
        Map<String, List<ZendeskComment>> known = conversations(living, start);
        Set<String> authors = new HashSet<>();
        known.values().forEach(conversation -> authors.addAll(Conversations.authors(conversation)));
        living.forEach(row -> authors.remove(row.requesterId()));
        roles.load(authors);
        List<TicketChange> changes = new ArrayList<>(rows.size());
        for (TicketRow row : rows) {
            changes.add(new TicketChange(row.id(), row.version(), whole(row, known.get(row.id()))));
        }
        return changes;
    }

    /** A closed ticket cannot change any more, so that its conversation is not worth a call: it comes without one. */
    private @Nullable HelpdeskTicket whole(TicketRow row, @Nullable List<ZendeskComment> conversation) {
        if (row.isClosed()) {
            return row.with(List.of(), roles);
        }
        return conversation == null ? null : row.with(conversation, roles);
    }

    private Map<String, List<ZendeskComment>> conversations(List<TicketRow> rows, long start) {
        if (rows.size() <= readsPerExport) {
            comments = null;
            return Map.of();
        }
        CommentExport export = comments;
        if (export == null) {
            export = new CommentExport(api, start >= 0 ? start : medianCreation(rows), CommentExport.MOST_CHARACTERS);
            comments = export;
        }
        long until = rows.stream().mapToLong(TicketRow::generatedAt).max().orElse(0);
        Map<String, List<ZendeskComment>> known = new LinkedHashMap<>();
        if (export.advance(until, rows.size() / readsPerExport)) {
            for (TicketRow row : rows) {
                Optional<List<ZendeskComment>> conversation = export.take(row.id(), row.createdAt());
                conversation.ifPresent(whole -> known.put(row.id(), whole));
            }
        }
        return known;
    }

    /**
     * Where to begin when a restart lost what was held: half of the page is covered at once, and of the pages behind it
     * nearly all, without reading years of events for one old ticket.
     */
    private long medianCreation(List<TicketRow> rows) {
        long latest = api.now().getEpochSecond() - LATEST_START_SECONDS;
        long[] times = rows.stream()
                .map(TicketRow::createdAt)
                .filter(Objects::nonNull)
                .mapToLong(Instant::getEpochSecond)
                .sorted()
                .toArray();
        return times.length == 0 ? latest : Math.min(latest, times[times.length / 2]);
    }
}
