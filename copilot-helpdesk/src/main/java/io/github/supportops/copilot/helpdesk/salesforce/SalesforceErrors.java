package io.github.supportops.copilot.helpdesk.salesforce;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.supportops.copilot.helpdesk.internal.Reply;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * The errors of a reply: an array of {@code {message, errorCode, fields}}. Messages are left out, since a rule of the org may
 * quote the text of a ticket in them.
 *
 * @param codes such as {@code UNABLE_TO_LOCK_ROW}
 * @param fields the fields complained about
 */
record SalesforceErrors(List<String> codes, List<String> fields) {
    private static final Set<String> GONE = Set.of("NOT_FOUND", "ENTITY_IS_DELETED");

    static SalesforceErrors of(Reply reply) {
        return of(reply.jsonIfAny());
    }

    static SalesforceErrors of(JsonNode body) {
        List<String> codes = new ArrayList<>();
        TreeSet<String> fields = new TreeSet<>();
        for (JsonNode error : body) {
            codes.add(name(error.path("errorCode"), "UNKNOWN"));
            error.path("fields").forEach(field -> fields.add(name(field, "?")));
        }
        return new SalesforceErrors(List.copyOf(codes), List.copyOf(fields));
    }

    /** A code or a field name, or the other text if it does not look like one. */
    private static String name(JsonNode node, String otherwise) {
        return node.asText().matches("[A-Za-z0-9_.]{1,80}") ? node.asText() : otherwise;
    }

    boolean has(String code) {
        return codes.contains(code);
    }

    /** Whether the record cannot be changed any more. */
    boolean sayGone() {
        return codes.stream().anyMatch(GONE::contains);
    }

    /** Whether this part is fine and was taken back because of another one. */
    boolean onlyHalted() {
        return !codes.isEmpty() && codes.stream().allMatch("PROCESSING_HALTED"::equals);
    }

    String words() {
        return (codes.isEmpty() ? "no error code" : String.join(", ", codes))
                + (fields.isEmpty() ? "" : " (fields: " + String.join(", ", fields) + ")");
    }
}
