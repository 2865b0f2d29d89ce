package io.github.supportops.copilot.testkit.helpdesk;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.github.supportops.copilot.testkit.helpdesk.FreshdeskRecord.Entry;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A Freshdesk account in memory. It keeps the documented rules: pages of at most 100 rows and at most 300 pages, only tickets
 * of the last 30 days without {@code updated_since}, rows that shift as soon as a ticket changes, descriptions and tags that
 * are not in lists, whole lists of tags, unknown keys and wrong types refused, limits by class with credits for what is
 * included. It has no versions and no protection against repeated notes, as the real one has none.
 */
public final class FakeFreshdesk extends FakeServer implements FakeHelpdesk {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final Pattern TICKET = Pattern.compile("/api/v2/tickets/([0-9]{1,18})(/conversations|/notes)?");
    private static final Set<String> LIST_PARAMETERS = Set.of(
            "filter",
            "requester_id",
            "email",
            "unique_external_id",
            "company_id",
            "updated_since",
            "order_by",
            "order_type",
            "include",
            "page",
            "per_page");
    private static final int MOST_PAGES = 300;

    private final FakeFreshdeskBuilder settings;
    private final Map<Long, FreshdeskRecord> tickets = new LinkedHashMap<>();
    private final CallWindow calls;
    private final CallWindow creates;
    private final CallWindow updates;
    private final CallWindow lists;
    private String apiKey;
    private long lastId = 100;
    private long violations;
    private boolean inconsistent;
    private boolean suspended;
    private @Nullable String linkHost;
    private Consumer<FakeCall> beforeEach = call -> {};
    private Map<String, String> lastHeaders = Map.of();
    private @Nullable List<FreshdeskRecord> byUpdate;

    FakeFreshdesk(FakeFreshdeskBuilder settings) {
        this.settings = settings;
        this.apiKey = settings.apiKey;
        this.calls = new CallWindow(settings.callsPerMinute, settings.minute);
        this.creates = new CallWindow(settings.createsPerMinute, settings.minute);
        this.updates = new CallWindow(settings.updatesPerMinute, settings.minute);
        this.lists = new CallWindow(settings.listsPerMinute, settings.minute);
        start();
    }

    /** {@return a builder with the default settings} */
    public static FakeFreshdeskBuilder builder() {
        return new FakeFreshdeskBuilder();
    }

    /** {@return the key that is accepted} */
    public synchronized String apiKey() {
        return apiKey;
    }

    /** {@return what its webhook rule sends} */
    public String webhookSecret() {
        return settings.webhookSecret;
    }

    /** {@return the calls a real minute, as the headers tell them} */
    public int callsPerMinute() {
        return perRealMinute(settings.callsPerMinute);
    }

    /** {@return the notes and other creations a real minute} */
    public int createsPerMinute() {
        return perRealMinute(settings.createsPerMinute);
    }

    /** {@return the ticket updates a real minute} */
    public int updatesPerMinute() {
        return perRealMinute(settings.updatesPerMinute);
    }

    /** {@return the ticket lists a real minute} */
    public int listsPerMinute() {
        return perRealMinute(settings.listsPerMinute);
    }

    private int perRealMinute(int aMinute) {
        return (int) Math.round((double) aMinute * Duration.ofMinutes(1).toNanos() / settings.minute.toNanos());
    }

    @Override
    FakeReply handle(FakeRequest request) {
        beforeEach.accept(new FakeCall(request.method(), request.address().toString(), request.body(), 0));
        lastHeaders = request.headers();
        int credits = credits(request);
        if (!admitted(request, credits)) {
            violations++;
            return limited(tooManyCalls(), credits).header("Retry-After", "1");
        }
        return limited(answer(request), credits);
    }

    private boolean admitted(FakeRequest request, int credits) {
        CallWindow kind = switch (request.method()) {
            case "POST" -> creates;
            case "PUT" -> updates;
            default -> request.path().equals("/api/v2/tickets") ? lists : calls;
        };
        return calls.admits(credits) && (kind == calls || kind.admits(1));
    }

    /** On a list everything included costs two more, on a single ticket one more. */
    private static int credits(FakeRequest request) {
        int included = request.parameter("include")
                .map(list -> list.split(",", -1).length)
                .orElse(0);
        return 1 + included * (request.path().equals("/api/v2/tickets") ? 2 : 1);
    }

    private FakeReply limited(FakeReply reply, int credits) {
        return reply.header("X-RateLimit-Total", String.valueOf(callsPerMinute()))
                .header("X-RateLimit-Remaining", String.valueOf(perRealMinute(calls.remaining())))
                .header("X-RateLimit-Used-CurrentRequest", String.valueOf(credits))
                .header("X-Freshdesk-Api-Version", "latest=v2; requested=v2");
    }

    @Override
    FakeReply tooManyCalls() {
        return FakeReply.json(
                429,
                JsonNodeFactory.instance
                        .objectNode()
                        .put("message", "You have exceeded the limit of requests per minute"));
    }

    private FakeReply answer(FakeRequest request) {
        String key = Base64.getEncoder().encodeToString((apiKey + ":X").getBytes(StandardCharsets.UTF_8));
        if (!request.header("Authorization").orElse("").equals("Basic " + key)) {
            return FreshdeskRules.coded(401, "invalid_credentials", "You have to be logged in to perform this action.");
        }
        if (suspended) {
            return FreshdeskRules.coded(403, "account_suspended", "Your account has been suspended.");
        }
        if (!request.header("Accept")
                .map(type -> type.contains("json") || type.contains("*/*"))
                .orElse(true)) {
            return FakeReply.empty(406);
        }
        boolean hasBody = request.method().equals("PUT") || request.method().equals("POST");
        if (hasBody && !request.header("Content-Type").orElse("").startsWith("application/json")) {
            return FakeReply.empty(415);
        }
        return route(request);
    }

    private FakeReply route(FakeRequest request) {
        Matcher ticket = TICKET.matcher(request.path());
        if (ticket.matches()) {
            String part = ticket.group(2) == null ? "" : ticket.group(2);
            return ticketCall(request, Long.parseLong(ticket.group(1)), part);
        }
        return switch (request.path()) {
            case "/api/v2/tickets" -> request.method().equals("GET") ? list(request) : FakeReply.empty(405);
            case "/api/v2/agents/me" -> FakeReply.json(200, me());
            case "/api/v2/ticket_fields" -> fields();
            default -> FakeReply.empty(404);
        };
    }

    private FakeReply ticketCall(FakeRequest request, long id, String part) {
        String call = request.method() + part;
        FreshdeskRecord ticket = tickets.get(id);
        if (!List.of("GET", "PUT", "GET/conversations", "POST/notes").contains(call)) {
            return FakeReply.empty(405);
        }
        if (ticket == null) {
            return FakeReply.empty(404);
        }
        return switch (call) {
            case "GET" -> view(request, ticket);
            case "PUT" -> update(request, ticket);
            case "POST/notes" -> note(request, ticket);
            default -> conversations(request, ticket);
        };
    }

    private FakeReply list(FakeRequest request) {
        for (String name : request.parameters().keySet()) {
            if (!LIST_PARAMETERS.contains(name)) {
                return FreshdeskRules.invalid(name, "Unexpected/invalid field in request", "invalid_field");
            }
        }
        Set<String> include = Set.of(request.parameter("include").orElse("").split(",", -1));
        for (String one : include) {
            if (!Set.of("", "stats", "requester", "description").contains(one)) {
                return FreshdeskRules.invalid("include", "It should be one of these values", "invalid_value");
            }
        }
        Predicate<FreshdeskRecord> wanted = ticket -> ticket.createdAt.isAfter(now().minus(30, ChronoUnit.DAYS));
        try {
            if (request.parameter("updated_since").isPresent()) {
                wanted = since(request.parameter("updated_since").get());
            }
        } catch (DateTimeParseException unreadable) {
            return FreshdeskRules.invalid("updated_since", "It should be a valid date", "invalid_date");
        }
        List<FreshdeskRecord> rows = sorted(request)
                .filter(ticket -> !ticket.deleted && !ticket.spam)
                .filter(wanted)
                .toList();
        return page(
                request,
                rows,
                ticket -> include.contains("description") ? ticket.withDescription(ticket.row()) : ticket.row());
    }

    /** Sweeps ask for one order again and again, so it is kept until something changes. */
    private Stream<FreshdeskRecord> sorted(FakeRequest request) {
        boolean sweep = request.parameter("order_by").orElse("").equals("updated_at")
                && request.parameter("order_type").orElse("").equals("asc");
        if (!sweep) {
            return tickets.values().stream().sorted(order(request));
        }
        List<FreshdeskRecord> kept = byUpdate;
        if (kept == null) {
            kept = tickets.values().stream().sorted(order(request)).toList();
            byUpdate = kept;
        }
        return kept.stream();
    }

    private static Predicate<FreshdeskRecord> since(String text) {
        Instant since = OffsetDateTime.parse(text).toInstant();
        return ticket -> !ticket.updatedAt.isBefore(since);
    }

    private static Comparator<FreshdeskRecord> order(FakeRequest request) {
        boolean byUpdate = request.parameter("order_by").orElse("created_at").equals("updated_at");
        Comparator<FreshdeskRecord> order =
                Comparator.comparing(ticket -> byUpdate ? ticket.updatedAt : ticket.createdAt);
        order = order.thenComparing(ticket -> ticket.id);
        return request.parameter("order_type").orElse("desc").equals("asc") ? order : order.reversed();
    }

    private <T> FakeReply page(FakeRequest request, List<T> all, Function<T, JsonNode> json) {
        int size = number(request, "per_page", 30);
        int page = number(request, "page", 1);
        if (size < 1 || size > 100) {
            return FreshdeskRules.invalid(
                    "per_page", "It should be a Positive Integer less than or equal to 100", "invalid_value");
        }
        if (page < 1 || page > MOST_PAGES) {
            return FreshdeskRules.invalid("page", "It should be a Positive Integer", "invalid_value");
        }
        ArrayNode rows = JsonNodeFactory.instance.arrayNode();
        int from = Math.min(all.size(), (page - 1) * size);
        int to = Math.min(all.size(), page * size);
        all.subList(from, to).forEach(row -> rows.add(json.apply(row)));
        FakeReply reply = FakeReply.json(200, rows);
        return to < all.size() && page < MOST_PAGES ? reply.header("Link", nextLink(request, page + 1)) : reply;
    }

    private String nextLink(FakeRequest request, int page) {
        String query = String.valueOf(request.address().getRawQuery()).replaceAll("(^|&)page=[0-9]+", "");
        String next = query + "&page=" + page;
        return "<" + (linkHost == null ? baseUrl() : linkHost) + request.path() + "?" + next + ">; rel=\"next\"";
    }

    private static int number(FakeRequest request, String name, int otherwise) {
        return request.parameter(name)
                .map(text -> text.matches("[0-9]{1,9}") ? Integer.parseInt(text) : -1)
                .orElse(otherwise);
    }

    private FakeReply view(FakeRequest request, FreshdeskRecord ticket) {
        ObjectNode json = ticket.view();
        if (request.parameter("include").orElse("").contains("conversations")) {
            ArrayNode oldest = json.putArray("conversations");
            ticket.conversation.stream().limit(10).forEach(entry -> oldest.add(ticket.json(entry)));
        }
        return FakeReply.json(200, json);
    }

    private FakeReply conversations(FakeRequest request, FreshdeskRecord ticket) {
        for (String name : request.parameters().keySet()) {
            if (!Set.of("page", "per_page").contains(name)) {
                return FreshdeskRules.invalid(name, "Unexpected/invalid field in request", "invalid_field");
            }
        }
        return page(request, ticket.conversation, ticket::json);
    }

    private FakeReply update(FakeRequest request, FreshdeskRecord ticket) {
        if (ticket.deleted || ticket.spam) {
            return FakeReply.empty(405);
        }
        if (inconsistent) {
            inconsistent = false;
            return FreshdeskRules.coded(409, "inconsistent_state", "The ticket is in an inconsistent state");
        }
        JsonNode body = body(request);
        FakeReply refused =
                new FreshdeskRules(settings.fields, new LinkedHashSet<>(settings.groups.values())).update(body, ticket);
        if (refused != null) {
            return refused;
        }
        apply(body, ticket);
        ticket.changed(now());
        return FakeReply.json(200, ticket.view());
    }

    private static void apply(JsonNode body, FreshdeskRecord ticket) {
        ticket.priority = body.path("priority").asInt(ticket.priority);
        ticket.status = body.path("status").asInt(ticket.status);
        if (body.has("group_id")) {
            ticket.group = body.path("group_id").isNull()
                    ? null
                    : body.path("group_id").longValue();
        }
        if (body.has("tags")) {
            ticket.tags.clear();
            body.path("tags").forEach(tag -> ticket.tags.add(tag.asText()));
        }
        body.path("custom_fields").properties().forEach(entry -> ticket.fields.put(entry.getKey(), entry.getValue()));
    }

    private FakeReply note(FakeRequest request, FreshdeskRecord ticket) {
        JsonNode body = body(request);
        FakeReply refused = new FreshdeskRules(settings.fields, Set.of()).note(body);
        if (refused != null) {
            return refused;
        }
        boolean isPrivate = body.path("private").asBoolean(true);
        Entry entry = add(ticket, body.path("body").asText(), false, isPrivate, 2, FreshdeskRecord.AGENT);
        return FakeReply.json(201, ticket.json(entry)).header("Location", baseUrl() + "/api/v2/tickets/" + ticket.id);
    }

    private static JsonNode body(FakeRequest request) {
        try {
            return MAPPER.readTree(request.body());
        } catch (JsonProcessingException broken) {
            return MissingNode.getInstance();
        }
    }

    private ObjectNode me() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("id", FreshdeskRecord.AGENT);
        json.put("ticket_scope", settings.ticketScope);
        json.put("type", "support_agent");
        json.put("available", true);
        return json;
    }

    private FakeReply fields() {
        if (settings.fieldsForbidden) {
            return FreshdeskRules.coded(403, "access_denied", "You are not authorized to perform this action.");
        }
        ArrayNode all = JsonNodeFactory.instance.arrayNode();
        ObjectNode group = all.addObject();
        group.put("id", 7).put("name", "group").put("type", "default_group").put("default", true);
        ObjectNode choices = group.putObject("choices");
        settings.groups.forEach(choices::put);
        settings.fields.values().forEach(field -> all.add(field.json(100 + all.size())));
        return FakeReply.json(200, all);
    }

    /** The time of a change, which makes the kept order stale. */
    private Instant now() {
        byUpdate = null;
        return settings.clock.instant().truncatedTo(ChronoUnit.SECONDS);
    }

    private Entry add(FreshdeskRecord ticket, String html, boolean incoming, boolean isPrivate, int source, long user) {
        ticket.changed(now());
        Entry entry = new Entry(++lastId, html, incoming, isPrivate, source, user, ticket.updatedAt);
        ticket.conversation.add(entry);
        return entry;
    }

    private FreshdeskRecord known(String ticketId) {
        FreshdeskRecord ticket = tickets.get(Long.parseLong(ticketId));
        if (ticket == null) {
            throw new NoSuchElementException("No ticket " + ticketId);
        }
        return ticket;
    }

    private synchronized void change(String ticketId, Consumer<FreshdeskRecord> by) {
        FreshdeskRecord ticket = known(ticketId);
        by.accept(ticket);
        ticket.changed(now());
    }

    @Override
    public synchronized String customerOpens(String subject, String message) {
        FreshdeskRecord ticket = new FreshdeskRecord(++lastId, subject, FreshdeskText.html(message), now());
        tickets.put(ticket.id, ticket);
        return String.valueOf(ticket.id);
    }

    /** An agent starts a conversation by mail; its first message is not the customer's. @return the ticket's id */
    public synchronized String agentOpens(String subject, String message) {
        String id = customerOpens(subject, message);
        known(id).source = 10;
        return id;
    }

    @Override
    public synchronized void customerWrites(String ticketId, String message) {
        customerWritesHtml(ticketId, FreshdeskText.html(message));
    }

    /** A customer answers with a mail of their own making. */
    public synchronized void customerWritesHtml(String ticketId, String html) {
        FreshdeskRecord ticket = known(ticketId);
        if (ticket.status == 4 || ticket.status == 5) {
            ticket.status = 2;
        }
        add(ticket, html, true, false, 0, FreshdeskRecord.REQUESTER);
    }

    /** The requester adds a note in the portal, which does not count as incoming. */
    public synchronized void requesterNotes(String ticketId, String message) {
        add(known(ticketId), FreshdeskText.html(message), false, false, 2, FreshdeskRecord.REQUESTER);
    }

    @Override
    public synchronized void agentReplies(String ticketId, String message) {
        add(known(ticketId), FreshdeskText.html(message), false, false, 0, FreshdeskRecord.AGENT);
    }

    /** An agent writes a private note. */
    public synchronized void agentNotes(String ticketId, String message) {
        add(known(ticketId), FreshdeskText.html(message), false, true, 2, FreshdeskRecord.AGENT);
    }

    @Override
    public void agentSetsPriority(String ticketId, String priority) {
        change(ticketId, ticket -> ticket.priority = Integer.parseInt(priority));
    }

    @Override
    public void agentAddsTag(String ticketId, String tag) {
        change(ticketId, ticket -> ticket.tags.add(tag));
    }

    /** An agent adds a tag in the same second as the last change, which the stamp cannot show. */
    public synchronized void agentAddsTagInTheSameSecond(String ticketId, String tag) {
        known(ticketId).tags.add(tag);
    }

    @Override
    public void agentSolves(String ticketId) {
        agentSetsStatus(ticketId, 4);
    }

    /** An agent sets the status: 2 open, 3 pending, 4 resolved, 5 closed, 6 and more the account's own. */
    public void agentSetsStatus(String ticketId, int status) {
        change(ticketId, ticket -> ticket.status = status);
    }

    /** An agent fills a custom field. */
    public void agentSetsField(String ticketId, String name, String value) {
        change(ticketId, ticket -> ticket.fields.put(name, TextNode.valueOf(value)));
    }

    /** An agent moves the ticket to a group. */
    public void agentSetsGroup(String ticketId, long group) {
        change(ticketId, ticket -> ticket.group = group);
    }

    /** An agent puts the ticket into the bin. */
    public void agentDeletes(String ticketId) {
        change(ticketId, ticket -> ticket.deleted = true);
    }

    /** A machine touches the ticket: its stamp moves, and nothing else that can be seen. */
    public void machineTouches(String ticketId) {
        change(ticketId, ticket -> {});
    }

    /** The old key stops working at once. */
    public synchronized void replaceApiKey(String key) {
        this.apiKey = key;
    }

    /** The account has not been paid for. */
    public synchronized void suspend() {
        this.suspended = true;
    }

    /** The next update is answered with 409. */
    public synchronized void nextUpdateIsInconsistent() {
        this.inconsistent = true;
    }

    /** Links to the next page lead to another host, as after a manipulation on the way. */
    public synchronized void nextLinksLeadTo(String otherHost) {
        this.linkHost = otherHost;
    }

    /** Is told each call before it is answered, on the thread that answers it; for what happens in between two calls. */
    public synchronized void beforeEachCall(Consumer<FakeCall> action) {
        this.beforeEach = action;
    }

    /** {@return the headers of the call that came last, their names in lower case} */
    public synchronized Map<String, String> lastHeaders() {
        return Map.copyOf(lastHeaders);
    }

    @Override
    public synchronized FakeTicketView ticket(String ticketId) {
        FreshdeskRecord ticket = known(ticketId);
        Map<String, String> fields = new LinkedHashMap<>();
        ticket.fields.forEach((name, value) -> fields.put(name, value.asText()));
        Stream<String> first = Stream.of(FreshdeskText.plain(ticket.description));
        return new FakeTicketView(
                ticketId,
                String.valueOf(ticket.status),
                String.valueOf(ticket.priority),
                Set.copyOf(ticket.tags),
                fields,
                ticket.group == null ? "" : String.valueOf(ticket.group),
                Stream.concat(first, texts(ticket, false)).toList(),
                texts(ticket, true).toList());
    }

    private static Stream<String> texts(FreshdeskRecord ticket, boolean isPrivate) {
        return ticket.conversation.stream()
                .filter(entry -> entry.isPrivate() == isPrivate)
                .map(entry -> FreshdeskText.plain(entry.html()));
    }

    @Override
    public synchronized List<String> ticketIds() {
        return tickets.keySet().stream().map(String::valueOf).toList();
    }

    @Override
    public synchronized long limitViolations() {
        return violations;
    }

    /** {@inheritDoc} Freshdesk signs nothing; the rule sends the secret as a header. */
    @Override
    public synchronized FakeWebhook webhook(String ticketId) {
        FreshdeskRecord ticket = known(ticketId);
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.putObject("freshdesk_webhook")
                .put("ticket_id", ticket.id)
                .put("ticket_updated_at", ticket.updatedAt.toString());
        return new FakeWebhook(
                Map.of("Content-Type", "application/json", "X-Copilot-Secret", settings.webhookSecret),
                Map.of(),
                body.toString());
    }
}
