package io.github.supportops.copilot.testkit.helpdesk;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.Map;

/** What a fake server answers. */
record FakeReply(int status, Map<String, String> headers, String body) {

    static FakeReply json(int status, JsonNode body) {
        return new FakeReply(status, Map.of("Content-Type", "application/json"), body.toString());
    }

    static FakeReply empty(int status) {
        return new FakeReply(status, Map.of(), "");
    }

    FakeReply header(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return new FakeReply(status, more, body);
    }
}
