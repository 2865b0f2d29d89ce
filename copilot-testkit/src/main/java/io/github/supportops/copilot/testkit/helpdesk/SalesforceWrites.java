package io.github.supportops.copilot.testkit.helpdesk;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
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

/** Changes of cases and new comments, one by one or as composite calls. The server's lock guards it. */
final class SalesforceWrites {
    private static final Set<String> SUB_METHODS = Set.of("POST", "PUT", "PATCH", "GET", "DELETE");
    private static final Set<String> SUB_KEYS = Set.of("method", "url", "referenceId", "body", "httpHeaders");
    private static final Set<String> INHERITED = Set.of("accept", "authorization", "content-type");

    private final FakeOrg org;
    private final SalesforceRecords records;
    private final String root;
    private final String appUser;
    private final String defaultOwner;
    private final Map<String, Integer> locks = new HashMap<>();
    private @Nullable String refusal;

    SalesforceWrites(FakeOrg org, SalesforceRecords records, String root, String appUser, String defaultOwner) {
        this.org = org;
        this.records = records;
        this.root = root;
        this.appUser = appUser;
        this.defaultOwner = defaultOwner;
    }

    void refuse(@Nullable String errorCode) {
        refusal = errorCode;
    }

    void lock(String caseId, int writes) {
        locks.put(caseId, writes);
    }

    FakeReply change(
            String method, String resource, ObjectNode body, Map<String, String> headers, List<Runnable> undo) {
        if (method.equals("PATCH") && resource.matches("/sobjects/Case/[a-zA-Z0-9]{15,18}")) {
            return patchCase(resource.substring("/sobjects/Case/".length()), body, headers, undo);
        }
        if (method.equals("POST") && resource.equals("/sobjects/CaseComment")) {
            return postComment(body, undo);
        }
        return SalesforceJson.error(404, "NOT_FOUND", "The requested resource does not exist");
    }

    FakeReply composite(FakeRequest request) {
        ObjectNode body = SalesforceJson.object(request.body());
        JsonNode parts = body == null ? null : body.get("compositeRequest");
        if (body == null
                || parts == null
                || !parts.isArray()
                || parts.isEmpty()
                || parts.size() > 25
                || !SalesforceJson.keysWithin(body, Set.of("allOrNone", "collateSubrequests", "compositeRequest"))
                || !body.path("allOrNone").isBoolean()) {
            return SalesforceJson.error(400, "JSON_PARSER_ERROR", "allOrNone and 1 to 25 subrequests are needed");
        }
        if (!isAutoAssign(request.header("Sforce-Auto-Assign").orElse(""))) {
            return SalesforceJson.error(400, "INVALID_HEADER", "This fake insists on Sforce-Auto-Assign");
        }
        Set<String> names = new HashSet<>();
        for (JsonNode part : parts) {
            if (!isSubrequest(part) || !names.add(part.path("referenceId").asText())) {
                return SalesforceJson.error(400, "JSON_PARSER_ERROR", "A subrequest is not well-formed");
            }
        }
        return FakeReply.json(
                200,
                SalesforceJson.node()
                        .set(
                                "compositeResponse",
                                results(parts, body.path("allOrNone").booleanValue())));
    }

    private boolean isSubrequest(JsonNode part) {
        boolean headersFine = true;
        for (String name : SalesforceJson.names(part.path("httpHeaders"))) {
            headersFine &= !INHERITED.contains(name.toLowerCase(Locale.ROOT))
                    && part.path("httpHeaders").path(name).isTextual();
        }
        return part.isObject()
                && SalesforceJson.keysWithin(part, SUB_KEYS)
                && SUB_METHODS.contains(part.path("method").asText())
                && part.path("url").asText().startsWith(root + "/")
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
                    ? SalesforceJson.error(400, "PROCESSING_HALTED", "Invalid reference specified. No value found")
                    : change(
                            part.path("method").asText(),
                            part.path("url").asText().substring(root.length()),
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
            result.set("body", SalesforceJson.parsed(replies.get(place).body()));
            result.putObject("httpHeaders");
            result.put("httpStatusCode", replies.get(place).status());
            result.put("referenceId", parts.get(place).path("referenceId").asText());
        }
        return results;
    }

    private static FakeReply halted() {
        return SalesforceJson.error(
                400,
                "PROCESSING_HALTED",
                "The transaction was rolled back since another operation in the same transaction failed.");
    }

    private FakeReply patchCase(String id, ObjectNode body, Map<String, String> headers, List<Runnable> undo) {
        Map<String, @Nullable Object> record = org.table("Case").get(id);
        if (record == null) {
            return SalesforceJson.error(
                    404, "NOT_FOUND", "Provided external ID field does not exist or is not accessible: " + id);
        }
        String autoAssign = headers.getOrDefault("sforce-auto-assign", "");
        if (!isAutoAssign(autoAssign)) {
            return SalesforceJson.error(400, "INVALID_HEADER", "This fake insists on Sforce-Auto-Assign");
        }
        FakeReply problem = precondition(record, headers);
        if (problem != null) {
            return problem;
        }
        Map<String, @Nullable Object> changed = new LinkedHashMap<>();
        for (String name : SalesforceJson.names(body)) {
            FakeReply wrong = FakeSalesforceSchema.accept(org, name, body.path(name), changed);
            if (wrong != null) {
                return wrong;
            }
        }
        if (changed.isEmpty()) {
            return SalesforceJson.error(400, "JSON_PARSER_ERROR", "No fields to change");
        }
        if (refusal != null) {
            return SalesforceJson.error(400, refusal, "The rule says: " + record.get("Description"), "Priority");
        }
        if (locks.merge(id, -1, Integer::sum) >= 0) {
            return SalesforceJson.error(400, "UNABLE_TO_LOCK_ROW", "unable to obtain exclusive access to this record");
        }
        Map<String, @Nullable Object> before = new LinkedHashMap<>(record);
        undo.add(() -> record.putAll(before));
        record.putAll(changed);
        if (!autoAssign.equalsIgnoreCase("FALSE")) {
            record.put("OwnerId", defaultOwner);
        }
        records.touch(record);
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
                    ? SalesforceJson.error(412, "PRECONDITION_FAILED", "The record was modified since " + since)
                    : null;
        } catch (DateTimeException malformed) {
            return SalesforceJson.error(400, "INVALID_HEADER", "If-Unmodified-Since is not an HTTP date");
        }
    }

    private FakeReply postComment(ObjectNode body, List<Runnable> undo) {
        if (!Set.copyOf(SalesforceJson.names(body)).equals(Set.of("ParentId", "CommentBody", "IsPublished"))
                || !body.path("IsPublished").isBoolean()
                || !body.path("CommentBody").isTextual()) {
            return SalesforceJson.error(
                    400, "JSON_PARSER_ERROR", "ParentId, CommentBody and IsPublished are needed, and no more");
        }
        String text = body.path("CommentBody").textValue();
        if (text.getBytes(StandardCharsets.UTF_8).length > 4000) {
            return SalesforceJson.error(400, "STRING_TOO_LONG", "Comment Body: data value too large", "CommentBody");
        }
        Map<String, @Nullable Object> parent =
                org.table("Case").get(body.path("ParentId").asText());
        if (parent == null) {
            return SalesforceJson.error(404, "ENTITY_IS_DELETED", "entity is deleted");
        }
        String parentId = body.path("ParentId").asText();
        Map<String, @Nullable Object> comment =
                records.comment(parentId, text, body.path("IsPublished").booleanValue(), appUser);
        undo.add(() -> org.removeChild("CaseComment", comment));
        return FakeReply.json(
                201,
                SalesforceJson.node()
                        .put("id", (String) comment.get("Id"))
                        .put("success", true)
                        .set("errors", JsonNodeFactory.instance.arrayNode()));
    }

    private static boolean isAutoAssign(String value) {
        return value.equalsIgnoreCase("TRUE") || value.equalsIgnoreCase("FALSE");
    }
}
