package io.github.supportops.copilot.testkit.helpdesk;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Zendesk's ways to say no. */
final class ZendeskErrorBodies {
    private ZendeskErrorBodies() {}

    static FakeReply of(int status, String error, String description) {
        return FakeReply.json(
                status,
                JsonNodeFactory.instance.objectNode().put("error", error).put("description", description));
    }

    static FakeReply badRequest(String why) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.putArray("errors").addObject().put("code", "BadRequest").put("title", why);
        return FakeReply.json(400, body);
    }

    static FakeReply forbidden() {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.putObject("error").put("title", "Forbidden").put("message", "You do not have access to this page.");
        return FakeReply.json(403, body);
    }

    static FakeReply notFound() {
        return of(404, "RecordNotFound", "Not found");
    }

    static FakeReply invalid(String field, String why) {
        ObjectNode body = JsonNodeFactory.instance
                .objectNode()
                .put("error", "RecordInvalid")
                .put("description", "Record validation errors");
        body.putObject("details").putArray(field).addObject().put("description", why);
        return FakeReply.json(422, body);
    }

    static FakeReply conflict() {
        return of(409, "UpdateConflict", "The ticket was changed after updated_stamp");
    }
}
