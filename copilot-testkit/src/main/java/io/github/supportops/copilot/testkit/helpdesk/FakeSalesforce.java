package io.github.supportops.copilot.testkit.helpdesk;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.net.URI;
import java.security.PublicKey;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A Salesforce org in memory: cases, comments and mails behind queries, describe, composite calls and tokens, as strict as the
 * documents of the original. Unknown fields, read-only fields, a missing {@code Sforce-Auto-Assign}, texts that are too long,
 * texts that look like a reference to another part and stale {@code If-Unmodified-Since} are refused; the daily limit counts; a customer's message does not move the stamp of
 * its case. Close it when done.
 *
 * <p>The app's client id and secret are {@link #CLIENT_ID} and {@link #CLIENT_SECRET}; webhooks carry {@link
 * #WEBHOOK_SECRET}.
 */
public final class FakeSalesforce extends FakeServer implements FakeHelpdesk {
    /** The consumer key of the app. */
    public static final String CLIENT_ID = "fake-client-id";
    /** The consumer secret of the app. */
    public static final String CLIENT_SECRET = "fake-client-secret";
    /** What webhooks prove themselves with. */
    public static final String WEBHOOK_SECRET = "fake-webhook-secret-0123456789";
    /** The user the app acts as, for the JWT bearer flow. */
    public static final String USERNAME = "copilot@example.org";
    /** The id of the org. */
    public static final String ORGANIZATION_ID = "00DgK000000001AUAQ";

    private static final String API = "v66.0";
    private static final String ROOT = "/services/data/" + API;

    private final FakeOrg org = new FakeOrg(API);
    private final SalesforceRecords records = new SalesforceRecords(org);
    private final SalesforceQueries queries = new SalesforceQueries(org, ROOT);
    private final SalesforceTokens tokens;
    private final SalesforceWrites writes;
    private final String agent;
    private final String portalUser;
    private final String queue;
    private final String defaultOwner;
    private CallWindow day = new CallWindow(1_000_000, Duration.ofHours(24));
    private int messages;
    private long limitViolations;

    /** Starts an org without cases. */
    public FakeSalesforce() {
        FakeSalesforceSchema.define(org);
        agent = user("Standard");
        portalUser = user("CspLitePortal");
        String appUser = user("Standard");
        queue = queue();
        defaultOwner = queue();
        tokens = new SalesforceTokens(appUser);
        writes = new SalesforceWrites(org, records, ROOT, appUser, defaultOwner);
        start();
    }

    private String user(String type) {
        Map<String, @Nullable Object> user = org.insert("User", "005");
        user.put("UserType", type);
        user.put("IsActive", true);
        return (String) Objects.requireNonNull(user.get("Id"));
    }

    private String queue() {
        Map<String, @Nullable Object> row = org.insert("QueueSobject", "03g");
        row.put("SobjectType", "Case");
        String id = org.nextId("00G");
        row.put("QueueId", id);
        return id;
    }

    // What happens at the server.

    @Override
    FakeReply handle(FakeRequest request) {
        if (request.path().equals("/services/oauth2/token")) {
            return tokens.grant(request, baseUrl());
        }
        if (!tokens.allows(request)) {
            return SalesforceJson.error(401, "INVALID_SESSION_ID", "Session expired or invalid");
        }
        if (request.address().toString().length() > 16_384) {
            return SalesforceJson.error(414, "URI_TOO_LONG", "URI too long");
        }
        if (!day.admits(1)) {
            limitViolations++;
            return withUsage(tooManyCalls());
        }
        return withUsage(answer(request));
    }

    @Override
    FakeReply tooManyCalls() {
        return SalesforceJson.error(403, "REQUEST_LIMIT_EXCEEDED", "TotalRequests Limit exceeded.");
    }

    private FakeReply withUsage(FakeReply reply) {
        return reply.header("Sforce-Limit-Info", "api-usage=" + (day.most() - day.remaining()) + "/" + day.most());
    }

    private FakeReply answer(FakeRequest request) {
        String path = request.path();
        if (!path.startsWith(ROOT + "/")) {
            return SalesforceJson.error(404, "NOT_FOUND", "The requested resource does not exist");
        }
        String resource = path.substring(ROOT.length());
        if (request.method().equals("GET") && resource.matches("/query/?")) {
            return queries.query(request);
        }
        if (request.method().equals("GET") && resource.startsWith("/query/")) {
            return queries.locator(resource.substring("/query/".length()));
        }
        if (request.method().equals("GET") && resource.matches("/sobjects/[A-Za-z]+/describe/?")) {
            return queries.describe(resource.split("/", -1)[2]);
        }
        if (!request.header("Content-Type").orElse("").startsWith("application/json")) {
            return SalesforceJson.error(415, "UNSUPPORTED_MEDIA_TYPE", "Only application/json is taken");
        }
        if (request.method().equals("POST") && resource.equals("/composite")) {
            return writes.composite(request);
        }
        ObjectNode body = SalesforceJson.object(request.body());
        List<Runnable> undo = new ArrayList<>();
        return body == null
                ? SalesforceJson.error(400, "JSON_PARSER_ERROR", "Not a JSON object")
                : writes.change(request.method(), resource, body, new TreeMap<>(request.headers()), undo);
    }

    // What people do.

    /** A customer opens a case: by a form, or every third time by a mail, whose text is then the description too. */
    @Override
    public synchronized String customerOpens(String subject, String message) {
        Map<String, @Nullable Object> record = org.insert("Case", "500");
        String id = (String) Objects.requireNonNull(record.get("Id"));
        boolean byMail = org.table("Case").size() % 3 == 0;
        record.put(
                "CaseNumber",
                String.format(Locale.ROOT, "%08d", org.table("Case").size()));
        record.put("Subject", subject);
        record.put("Description", message);
        record.put("Status", "New");
        record.put("Priority", "Medium");
        record.put("Origin", byMail ? "Email" : "Web");
        record.put("OwnerId", queue);
        record.put("CreatedDate", org.nextStamp());
        if (byMail) {
            records.mail(id, message + "\n", true, "0");
        }
        records.touch(record);
        return id;
    }

    /** A customer writes a mail, or every other time a comment in the portal. Neither moves the stamp of the case. */
    @Override
    public synchronized void customerWrites(String ticketId, String message) {
        Map<String, @Nullable Object> record = records.existing(ticketId);
        if (++messages % 2 == 0) {
            records.mail(ticketId, message, true, "0");
        } else {
            records.comment(ticketId, message, true, portalUser);
        }
        if (Boolean.TRUE.equals(record.get("IsClosed"))) {
            record.put("IsClosed", false);
            record.put("Status", "New");
            records.touch(record);
        }
    }

    /** A customer writes a mail that has only HTML. */
    public synchronized void customerMailsHtml(String ticketId, String html) {
        records.existing(ticketId);
        Map<String, @Nullable Object> mail = records.mail(ticketId, "", true, "0");
        mail.put("TextBody", null);
        mail.put("HtmlBody", html);
    }

    @Override
    public synchronized void agentReplies(String ticketId, String message) {
        Map<String, @Nullable Object> record = records.existing(ticketId);
        if (++messages % 2 == 0) {
            records.mail(ticketId, message, false, "3");
        } else {
            records.comment(ticketId, message, true, agent);
        }
        record.put("Status", "Working");
        records.touch(record);
    }

    /** An agent writes a comment that customers do not see. */
    public synchronized void agentNotes(String ticketId, String message) {
        records.existing(ticketId);
        records.comment(ticketId, message, false, agent);
    }

    /** An agent begins a mail and does not send it. */
    public synchronized void agentDrafts(String ticketId, String message) {
        records.existing(ticketId);
        records.mail(ticketId, message, false, "5");
    }

    @Override
    public synchronized void agentSetsPriority(String ticketId, String priority) {
        agentSets(ticketId, "Priority", priority);
    }

    /** An agent sets a field; null empties it. */
    public synchronized void agentSets(String ticketId, String field, @Nullable Object value) {
        Map<String, @Nullable Object> record = records.existing(ticketId);
        if (!record.containsKey(field)) {
            throw new IllegalArgumentException("A case has no field " + field);
        }
        record.put(field, value instanceof Double number ? BigDecimal.valueOf(number) : value);
        records.touch(record);
    }

    /** Cases have no tags: the agent adds a word to the field {@code Labels__c}. */
    @Override
    public synchronized void agentAddsTag(String ticketId, String tag) {
        Object labels = records.existing(ticketId).get("Labels__c");
        agentSets(ticketId, "Labels__c", labels == null ? tag : labels + " " + tag);
    }

    @Override
    public synchronized void agentSolves(String ticketId) {
        Map<String, @Nullable Object> record = records.existing(ticketId);
        record.put("Status", "Closed");
        record.put("IsClosed", true);
        records.touch(record);
    }

    /** Somebody deletes the case. */
    public synchronized void deletes(String ticketId) {
        records.existing(ticketId);
        org.table("Case").remove(ticketId);
    }

    @Override
    public synchronized FakeTicketView ticket(String ticketId) {
        Map<String, @Nullable Object> record = records.existing(ticketId);
        Map<String, String> fields = new LinkedHashMap<>();
        record.forEach((name, value) -> {
            if (value != null && (name.endsWith("__c") || name.equals("IsEscalated"))) {
                fields.put(name, value.toString());
            }
        });
        Map<Instant, String> open = new TreeMap<>();
        List<String> notes = new ArrayList<>();
        open.put(
                (Instant) Objects.requireNonNull(record.get("CreatedDate")), String.valueOf(record.get("Description")));
        for (Map<String, @Nullable Object> comment : org.children("CaseComment", ticketId)) {
            if (Boolean.TRUE.equals(comment.get("IsPublished"))) {
                open.put((Instant) Objects.requireNonNull(comment.get("CreatedDate")), (String)
                        Objects.requireNonNull(comment.get("CommentBody")));
            } else {
                notes.add((String) Objects.requireNonNull(comment.get("CommentBody")));
            }
        }
        for (Map<String, @Nullable Object> mail : org.children("EmailMessage", ticketId)) {
            boolean opening = Objects.equals(
                    record.get("Description"),
                    String.valueOf(mail.get("TextBody")).strip());
            if (!"5".equals(mail.get("Status")) && !opening) {
                open.put(
                        (Instant) Objects.requireNonNull(mail.get("MessageDate")),
                        String.valueOf(mail.get("TextBody")));
            }
        }
        return new FakeTicketView(
                ticketId,
                String.valueOf(record.get("Status")),
                (String) record.get("Priority"),
                Set.of(),
                fields,
                String.valueOf(record.get("OwnerId")),
                List.copyOf(open.values()),
                notes);
    }

    @Override
    public synchronized List<String> ticketIds() {
        return List.copyOf(org.table("Case").keySet());
    }

    @Override
    public synchronized long limitViolations() {
        return limitViolations;
    }

    /** An Outbound Message with the secret in the address. */
    @Override
    public synchronized FakeWebhook webhook(String ticketId) {
        return SalesforceHooks.outboundMessage(org.nextId("04k"), org.nextId("04l"), ticketId);
    }

    /** The callout of a flow with the secret in a header. */
    public synchronized FakeWebhook flowWebhook(String ticketId) {
        return SalesforceHooks.flow(
                ticketId, String.valueOf(records.existing(ticketId).get("SystemModstamp")));
    }

    // What the org is like.

    /** {@return the id of a queue that takes cases} */
    public String queueId() {
        return queue;
    }

    /** {@return the id of the owner that assignment rules give to every case they touch} */
    public String defaultOwnerId() {
        return defaultOwner;
    }

    /** {@return the id of an agent} */
    public String agentId() {
        return agent;
    }

    /** Adds a custom field to cases: {@code string}, {@code textarea}, {@code picklist}, {@code boolean}, {@code double}. */
    public synchronized void customField(String name, String type, int length, String... values) {
        org.fields("Case").put(name, new FakeOrg.Field(name, type, length, "cu", List.of(values)));
        for (Map<String, @Nullable Object> record : org.table("Case").values()) {
            record.put(name, type.equals("boolean") ? (Object) false : null);
        }
    }

    /** The values of the picklist Priority; one that starts with a minus sign is no longer active. */
    public synchronized void priorities(String... values) {
        org.fields("Case").put("Priority", new FakeOrg.Field("Priority", "picklist", 255, "cu", List.of(values)));
    }

    /** The user of the app may see a field of an object and not change it. */
    public synchronized void readOnly(String object, String field) {
        FakeOrg.Field before = Objects.requireNonNull(org.fields(object).get(field), field);
        org.fields(object).put(field, new FakeOrg.Field(field, before.type(), before.length(), "", before.values()));
    }

    /** The user of the app cannot see a field. */
    public synchronized void hide(String object, String field) {
        org.fields(object).remove(field);
    }

    /** The user of the app cannot see an object. */
    public synchronized void hide(String object) {
        org.forget(object);
    }

    /** How many rows a page of a query has, and how many one of a list within a row. */
    public synchronized void pages(int rows, int childRows) {
        queries.pages(rows, childRows);
    }

    /** The next time a later page of a query is asked for, it has been lost. */
    public synchronized void loseNextPage() {
        queries.loseNextPage();
    }

    /** All tokens are refused from now on; new ones can be had. */
    public synchronized void expireTokens() {
        tokens.expire();
    }

    /** The certificate of the app, for the JWT bearer flow. */
    public synchronized void trust(PublicKey key) {
        tokens.trust(key);
    }

    /** The {@code instance_url} of new tokens. Default: {@link #baseUrl()}. */
    public synchronized void instanceUrl(URI url) {
        tokens.instanceUrl(url);
    }

    /** How many calls the org may make in a day, which may be shorter than others. Default: a million in 24 hours. */
    public synchronized void dailyLimit(int calls, Duration lengthOfDay) {
        this.day = new CallWindow(calls, lengthOfDay);
    }

    /** A rule of the org refuses every change of a case, quoting its description; null for no such rule. */
    public synchronized void refuseChanges(@Nullable String errorCode) {
        writes.refuse(errorCode);
    }

    /** Another transaction holds the case for the next writes. */
    public synchronized void lock(String ticketId, int writes) {
        this.writes.lock(ticketId, writes);
    }
}
