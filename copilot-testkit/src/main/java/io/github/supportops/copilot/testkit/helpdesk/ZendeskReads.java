package io.github.supportops.copilot.testkit.helpdesk;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;

/** The calls that read. */
final class ZendeskReads {
    private final ZendeskDesk desk;
    private final String base;
    private int eventsPerPage = 1_000;
    private String linkHost = "";
    private String ownRole = "admin";

    ZendeskReads(ZendeskDesk desk, String base) {
        this.desk = desk;
        this.base = base;
    }

    void eventsPerPage(int most) {
        this.eventsPerPage = most;
    }

    void linksPointTo(String otherBase) {
        this.linkHost = otherBase;
    }

    void ownRole(String role) {
        this.ownRole = role;
    }

    FakeReply me(FakeRequest request) {
        if (!only(request)) {
            return ZendeskErrorBodies.badRequest("unknown parameter");
        }
        return FakeReply.json(200, object("user", user(ZendeskDesk.OWN_ID, ownRole)));
    }

    FakeReply users(FakeRequest request) {
        List<String> ids = Arrays.asList(request.parameter("ids").orElse("").split(",", -1));
        if (!only(request, "ids") || ids.size() > 100 || ids.contains("")) {
            return ZendeskErrorBodies.badRequest("ids are 1 to 100 numbers");
        }
        ArrayNode users = JsonNodeFactory.instance.arrayNode();
        for (String id : ids) {
            String role = desk.users.get(number(id));
            if (role != null) {
                users.add(user(number(id), role));
            }
        }
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.set("users", users);
        return FakeReply.json(200, body);
    }

    private static ObjectNode user(long id, String role) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("id", id)
                .put("name", "User " + id)
                .put("role", role);
    }

    FakeReply group(FakeRequest request, long id) {
        if (!only(request)) {
            return ZendeskErrorBodies.badRequest("unknown parameter");
        }
        return desk.groups.contains(id)
                ? FakeReply.json(
                        200,
                        object(
                                "group",
                                JsonNodeFactory.instance
                                        .objectNode()
                                        .put("id", id)
                                        .put("deleted", false)))
                : ZendeskErrorBodies.notFound();
    }

    FakeReply fields(FakeRequest request) {
        List<ObjectNode> all = new ArrayList<>();
        desk.fields.forEach((id, field) -> {
            ObjectNode node = JsonNodeFactory.instance
                    .objectNode()
                    .put("id", id)
                    .put("type", field.type())
                    .put("active", field.active());
            ArrayNode options = node.putArray("custom_field_options");
            field.options()
                    .forEach(option -> options.addObject().put("name", option).put("value", option));
            all.add(node);
        });
        return page(request, "ticket_fields", all, Set.of(), Set.of());
    }

    FakeReply ticket(FakeRequest request, ZendeskTicket ticket) {
        return only(request)
                ? FakeReply.json(200, object("ticket", ticket.json()))
                : ZendeskErrorBodies.badRequest("unknown parameter");
    }

    FakeReply comments(FakeRequest request, ZendeskTicket ticket) {
        String sort = request.parameter("sort").orElse("created_at");
        if (!sort.equals("created_at") && !sort.equals("-created_at")) {
            return ZendeskErrorBodies.badRequest("sort is created_at or -created_at");
        }
        List<ObjectNode> all = new ArrayList<>();
        Set<Long> authors = new LinkedHashSet<>();
        ticket.comments.forEach(comment -> {
            all.add(comment.json());
            authors.add(comment.authorId());
        });
        if (sort.startsWith("-")) {
            Collections.reverse(all);
        }
        boolean withUsers = request.parameter("include").isPresent();
        if (withUsers && !request.parameter("include").orElse("").equals("users")) {
            return ZendeskErrorBodies.badRequest("include is users");
        }
        return page(request, "comments", all, Set.of("sort", "include"), withUsers ? authors : Set.of());
    }

    /** Cursor pages; a cursor names the last row that was seen, so that new rows shift nothing. */
    private FakeReply page(
            FakeRequest request, String name, List<ObjectNode> all, Set<String> further, Set<Long> users) {
        Set<String> known = new LinkedHashSet<>(further);
        known.addAll(Set.of("page[size]", "page[after]"));
        long size = number(request.parameter("page[size]").orElse("100"));
        if (!known.containsAll(request.parameters().keySet()) || size < 1 || size > 100) {
            return ZendeskErrorBodies.badRequest("page[size] is 1 to 100");
        }
        int start = 0;
        String after = request.parameter("page[after]").orElse("");
        for (int place = 0; place < all.size() && !after.isEmpty(); place++) {
            if (cursor(all.get(place).path("id").asLong()).equals(after)) {
                start = place + 1;
            }
        }
        int end = (int) Math.min(all.size(), start + size);
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        ArrayNode rows = body.putArray(name);
        all.subList(start, end).forEach(rows::add);
        String next = end == 0 ? "" : cursor(all.get(end - 1).path("id").asLong());
        boolean more = end < all.size();
        body.putObject("meta").put("has_more", more).put("after_cursor", next).putNull("before_cursor");
        body.putObject("links").put("next", more ? link(request, next) : null).putNull("prev");
        if (!users.isEmpty()) {
            ArrayNode sideload = body.putArray("users");
            users.forEach(id -> sideload.add(user(id, desk.users.getOrDefault(id, "end-user"))));
        }
        return FakeReply.json(200, body);
    }

    private String link(FakeRequest request, String cursor) {
        StringBuilder query = new StringBuilder();
        request.parameters().forEach((name, value) -> {
            if (!name.equals("page[after]")) {
                query.append(name.replace("[", "%5B").replace("]", "%5D"))
                        .append('=')
                        .append(value)
                        .append('&');
            }
        });
        return (linkHost.isEmpty() ? base : linkHost) + request.path() + "?" + query + "page%5Bafter%5D=" + cursor;
    }

    FakeReply tickets(FakeRequest request) {
        boolean byCursor = request.parameter("cursor").isPresent();
        long size = number(request.parameter("per_page").orElse("1000"));
        if (!only(request, "start_time", "cursor", "per_page", "exclude_deleted", "include")
                || size < 1
                || size > 1000
                || byCursor == request.parameter("start_time").isPresent()) {
            return ZendeskErrorBodies.badRequest("either start_time or cursor, and per_page of 1 to 1000");
        }
        long from = byCursor
                ? decoded(request.parameter("cursor").orElse(""))
                : number(request.parameter("start_time").orElse("")) - 1;
        if (from < -1) {
            return ZendeskErrorBodies.badRequest("the cursor or start_time is not valid");
        }
        if (!byCursor && from + 1 > desk.clock.now() - 60) {
            return ZendeskErrorBodies.of(400, "StartTimeTooRecent", "Too recent start_time. Use an earlier one.");
        }
        NavigableMap<Long, ZendeskTicket> rest = desk.visible(desk.byChange).tailMap(from, false);
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        ArrayNode rows = body.putArray("tickets");
        long last = from;
        for (Map.Entry<Long, ZendeskTicket> entry : rest.entrySet()) {
            if (rows.size() == size) {
                break;
            }
            rows.add(entry.getValue().json());
            last = entry.getKey();
        }
        boolean any = byCursor || !rows.isEmpty();
        String after = any ? cursor(last) : null;
        body.put("after_cursor", after)
                .put("after_url", any ? base + "/api/v2/incremental/tickets/cursor?cursor=" + after : null)
                .putNull("before_cursor")
                .putNull("before_url")
                .put("end_of_stream", rows.size() == rest.size());
        return FakeReply.json(200, body);
    }

    FakeReply events(FakeRequest request) {
        long start = number(request.parameter("start_time").orElse(""));
        if (!only(request, "start_time", "include") || start < 0) {
            return ZendeskErrorBodies.badRequest("start_time is needed");
        }
        if (start > desk.clock.now() - 60) {
            return ZendeskErrorBodies.of(400, "StartTimeTooRecent", "Too recent start_time. Use an earlier one.");
        }
        boolean withComments = request.parameter("include").orElse("").equals("comment_events");
        NavigableMap<Long, ObjectNode> rest = desk.visible(desk.events).tailMap(start, true);
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        ArrayNode rows = body.putArray("ticket_events");
        long end = start;
        for (Map.Entry<Long, ObjectNode> entry : rest.entrySet()) {
            if (rows.size() == eventsPerPage) {
                break;
            }
            rows.add(withComments ? entry.getValue() : withoutText(entry.getValue()));
            end = entry.getKey();
        }
        boolean last = rows.size() == rest.size();
        body.put("count", rows.size())
                .put("end_time", end)
                .put("end_of_stream", last)
                .put("next_page", base + "/api/v2/incremental/ticket_events?start_time=" + end);
        return FakeReply.json(200, body);
    }

    private static ObjectNode withoutText(ObjectNode event) {
        ObjectNode copy = event.deepCopy();
        copy.path("child_events").forEach(child -> {
            if (child.path("event_type").asText().equals("Comment")) {
                ((ObjectNode) child).remove(List.of("body", "html_body"));
            }
        });
        return copy;
    }

    private static ObjectNode object(String name, ObjectNode value) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.set(name, value);
        return body;
    }

    private static boolean only(FakeRequest request, String... names) {
        return Set.of(names).containsAll(request.parameters().keySet());
    }

    static String cursor(long place) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString((place + "|").getBytes(StandardCharsets.UTF_8));
    }

    private static long decoded(String cursor) {
        try {
            String text = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
            return text.endsWith("|") ? number(text.substring(0, text.length() - 1)) : -2;
        } catch (IllegalArgumentException malformed) {
            return -2;
        }
    }

    /** The number, or -2 if it is none. */
    static long number(String text) {
        return text.matches("[0-9]{1,18}") ? Long.parseLong(text) : -2;
    }
}
