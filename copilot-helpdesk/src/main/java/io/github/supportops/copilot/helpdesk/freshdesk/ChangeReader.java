package io.github.supportops.copilot.helpdesk.freshdesk;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.supportops.copilot.helpdesk.ChangePage;
import io.github.supportops.copilot.helpdesk.HelpdeskSetupException;
import io.github.supportops.copilot.helpdesk.TicketChange;
import io.github.supportops.copilot.helpdesk.internal.Reply;
import io.github.supportops.copilot.helpdesk.internal.Time;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Lists what changed. Rows move while one pages: a ticket that changes leaves its place for the end of the list, and every
 * row behind it comes one place nearer, so that turning pages would miss some. Therefore the time is moved and not the page:
 * each call asks for the first page from the last time seen, which also never comes near the end of the 300 pages Freshdesk
 * gives.
 *
 * <p>Only a second with more changes than a page holds needs further pages. They are read from the last to the first: rows
 * can only move towards pages that are still to come.
 *
 * <p>At the end the next call looks back a little, for changes that became visible late; what was handed out before is left
 * out.
 */
final class ChangeReader {
    /** Behind it Freshdesk gives no rows. */
    static final int LAST_PAGE = 300;

    private static final int MOST_SEEN = 1_000;

    private final FreshdeskApi api;
    private final Time time;
    private final Duration overlap;

    ChangeReader(FreshdeskApi api, Time time, Duration overlap) {
        this.api = api;
        this.time = time;
        this.overlap = overlap;
    }

    /** One page of the list, with the server's time when it was made. */
    private record Page(List<ListedTicket> rows, boolean last, Instant serverTime) {
        Instant newest() {
            return rows.get(rows.size() - 1).updatedAt();
        }

        /** Whether it holds nothing newer, and another page follows. */
        boolean endsWithin(Instant end) {
            return !last && !newest().isAfter(end);
        }
    }

    ChangePage read(ChangeCursor cursor) {
        if (cursor.page() > 0) {
            return backwards(cursor);
        }
        Page page = list(cursor.since(), 1);
        if (page.last()) {
            return page(cursor, page, caughtUp(cursor, page), true);
        }
        if (page.endsWithin(sameSecond(cursor))) {
            return backwards(cursor.atPage(lastPageOfSecond(cursor)));
        }
        return page(cursor, page, cursor.at(page.newest().minusSeconds(1), seen(cursor, page)), false);
    }

    /** Whether {@code updated_since} includes its own second is not documented, so one second more counts as the same. */
    private static Instant sameSecond(ChangeCursor cursor) {
        return cursor.since().plusSeconds(1);
    }

    private ChangePage backwards(ChangeCursor cursor) {
        Page page = list(cursor.since(), cursor.page());
        ChangeCursor next =
                cursor.page() > 1 ? cursor.atPage(cursor.page() - 1) : cursor.at(sameSecond(cursor), cursor.seen());
        return page(cursor, page, next, false);
    }

    private int lastPageOfSecond(ChangeCursor cursor) {
        int within = 1;
        int beyond = 2;
        while (list(cursor.since(), beyond).endsWithin(sameSecond(cursor))) {
            if (beyond == LAST_PAGE) {
                throw new HelpdeskSetupException("More than 30,000 tickets changed at " + cursor.since()
                        + ", which is more than Freshdesk lists; start again behind that time");
            }
            within = beyond;
            beyond = Math.min(LAST_PAGE, 2 * beyond);
        }
        while (beyond - within > 1) {
            int middle = (within + beyond) / 2;
            if (list(cursor.since(), middle).endsWithin(sameSecond(cursor))) {
                within = middle;
            } else {
                beyond = middle;
            }
        }
        return beyond;
    }

    private ChangeCursor caughtUp(ChangeCursor cursor, Page page) {
        return page.rows().isEmpty() ? cursor : cursor.at(page.newest().minus(overlap), seen(cursor, page));
    }

    /** What looking back may show again; not what changed just now, because it may change again in the same second. */
    private Set<String> seen(ChangeCursor cursor, Page page) {
        Instant from = page.newest().minus(overlap).minusSeconds(1);
        List<String> all = new ArrayList<>();
        for (String key : cursor.seen()) {
            if (Long.parseLong(key.substring(key.indexOf('@') + 1)) >= from.getEpochSecond()) {
                all.add(key);
            }
        }
        for (ListedTicket row : page.rows()) {
            if (!row.updatedAt().isBefore(from) && Versions.isSettled(row.updatedAt(), page.serverTime())) {
                all.add(row.key());
            }
        }
        return new LinkedHashSet<>(all.subList(Math.max(0, all.size() - MOST_SEEN), all.size()));
    }

    private static ChangePage page(ChangeCursor cursor, Page page, ChangeCursor next, boolean caughtUp) {
        List<TicketChange> changes = new ArrayList<>();
        for (ListedTicket row : page.rows()) {
            if (!cursor.seen().contains(row.key())) {
                changes.add(new TicketChange(row.id(), Versions.of(row.updatedAt(), page.serverTime()), null));
            }
        }
        return new ChangePage(changes, next.text(), caughtUp);
    }

    private Page list(Instant since, int page) {
        Reply reply = api.send(FreshdeskApi.list(since, page));
        List<ListedTicket> rows = new ArrayList<>();
        for (JsonNode row : reply.json()) {
            rows.add(ListedTicket.of(row));
        }
        boolean last = rows.isEmpty() || FreshdeskApi.isLast(reply, rows.size());
        return new Page(rows, last, Versions.serverTime(reply, time.now()));
    }
}
