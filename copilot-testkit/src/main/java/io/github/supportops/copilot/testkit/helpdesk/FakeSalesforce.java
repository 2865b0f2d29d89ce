package io.github.supportops.copilot.testkit.helpdesk;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.Signature;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.HashSet;
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
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Set<String> SUB_METHODS = Set.of("POST", "PUT", "PATCH", "GET", "DELETE");
    private static final Set<String> SUB_KEYS = Set.of("method", "url", "referenceId", "body", "httpHeaders");
    private static final Set<String> INHERITED = Set.of("accept", "authorization", "content-type");

    private final FakeOrg org = new FakeOrg(API);
    private final Set<String> tokens = new HashSet<>();
    private final Map<String, List<ObjectNode>> locators = new HashMap<>();
    private final Map<String, Integer> locks = new HashMap<>();
    private final String agent;
    private final String portalUser;
    private final String appUser;
    private final String queue;
    private final String defaultOwner;
    private CallWindow day = new CallWindow(1_000_000, Duration.ofHours(24));
    private @Nullable PublicKey certificate;
    private @Nullable URI instance;
    private @Nullable String refusal;
    private int rowsPerPage = 2000;
    private int childRowsPerPage = 2000;
    private boolean nextPageLost;
    private int serial;
    private long limitViolations;

    /** Starts an org without cases. */
    public FakeSalesforce() {
        FakeSalesforceSchema.define(org);
        agent = user("Standard");
        portalUser = user("CspLitePortal");
        appUser = user("Standard");
        queue = queue();
        defaultOwner = queue();
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
            return token(request);
        }
        if (!tokens.contains(request.header("Authorization").orElse("").replaceFirst("^Bearer ", ""))) {
            return error(401, "INVALID_SESSION_ID", "Session expired or invalid");
        }
        if (request.address().toString().length() > 16_384) {
            return error(414, "URI_TOO_LONG", "URI too long");
        }
        if (!day.admits(1)) {
            limitViolations++;
            return withUsage(tooManyCalls());
        }
        return withUsage(answer(request));
    }

    @Override
    FakeReply tooManyCalls() {
        return error(403, "REQUEST_LIMIT_EXCEEDED", "TotalRequests Limit exceeded.");
    }

    private FakeReply withUsage(FakeReply reply) {
        return reply.header("Sforce-Limit-Info", "api-usage=" + (day.most() - day.remaining()) + "/" + day.most());
    }

    private FakeReply answer(FakeRequest request) {
        String path = request.path();
        if (!path.startsWith(ROOT + "/")) {
            return error(404, "NOT_FOUND", "The requested resource does not exist");
        }
        String resource = path.substring(ROOT.length());
        if (request.method().equals("GET") && resource.matches("/query/?")) {
            return query(request);
        }
        if (request.method().equals("GET") && resource.startsWith("/query/")) {
            return locator(resource.substring("/query/".length()));
        }
        if (request.method().equals("GET") && resource.matches("/sobjects/[A-Za-z]+/describe/?")) {
            return describe(resource.split("/", -1)[2]);
        }
        if (!request.header("Content-Type").orElse("").startsWith("application/json")) {
            return error(415, "UNSUPPORTED_MEDIA_TYPE", "Only application/json is taken");
        }
        if (request.method().equals("POST") && resource.equals("/composite")) {
            return composite(request);
        }
        ObjectNode body = object(request.body());
        List<Runnable> undo = new ArrayList<>();
        return body == null
                ? error(400, "JSON_PARSER_ERROR", "Not a JSON object")
                : change(request.method(), resource, body, new TreeMap<>(request.headers()), undo);
    }

    private FakeReply change(
            String method, String resource, ObjectNode body, Map<String, String> headers, List<Runnable> undo) {
        if (method.equals("PATCH") && resource.matches("/sobjects/Case/[a-zA-Z0-9]{15,18}")) {
            return patchCase(resource.substring("/sobjects/Case/".length()), body, headers, undo);
        }
        if (method.equals("POST") && resource.equals("/sobjects/CaseComment")) {
            return postComment(body, undo);
        }
        return error(404, "NOT_FOUND", "The requested resource does not exist");
    }

    // Tokens.

    private FakeReply token(FakeRequest request) {
        if (!request.method().equals("POST")
                || !request.header("Content-Type").orElse("").startsWith("application/x-www-form-urlencoded")) {
            return oauthError("invalid_request");
        }
        Map<String, String> form = new TreeMap<>();
        for (String pair : request.body().split("&", -1)) {
            String[] halves = pair.split("=", 2);
            form.put(decoded(halves[0]), halves.length < 2 ? "" : decoded(halves[1]));
        }
        String grant = form.getOrDefault("grant_type", "");
        String problem = switch (grant) {
            case "client_credentials" -> clientProblem(form);
            case "urn:ietf:params:oauth:grant-type:jwt-bearer" -> assertionProblem(form);
            default -> "unsupported_grant_type";
        };
        if (!problem.isEmpty()) {
            return oauthError(problem);
        }
        String token = "00D!fake-token-" + ++serial;
        tokens.add(token);
        URI where = instance;
        return FakeReply.json(
                200,
                node().put("access_token", token)
                        .put("signature", "c2ln")
                        .put("scope", "api")
                        .put("instance_url", where == null ? baseUrl().toString() : where.toString())
                        .put("id", baseUrl() + "/id/" + ORGANIZATION_ID + "/" + appUser)
                        .put("token_type", "Bearer")
                        .put("issued_at", Long.toString(System.currentTimeMillis())));
    }

    private static String clientProblem(Map<String, String> form) {
        if (!form.keySet().equals(Set.of("grant_type", "client_id", "client_secret"))) {
            return "invalid_request";
        }
        if (!CLIENT_ID.equals(form.get("client_id"))) {
            return "invalid_client_id";
        }
        return CLIENT_SECRET.equals(form.get("client_secret")) ? "" : "invalid_client";
    }

    private String assertionProblem(Map<String, String> form) {
        if (!form.keySet().equals(Set.of("grant_type", "assertion"))) {
            return "invalid_request";
        }
        try {
            String[] parts = form.getOrDefault("assertion", "").split("\\.", -1);
            JsonNode header = JSON.readTree(Base64.getUrlDecoder().decode(parts[0]));
            JsonNode claims = JSON.readTree(Base64.getUrlDecoder().decode(parts[1]));
            Signature check = Signature.getInstance("SHA256withRSA");
            check.initVerify(Objects.requireNonNull(certificate, "no certificate"));
            check.update((parts[0] + "." + parts[1]).getBytes(StandardCharsets.US_ASCII));
            long left = claims.path("exp").asLong() - Instant.now().getEpochSecond();
            boolean good = check.verify(Base64.getUrlDecoder().decode(parts[2]))
                    && header.path("alg").asText().equals("RS256")
                    && claims.path("iss").asText().equals(CLIENT_ID)
                    && claims.path("sub").asText().equals(USERNAME)
                    && claims.path("aud").asText().matches("https://(login|test)\\.salesforce\\.com")
                    && left > 0
                    && left <= 180;
            return good ? "" : "invalid_grant";
        } catch (GeneralSecurityException | java.io.IOException | RuntimeException unreadable) {
            return "invalid_grant";
        }
    }

    private static FakeReply oauthError(String error) {
        return FakeReply.json(400, node().put("error", error).put("error_description", "authentication failure"));
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    // Queries.

    private FakeReply query(FakeRequest request) {
        if (!request.parameters().keySet().equals(Set.of("q"))) {
            return error(400, "MALFORMED_QUERY", "A query needs q and nothing else");
        }
        try {
            List<ObjectNode> rows =
                    org.query(FakeSoql.parse(request.parameter("q").orElse("")));
            rows.forEach(this::pageChildren);
            return FakeReply.json(200, page(rows, rows.size(), rowsPerPage));
        } catch (FakeSoql.MalformedQueryException malformed) {
            return error(400, "MALFORMED_QUERY", String.valueOf(malformed.getMessage()));
        } catch (FakeOrg.UnknownFieldException unknown) {
            return error(400, unknown.code(), String.valueOf(unknown.getMessage()));
        }
    }

    private void pageChildren(ObjectNode row) {
        for (String name : List.of("CaseComments", "EmailMessages")) {
            if (row.get(name) instanceof ObjectNode list) {
                List<ObjectNode> children = new ArrayList<>();
                list.path("records").forEach(child -> children.add((ObjectNode) child));
                row.set(name, page(children, children.size(), childRowsPerPage));
            }
        }
    }

    private ObjectNode page(List<ObjectNode> rows, int total, int size) {
        ObjectNode page = node().put("totalSize", total);
        List<ObjectNode> here = rows.subList(0, Math.min(size, rows.size()));
        page.put("done", here.size() == rows.size());
        if (here.size() < rows.size()) {
            String id = "01ggK" + ++serial + "-" + size;
            locators.put(id, List.copyOf(rows.subList(size, rows.size())));
            page.put("nextRecordsUrl", ROOT + "/query/" + id);
        }
        page.putArray("records").addAll(here);
        return page;
    }

    private FakeReply locator(String id) {
        List<ObjectNode> rows = locators.get(id);
        if (rows == null || nextPageLost) {
            nextPageLost = false;
            return error(400, "INVALID_QUERY_LOCATOR", "invalid query locator");
        }
        int size = Integer.parseInt(id.substring(id.indexOf('-') + 1));
        return FakeReply.json(200, page(rows, rows.size(), size));
    }

    private FakeReply describe(String object) {
        if (!org.knows(object)) {
            return error(404, "NOT_FOUND", "The requested resource does not exist");
        }
        ObjectNode described = node().put("name", object);
        boolean updateable = org.fields(object).values().stream().anyMatch(FakeOrg.Field::updateable);
        boolean createable = org.fields(object).values().stream().anyMatch(FakeOrg.Field::createable);
        described.put("createable", createable).put("updateable", updateable).put("queryable", true);
        ArrayNode fields = described.putArray("fields");
        for (FakeOrg.Field field : org.fields(object).values()) {
            ObjectNode one = fields.addObject()
                    .put("name", field.name())
                    .put("type", field.type())
                    .put("length", field.length())
                    .put("scale", field.type().equals("double") ? 2 : 0)
                    .put("createable", field.createable())
                    .put("updateable", field.updateable());
            ArrayNode values = one.putArray("picklistValues");
            field.values()
                    .forEach(value -> values.addObject()
                            .put("active", !value.startsWith("-"))
                            .put("value", value.replaceFirst("^-", "")));
        }
        return FakeReply.json(200, described);
    }

    // Writes.

    private FakeReply composite(FakeRequest request) {
        ObjectNode body = object(request.body());
        JsonNode parts = body == null ? null : body.get("compositeRequest");
        if (body == null
                || parts == null
                || !parts.isArray()
                || parts.isEmpty()
                || parts.size() > 25
                || !keysWithin(body, Set.of("allOrNone", "collateSubrequests", "compositeRequest"))
                || !body.path("allOrNone").isBoolean()) {
            return error(400, "JSON_PARSER_ERROR", "allOrNone and 1 to 25 subrequests are needed");
        }
        if (!isAutoAssign(request.header("Sforce-Auto-Assign").orElse(""))) {
            return error(400, "INVALID_HEADER", "This fake insists on Sforce-Auto-Assign");
        }
        Set<String> names = new HashSet<>();
        for (JsonNode part : parts) {
            if (!isSubrequest(part) || !names.add(part.path("referenceId").asText())) {
                return error(400, "JSON_PARSER_ERROR", "A subrequest is not well-formed");
            }
        }
        return FakeReply.json(
                200,
                node().set(
                                "compositeResponse",
                                results(parts, body.path("allOrNone").booleanValue())));
    }

    private static boolean isSubrequest(JsonNode part) {
        boolean headersFine = true;
        for (String name : names(part.path("httpHeaders"))) {
            headersFine &= !INHERITED.contains(name.toLowerCase(Locale.ROOT))
                    && part.path("httpHeaders").path(name).isTextual();
        }
        return part.isObject()
                && keysWithin(part, SUB_KEYS)
                && SUB_METHODS.contains(part.path("method").asText())
                && part.path("url").asText().startsWith(ROOT + "/")
                && part.path("referenceId").asText().matches("[A-Za-z][A-Za-z0-9_]*")
                && part.path("body").isObject()
                && headersFine;
    }

    private ArrayNode results(JsonNode parts, boolean allOrNone) {
        List<Runnable> undo = new ArrayList<>();
        List<FakeReply> replies = new ArrayList<>();
        boolean failed = false;
        for (JsonNode part : parts) {
            if (failed && allOrNone) {
                replies.add(halted());
                continue;
            }
            Map<String, String> headers = new TreeMap<>();
            part.path("httpHeaders")
                    .properties()
                    .forEach(header -> headers.put(
                            header.getKey().toLowerCase(Locale.ROOT),
                            header.getValue().asText()));
            FakeReply reply = part.toString().contains("@{")
                    ? error(400, "PROCESSING_HALTED", "Invalid reference specified. No value found")
                    : change(
                            part.path("method").asText(),
                            part.path("url").asText().substring(ROOT.length()),
                            (ObjectNode) part.path("body"),
                            headers,
                            undo);
            replies.add(reply);
            failed |= reply.status() >= 300;
        }
        if (failed && allOrNone) {
            for (int last = undo.size() - 1; last >= 0; last--) {
                undo.get(last).run();
            }
            replies.replaceAll(reply -> reply.status() < 300 ? halted() : reply);
        }
        ArrayNode results = JsonNodeFactory.instance.arrayNode();
        for (int place = 0; place < replies.size(); place++) {
            ObjectNode result = results.addObject();
            result.set("body", parsed(replies.get(place).body()));
            result.putObject("httpHeaders");
            result.put("httpStatusCode", replies.get(place).status());
            result.put("referenceId", parts.get(place).path("referenceId").asText());
        }
        return results;
    }

    private static FakeReply halted() {
        return error(
                400,
                "PROCESSING_HALTED",
                "The transaction was rolled back since another operation in the same transaction failed.");
    }

    private FakeReply patchCase(String id, ObjectNode body, Map<String, String> headers, List<Runnable> undo) {
        Map<String, @Nullable Object> record = org.table("Case").get(id);
        if (record == null) {
            return error(404, "NOT_FOUND", "Provided external ID field does not exist or is not accessible: " + id);
        }
        String autoAssign = headers.getOrDefault("sforce-auto-assign", "");
        if (!isAutoAssign(autoAssign)) {
            return error(400, "INVALID_HEADER", "This fake insists on Sforce-Auto-Assign");
        }
        FakeReply problem = precondition(record, headers);
        if (problem != null) {
            return problem;
        }
        Map<String, @Nullable Object> changed = new LinkedHashMap<>();
        for (String name : names(body)) {
            FakeReply wrong = FakeSalesforceSchema.accept(org, name, body.path(name), changed);
            if (wrong != null) {
                return wrong;
            }
        }
        if (changed.isEmpty()) {
            return error(400, "JSON_PARSER_ERROR", "No fields to change");
        }
        if (refusal != null) {
            return error(400, refusal, "The rule says: " + record.get("Description"), "Priority");
        }
        if (locks.merge(id, -1, Integer::sum) >= 0) {
            return error(400, "UNABLE_TO_LOCK_ROW", "unable to obtain exclusive access to this record");
        }
        Map<String, @Nullable Object> before = new LinkedHashMap<>(record);
        undo.add(() -> record.putAll(before));
        record.putAll(changed);
        if (!autoAssign.equalsIgnoreCase("FALSE")) {
            record.put("OwnerId", defaultOwner);
        }
        touch(record);
        return FakeReply.empty(204);
    }

    private static @Nullable FakeReply precondition(Map<String, @Nullable Object> record, Map<String, String> headers) {
        String since = headers.get("if-unmodified-since");
        if (since == null) {
            return null;
        }
        try {
            Instant limit = ZonedDateTime.parse(
                            since, DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss zzz", Locale.US))
                    .toInstant();
            Instant stamp = (Instant) Objects.requireNonNull(record.get("SystemModstamp"));
            return stamp.isAfter(limit)
                    ? error(412, "PRECONDITION_FAILED", "The record was modified since " + since)
                    : null;
        } catch (DateTimeException malformed) {
            return error(400, "INVALID_HEADER", "If-Unmodified-Since is not an HTTP date");
        }
    }

    private FakeReply postComment(ObjectNode body, List<Runnable> undo) {
        if (!Set.copyOf(names(body)).equals(Set.of("ParentId", "CommentBody", "IsPublished"))
                || !body.path("IsPublished").isBoolean()
                || !body.path("CommentBody").isTextual()) {
            return error(400, "JSON_PARSER_ERROR", "ParentId, CommentBody and IsPublished are needed, and no more");
        }
        String text = body.path("CommentBody").textValue();
        if (text.getBytes(StandardCharsets.UTF_8).length > 4000) {
            return error(400, "STRING_TOO_LONG", "Comment Body: data value too large", "CommentBody");
        }
        Map<String, @Nullable Object> parent =
                org.table("Case").get(body.path("ParentId").asText());
        if (parent == null) {
            return error(404, "ENTITY_IS_DELETED", "entity is deleted");
        }
        String parentId = body.path("ParentId").asText();
        Map<String, @Nullable Object> comment =
                comment(parentId, text, body.path("IsPublished").booleanValue(), appUser);
        undo.add(() -> org.removeChild("CaseComment", comment));
        return FakeReply.json(
                201,
                node().put("id", (String) comment.get("Id"))
                        .put("success", true)
                        .set("errors", JSON.createArrayNode()));
    }

    private Map<String, @Nullable Object> comment(String caseId, String text, boolean published, String author) {
        Map<String, @Nullable Object> comment = org.insertChild("CaseComment", "00a", caseId);
        Instant now = org.nextStamp();
        comment.put("CommentBody", text);
        comment.put("IsPublished", published);
        comment.put("CreatedById", author);
        comment.put("CreatedDate", now);
        comment.put("SystemModstamp", now);
        return comment;
    }

    private Map<String, @Nullable Object> mail(String caseId, String text, boolean incoming, String status) {
        Map<String, @Nullable Object> mail = org.insertChild("EmailMessage", "02s", caseId);
        Instant now = org.nextStamp();
        mail.put("TextBody", text);
        mail.put("Incoming", incoming);
        mail.put("Status", status);
        mail.put("IsExternallyVisible", true);
        mail.put("FromAddress", incoming ? "customer@example.com" : "agent@example.org");
        mail.put("MessageDate", now);
        mail.put("CreatedDate", now);
        mail.put("SystemModstamp", now);
        return mail;
    }

    private void touch(Map<String, @Nullable Object> record) {
        Instant now = org.nextStamp();
        record.put("LastModifiedDate", now);
        record.put("SystemModstamp", now);
    }

    private Map<String, @Nullable Object> existing(String ticketId) {
        Map<String, @Nullable Object> record = org.table("Case").get(ticketId);
        if (record == null) {
            throw new IllegalArgumentException("There is no case " + ticketId);
        }
        return record;
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
            mail(id, message + "\n", true, "0");
        }
        touch(record);
        return id;
    }

    /** A customer writes a mail, or every other time a comment in the portal. Neither moves the stamp of the case. */
    @Override
    public synchronized void customerWrites(String ticketId, String message) {
        Map<String, @Nullable Object> record = existing(ticketId);
        if (++serial % 2 == 0) {
            mail(ticketId, message, true, "0");
        } else {
            comment(ticketId, message, true, portalUser);
        }
        if (Boolean.TRUE.equals(record.get("IsClosed"))) {
            record.put("IsClosed", false);
            record.put("Status", "New");
            touch(record);
        }
    }

    /** A customer writes a mail that has only HTML. */
    public synchronized void customerMailsHtml(String ticketId, String html) {
        existing(ticketId);
        Map<String, @Nullable Object> mail = mail(ticketId, "", true, "0");
        mail.put("TextBody", null);
        mail.put("HtmlBody", html);
    }

    @Override
    public synchronized void agentReplies(String ticketId, String message) {
        Map<String, @Nullable Object> record = existing(ticketId);
        if (++serial % 2 == 0) {
            mail(ticketId, message, false, "3");
        } else {
            comment(ticketId, message, true, agent);
        }
        record.put("Status", "Working");
        touch(record);
    }

    /** An agent writes a comment that customers do not see. */
    public synchronized void agentNotes(String ticketId, String message) {
        existing(ticketId);
        comment(ticketId, message, false, agent);
    }

    /** An agent begins a mail and does not send it. */
    public synchronized void agentDrafts(String ticketId, String message) {
        existing(ticketId);
        mail(ticketId, message, false, "5");
    }

    @Override
    public synchronized void agentSetsPriority(String ticketId, String priority) {
        agentSets(ticketId, "Priority", priority);
    }

    /** An agent sets a field; null empties it. */
    public synchronized void agentSets(String ticketId, String field, @Nullable Object value) {
        Map<String, @Nullable Object> record = existing(ticketId);
        if (!record.containsKey(field)) {
            throw new IllegalArgumentException("A case has no field " + field);
        }
        record.put(field, value instanceof Double number ? BigDecimal.valueOf(number) : value);
        touch(record);
    }

    /** Cases have no tags: the agent adds a word to the field {@code Labels__c}. */
    @Override
    public synchronized void agentAddsTag(String ticketId, String tag) {
        Object labels = existing(ticketId).get("Labels__c");
        agentSets(ticketId, "Labels__c", labels == null ? tag : labels + " " + tag);
    }

    @Override
    public synchronized void agentSolves(String ticketId) {
        Map<String, @Nullable Object> record = existing(ticketId);
        record.put("Status", "Closed");
        record.put("IsClosed", true);
        touch(record);
    }

    /** Somebody deletes the case. */
    public synchronized void deletes(String ticketId) {
        existing(ticketId);
        org.table("Case").remove(ticketId);
    }

    @Override
    public synchronized FakeTicketView ticket(String ticketId) {
        Map<String, @Nullable Object> record = existing(ticketId);
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
        String body = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                + "<soapenv:Envelope xmlns:soapenv=\"http://schemas.xmlsoap.org/soap/envelope/\""
                + " xmlns:xsd=\"http://www.w3.org/2001/XMLSchema\""
                + " xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\">\n <soapenv:Body>\n"
                + "  <notifications xmlns=\"http://soap.sforce.com/2005/09/outbound\">\n"
                + "   <OrganizationId>" + ORGANIZATION_ID + "</OrganizationId>\n"
                + "   <ActionId>" + org.nextId("04k") + "</ActionId>\n"
                + "   <SessionId xsi:nil=\"true\"/>\n"
                + "   <EnterpriseUrl>https://example.my.salesforce.com/services/Soap/c/66.0</EnterpriseUrl>\n"
                + "   <PartnerUrl>https://example.my.salesforce.com/services/Soap/u/66.0</PartnerUrl>\n"
                + "   <Notification>\n    <Id>" + org.nextId("04l") + "</Id>\n"
                + "    <sObject xsi:type=\"sf:Case\" xmlns:sf=\"urn:sobject.enterprise.soap.sforce.com\">\n"
                + "     <sf:Id>" + ticketId + "</sf:Id>\n    </sObject>\n   </Notification>\n"
                + "  </notifications>\n </soapenv:Body>\n</soapenv:Envelope>";
        return new FakeWebhook(
                Map.of("Content-Type", "text/xml; charset=utf-8", "SOAPAction", "\"\""),
                Map.of("secret", WEBHOOK_SECRET),
                body);
    }

    /** The callout of a flow with the secret in a header. */
    public synchronized FakeWebhook flowWebhook(String ticketId) {
        return new FakeWebhook(
                Map.of("Content-Type", "application/json", "X-Webhook-Secret", WEBHOOK_SECRET),
                Map.of(),
                node().put("case_id", ticketId)
                        .put("changed_at", String.valueOf(existing(ticketId).get("SystemModstamp")))
                        .toString());
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
        this.rowsPerPage = rows;
        this.childRowsPerPage = childRows;
    }

    /** The next time a later page of a query is asked for, it has been lost. */
    public synchronized void loseNextPage() {
        this.nextPageLost = true;
    }

    /** All tokens are refused from now on; new ones can be had. */
    public synchronized void expireTokens() {
        tokens.clear();
    }

    /** The certificate of the app, for the JWT bearer flow. */
    public synchronized void trust(PublicKey key) {
        this.certificate = key;
    }

    /** The {@code instance_url} of new tokens. Default: {@link #baseUrl()}. */
    public synchronized void instanceUrl(URI url) {
        this.instance = url;
    }

    /** How many calls the org may make in a day, which may be shorter than others. Default: a million in 24 hours. */
    public synchronized void dailyLimit(int calls, Duration lengthOfDay) {
        this.day = new CallWindow(calls, lengthOfDay);
    }

    /** A rule of the org refuses every change of a case, quoting its description; null for no such rule. */
    public synchronized void refuseChanges(@Nullable String errorCode) {
        this.refusal = errorCode;
    }

    /** Another transaction holds the case for the next writes. */
    public synchronized void lock(String ticketId, int writes) {
        locks.put(ticketId, writes);
    }

    // Small things.

    private static boolean isAutoAssign(String value) {
        return value.equalsIgnoreCase("TRUE") || value.equalsIgnoreCase("FALSE");
    }

    private static boolean keysWithin(JsonNode node, Set<String> allowed) {
        return allowed.containsAll(names(node));
    }

    private static List<String> names(JsonNode node) {
        List<String> names = new ArrayList<>();
        node.fieldNames().forEachRemaining(names::add);
        return names;
    }

    private static @Nullable ObjectNode object(String body) {
        return parsed(body) instanceof ObjectNode object ? object : null;
    }

    private static JsonNode parsed(String body) {
        try {
            return body.isEmpty() ? JsonNodeFactory.instance.nullNode() : JSON.readTree(body);
        } catch (JsonProcessingException malformed) {
            return JsonNodeFactory.instance.missingNode();
        }
    }

    private static ObjectNode node() {
        return JsonNodeFactory.instance.objectNode();
    }

    static FakeReply error(int status, String code, String message, String... fields) {
        ArrayNode errors = JsonNodeFactory.instance.arrayNode();
        ObjectNode error = errors.addObject().put("message", message).put("errorCode", code);
        ArrayNode names = error.putArray("fields");
        for (String field : fields) {
            names.add(field);
        }
        return FakeReply.json(status, errors);
    }
}
