package io.github.supportops.copilot.helpdesk.zendesk;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.supportops.copilot.helpdesk.HelpdeskTicket;
import io.github.supportops.copilot.helpdesk.HelpdeskUnavailableException;
import io.github.supportops.copilot.helpdesk.internal.Call;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Reads one ticket with its comments. The ticket is read before the comments: if somebody writes in between, its version is
 * too old rather than its comments, and the write is refused. Thread-safe.
 */
final class Conversations {
    /** Older comments than these are left out. */
    static final int MOST_COMMENTS = 1_000;

    private static final int MOST_CHARACTERS = 4_000_000;
    private static final Pattern ID = Pattern.compile("[1-9][0-9]{0,17}");

    private final ZendeskApi api;
    private final UserRoles roles;

    Conversations(ZendeskApi api, UserRoles roles) {
        this.api = api;
        this.roles = roles;
    }

    static boolean isId(String text) {
        return ID.matcher(text).matches();
    }

    Optional<HelpdeskTicket> read(String ticketId) {
        if (!isId(ticketId)) {
            return Optional.empty();
        }
        Optional<TicketRow> row = api.find(Call.get("/api/v2/tickets/" + ticketId, ZendeskApi.GENERAL))
                .map(body -> TicketRow.of(body.path("ticket")))
                .filter(ticket -> !ticket.isDeleted());
        return row.flatMap(ticket -> comments(ticketId).map(comments -> ticket.with(comments, roles)));
    }

    /** Newest first, so that what a cap leaves out is the oldest. */
    private Optional<List<ZendeskComment>> comments(String ticketId) {
        Map<String, ZendeskComment> comments = new LinkedHashMap<>();
        String path = "/api/v2/tickets/" + ticketId + "/comments?page%5Bsize%5D=100&sort=-created_at&include=users";
        int characters = 0;
        while (true) {
            Optional<JsonNode> page = api.find(Call.get(path, ZendeskApi.GENERAL));
            if (page.isEmpty()) {
                return Optional.empty();
            }
            roles.learn(page.get().path("users"));
            for (JsonNode node : page.get().path("comments")) {
                ZendeskComment comment = ZendeskComment.of(node, null).orElseThrow(() -> unreadable(ticketId));
                comments.putIfAbsent(comment.id(), comment);
                characters += comment.text().length();
            }
            String next = page.get().path("links").path("next").asText("");
            boolean more = page.get().path("meta").path("has_more").asBoolean(false) && !next.isEmpty();
            if (!more || comments.size() >= MOST_COMMENTS || characters >= MOST_CHARACTERS) {
                return Optional.of(oldestFirst(comments));
            }
            path = api.samePlace(next);
        }
    }

    private List<ZendeskComment> oldestFirst(Map<String, ZendeskComment> newestFirst) {
        List<ZendeskComment> comments = new ArrayList<>(newestFirst.values());
        Collections.reverse(comments);
        roles.load(authors(comments));
        return comments;
    }

    static Set<String> authors(List<ZendeskComment> comments) {
        return comments.stream().map(ZendeskComment::authorId).collect(Collectors.toSet());
    }

    private static HelpdeskUnavailableException unreadable(String ticketId) {
        return new HelpdeskUnavailableException(
                "Zendesk sent a comment of ticket " + ticketId + " without id, time or visibility",
                null,
                null,
                false,
                null);
    }
}
