package io.github.supportops.copilot.testkit.helpdesk;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/**
 * A Zendesk in memory that keeps the real one's rules: exports that show nothing of the last minute, limits, stale stamps,
 * tokens that end, jobs that fail in part, comments that are public unless told otherwise. What is not documented, or
 * not called by this library, is refused. Its key belongs to an admin. Thread-safe.
 *
 * <pre>{@code
 * try (FakeZendesk zendesk = new FakeZendesk(Duration.ofMillis(200))) {   // how long its minute is
 *     String ticket = zendesk.customerOpens("Invoices", "Where is my invoice?");
 *     ...
 * }
 * }</pre>
 */
public final class FakeZendesk extends FakeServer implements FakeHelpdesk {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final ZendeskDesk desk;
    private final ZendeskAccess access = new ZendeskAccess();
    private final ZendeskLimits limits;
    private final ZendeskReads reads;
    private final ZendeskTicketUpdates updates;
    private final ZendeskJobs jobs;
    private String role = "admin";
    private boolean refusing;

    /** How a job ends. */
    public enum JobEnd {
        /** Done, item by item. */
        COMPLETED,
        /** Nothing was done. */
        FAILED,
        /** In a state that is not documented; the items were done. */
        UNKNOWN_STATE,
        /** In a state that is not documented; nothing was done. */
        UNKNOWN_STATE_NOT_DONE,
        /** It works and works; the items are done. */
        NEVER
    }

    /** The id of the OAuth client that every fake knows. */
    public static final String CLIENT_ID = ZendeskAccess.CLIENT_ID;

    /** The secret of that client. */
    public static final String CLIENT_SECRET = ZendeskAccess.CLIENT_SECRET;

    /** Starts with Zendesk's limits for the Enterprise plan and a real minute. */
    public FakeZendesk() {
        this(Duration.ofMinutes(1));
    }

    /**
     * Starts with Zendesk's limits for the Enterprise plan.
     *
     * @param minute how long a minute lasts for limits and for what exports hide
     */
    public FakeZendesk(Duration minute) {
        this.desk = new ZendeskDesk(new ZendeskClock(minute));
        this.limits = new ZendeskLimits(minute);
        this.reads = new ZendeskReads(desk, baseUrl().toString());
        this.updates = new ZendeskTicketUpdates(desk);
        this.jobs = new ZendeskJobs(desk, updates, baseUrl().toString());
        start();
    }

    @Override
    FakeReply handle(FakeRequest request) {
        FakeReply refusal = limits.refusal(request);
        return refusal != null ? refusal : limits.withHeaders(answer(request));
    }

    @Override
    FakeReply tooManyCalls() {
        return limits.withHeaders(ZendeskErrorBodies.of(429, "APIRateLimitExceeded", "Number of allowed requests"));
    }

    private FakeReply answer(FakeRequest request) {
        if (request.path().equals("/oauth/tokens") && request.method().equals("POST")) {
            return access.token(request, body(request));
        }
        FakeReply refusal = access.refusal(request);
        if (refusal != null) {
            return refusal;
        }
        return switch (request.method()) {
            case "GET" -> read(request);
            case "PUT" -> write(request);
            default -> unknown();
        };
    }

    private FakeReply read(FakeRequest request) {
        String[] path = request.path().split("/", -1);
        return switch (request.path()) {
            case "/api/v2/users/me" -> reads.me(request);
            case "/api/v2/users/show_many" -> reads.users(request);
            case "/api/v2/ticket_fields" -> reads.fields(request);
            case "/api/v2/incremental/tickets/cursor" -> adminOnly(reads.tickets(request));
            case "/api/v2/incremental/ticket_events" -> adminOnly(reads.events(request));
            default -> {
                if (request.path().matches("/api/v2/groups/[0-9]+")) {
                    yield reads.group(request, ZendeskReads.number(path[4]));
                }
                if (request.path().matches("/api/v2/job_statuses/[^/]+")) {
                    yield jobs.status(path[4]);
                }
                yield request.path().matches("/api/v2/tickets/[0-9]+(/comments)?")
                        ? readTicket(request, path)
                        : unknown();
            }
        };
    }

    private FakeReply readTicket(FakeRequest request, String[] path) {
        ZendeskTicket ticket = desk.tickets.get(ZendeskReads.number(path[4]));
        if (ticket == null) {
            return ZendeskErrorBodies.notFound();
        }
        return path.length == 6 ? reads.comments(request, ticket) : reads.ticket(request, ticket);
    }

    private FakeReply adminOnly(FakeReply reply) {
        return role.equals("admin") ? reply : ZendeskErrorBodies.forbidden();
    }

    private FakeReply write(FakeRequest request) {
        JsonNode body = body(request);
        if (body.isMissingNode()) {
            return ZendeskErrorBodies.badRequest("a JSON body is needed");
        }
        if (request.path().equals("/api/v2/tickets/update_many")) {
            return refusing ? ZendeskErrorBodies.badRequest("refused as a whole") : jobs.start(request, body);
        }
        if (!request.path().matches("/api/v2/tickets/[0-9]+")) {
            return unknown();
        }
        ZendeskTicket ticket =
                desk.tickets.get(ZendeskReads.number(request.path().split("/", -1)[4]));
        if (ticket == null) {
            return ZendeskErrorBodies.notFound();
        }
        if (body.size() != 1 || !body.has("ticket") || !request.parameters().isEmpty()) {
            return ZendeskErrorBodies.badRequest("the body is {\"ticket\": {...}}");
        }
        FakeReply refusal = limits.refusalFor(ticket);
        if (refusal == null && refusing) {
            refusal = ZendeskErrorBodies.invalid("base", "Product area: is required");
        }
        if (refusal == null) {
            refusal = updates.apply(ticket, body.path("ticket"), true);
        }
        if (refusal != null) {
            return refusal;
        }
        ObjectNode reply = JsonNodeFactory.instance.objectNode();
        reply.set("ticket", ticket.json());
        reply.set(
                "audit",
                ZendeskTicketUpdates.audit(ticket, desk.events.lastEntry().getValue()));
        return FakeReply.json(200, reply);
    }

    private static JsonNode body(FakeRequest request) {
        if (!request.header("Content-Type").orElse("").startsWith("application/json")) {
            return MissingNode.getInstance();
        }
        try {
            return MAPPER.readTree(request.body());
        } catch (JsonProcessingException broken) {
            return MissingNode.getInstance();
        }
    }

    private static FakeReply unknown() {
        return ZendeskErrorBodies.of(404, "InvalidEndpoint", "Not found");
    }

    private ZendeskTicket find(String ticketId) {
        ZendeskTicket ticket = desk.tickets.get(ZendeskReads.number(ticketId));
        if (ticket == null) {
            throw new IllegalArgumentException("There is no ticket " + ticketId);
        }
        return ticket;
    }

    @Override
    public synchronized String customerOpens(String subject, String message) {
        return Long.toString(desk.open(subject, message).id);
    }

    /** An agent needs help too and opens a ticket. @return its id */
    public synchronized String agentOpens(String subject, String message) {
        return Long.toString(desk.open(ZendeskDesk.AGENT_ID, subject, message).id);
    }

    /** Also opens the ticket again when it was solved; a closed one cannot be answered. */
    @Override
    public synchronized void customerWrites(String ticketId, String message) {
        ZendeskTicket ticket = find(ticketId);
        requireNotClosed(ticket);
        if (ticket.status.equals("solved") || ticket.status.equals("pending")) {
            ticket.status = "open";
        }
        desk.comment(ticket, ticket.requesterId, true, message);
    }

    @Override
    public synchronized void agentReplies(String ticketId, String message) {
        ZendeskTicket ticket = find(ticketId);
        requireNotClosed(ticket);
        ticket.status = ticket.status.equals("new") ? "open" : ticket.status;
        desk.comment(ticket, ZendeskDesk.AGENT_ID, true, message);
    }

    /** An agent writes a note that the customer does not see. */
    public synchronized void agentNotes(String ticketId, String message) {
        desk.comment(find(ticketId), ZendeskDesk.AGENT_ID, false, message);
    }

    /** A machine of the account adds a public comment, for example an automatic reply. */
    public synchronized void systemWrites(String ticketId, String message) {
        desk.comment(find(ticketId), ZendeskDesk.SYSTEM_ID, true, message);
    }

    /** Another customer, who is on copy, writes. */
    public synchronized void otherCustomerWrites(String ticketId, String message) {
        long other = desk.nextId();
        desk.users.put(other, "end-user");
        desk.comment(find(ticketId), other, true, message);
    }

    @Override
    public synchronized void agentSetsPriority(String ticketId, String priority) {
        ZendeskTicket ticket = find(ticketId);
        ticket.priority = priority;
        desk.change(ticket, "priority", priority);
    }

    @Override
    public synchronized void agentAddsTag(String ticketId, String tag) {
        ZendeskTicket ticket = find(ticketId);
        ticket.tags.add(tag);
        desk.change(ticket, "tags", tag);
    }

    /** An agent sets a custom field; a drop-down's value becomes a tag too. */
    public synchronized void agentSetsField(String ticketId, long field, String value) {
        ZendeskTicket ticket = find(ticketId);
        updates.set(ticket, field, TextNode.valueOf(value));
        desk.change(ticket, "custom_field", value);
    }

    @Override
    public synchronized void agentSolves(String ticketId) {
        setStatus(ticketId, "solved");
    }

    /** The ticket is closed for good. */
    public synchronized void closes(String ticketId) {
        setStatus(ticketId, "closed");
    }

    private void setStatus(String ticketId, String status) {
        ZendeskTicket ticket = find(ticketId);
        ticket.status = status;
        desk.change(ticket, "status", status);
    }

    private static void requireNotClosed(ZendeskTicket ticket) {
        if (ticket.status.equals("closed")) {
            throw new IllegalStateException("Ticket " + ticket.id + " is closed");
        }
    }

    /** The ticket is deleted: it cannot be read any more, and the export names it as deleted. */
    public synchronized void deletes(String ticketId) {
        setStatus(ticketId, "deleted");
        desk.tickets.remove(find(ticketId).id);
    }

    /** A machine recalculates something: the ticket comes again, with the same {@code updated_at}. */
    public synchronized void systemTouches(String ticketId) {
        desk.touchedBySystem(find(ticketId));
    }

    @Override
    public synchronized FakeTicketView ticket(String ticketId) {
        return find(ticketId).view();
    }

    @Override
    public synchronized List<String> ticketIds() {
        return desk.tickets.keySet().stream().map(id -> Long.toString(id)).toList();
    }

    @Override
    public synchronized long limitViolations() {
        return limits.violations();
    }

    /** {@return an event that the account subscribed to, signed now, with an agent as its actor} */
    @Override
    public FakeWebhook webhook(String ticketId) {
        return webhook(ticketId, Instant.now());
    }

    /** As above, signed at a time of one's own. */
    public synchronized FakeWebhook webhook(String ticketId, Instant at) {
        return ZendeskHooks.signed(ZendeskHooks.event(find(ticketId), ZendeskDesk.AGENT_ID, at), at);
    }

    /** {@return the event of a change that the key's own user made} */
    public synchronized FakeWebhook ownWebhook(String ticketId) {
        Instant now = Instant.now();
        return ZendeskHooks.signed(ZendeskHooks.event(find(ticketId), ZendeskDesk.OWN_ID, now), now);
    }

    /** {@return any body, signed as Zendesk does} */
    public FakeWebhook signed(String body, Instant at) {
        return ZendeskHooks.signed(body, at);
    }

    /** {@return a call of a trigger with the body {@code {"ticket_id":"{{ticket.id}}"}}} */
    public FakeWebhook triggerWebhook(String ticketId) {
        return ZendeskHooks.signed("{\"ticket_id\":\"" + ticketId + "\"}", Instant.now());
    }

    /** Sets the limits of a so-called minute. */
    public synchronized void limits(int requests, int updatesOfTickets, int exports) {
        limits.set(requests, updatesOfTickets, exports);
    }

    /** {@return the limit of all calls for a real minute, for the setting of the same name} */
    public synchronized int requestsPerMinute() {
        return limits.requestsPerMinute();
    }

    /** {@return the limit of updates for a real minute, for the setting of the same name} */
    public synchronized int updatesPerMinute() {
        return limits.updatesPerMinute();
    }

    /** {@return the limit of exports for a real minute, for the setting of the same name} */
    public synchronized int exportsPerMinute() {
        return limits.exportsPerMinute();
    }

    /** Moves the clock on by a minute, so that exports show what they hid until now. */
    public synchronized void minutePasses() {
        desk.clock.minutePasses();
    }

    /** {@return the OAuth client's id} */
    public String clientId() {
        return ZendeskAccess.CLIENT_ID;
    }

    /** {@return the OAuth client's secret} */
    public String clientSecret() {
        return ZendeskAccess.CLIENT_SECRET;
    }

    /** {@return the address that goes with the API token} */
    public String email() {
        return ZendeskAccess.EMAIL;
    }

    /** {@return the API token} */
    public String apiToken() {
        return ZendeskAccess.API_TOKEN;
    }

    /** {@return the secret that webhooks are signed with} */
    public String webhookSecret() {
        return ZendeskHooks.SECRET;
    }

    /** All tokens end now. */
    public synchronized void expireTokens() {
        access.expireAll();
    }

    /** {@return how many tokens were given out} */
    public synchronized int tokensIssued() {
        return access.issued();
    }

    /** Sets the scopes that the OAuth client may ask for. */
    public synchronized void allowScopes(String... scopes) {
        access.allow(Set.of(scopes));
    }

    /** Sets the role of the key's user; exports need {@code admin}. */
    public synchronized void ownRole(String newRole) {
        role = newRole;
        reads.ownRole(newRole);
    }

    /**
     * Adds a ticket field.
     *
     * @param type {@code text}, {@code textarea}, {@code checkbox}, {@code decimal}, or {@code tagger} for a drop-down
     * @param options the tags of a drop-down
     */
    public synchronized void addField(long id, String type, boolean active, String... options) {
        desk.fields.put(id, new ZendeskDesk.Field(type, active, List.of(options)));
    }

    /** Adds a group. */
    public synchronized void addGroup(long id) {
        desk.groups.add(id);
    }

    /** From now on every update lacks a field that the account requires, or no more. */
    public synchronized void refuseUpdates(boolean refuse) {
        refusing = refuse;
    }

    /** Sets how many events one export call gives. Default: 1000. */
    public synchronized void eventsPerPage(int most) {
        reads.eventsPerPage(most);
    }

    /** Lets links to next pages point to another server, as an attacker would. */
    public synchronized void linksPointTo(String otherBase) {
        reads.linksPointTo(otherBase);
    }

    /** Sets how the next job ends. */
    public synchronized void nextJob(JobEnd end) {
        jobs.nextEnds(end);
    }

    /** Lets the next item of a job about this ticket fail. */
    public synchronized void failInJob(String ticketId) {
        jobs.failsFor(find(ticketId).id);
    }

    /** Sets whether items of jobs are checked for stale stamps, which is not documented. Default: yes. */
    public synchronized void jobsCheckStamps(boolean wanted) {
        jobs.checksStamps(wanted);
    }
}
