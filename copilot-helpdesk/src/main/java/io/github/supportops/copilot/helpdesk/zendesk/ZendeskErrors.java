package io.github.supportops.copilot.helpdesk.zendesk;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.supportops.copilot.helpdesk.internal.Reply;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * What an error body says, read leniently: Zendesk has several forms of it. Only codes and names of fields are taken, never
 * sentences, which may quote what was sent.
 *
 * @param code for example {@code RecordInvalid}, empty when there is none
 * @param fields the fields that are named
 */
record ZendeskErrors(String code, List<String> fields) {
    private static final Pattern CODE = Pattern.compile("[A-Za-z][A-Za-z0-9_.]{1,59}");
    private static final Pattern FIELD = Pattern.compile("[A-Za-z][A-Za-z0-9_]{0,39}");

    static ZendeskErrors of(Reply reply) {
        return of(reply.jsonIfAny());
    }

    static ZendeskErrors of(JsonNode body) {
        JsonNode error = body.path("error");
        String code = firstCode(
                error,
                error.path("title"),
                error.path("code"),
                body.path("errors").path(0).path("code"));
        List<String> fields = new ArrayList<>();
        body.path("details").fieldNames().forEachRemaining(name -> {
            if (FIELD.matcher(name).matches() && fields.size() < 20) {
                fields.add(name);
            }
        });
        return new ZendeskErrors(code, List.copyOf(fields));
    }

    private static String firstCode(JsonNode... candidates) {
        for (JsonNode candidate : candidates) {
            if (candidate.isTextual() && CODE.matcher(candidate.textValue()).matches()) {
                return candidate.textValue();
            }
        }
        return "";
    }

    boolean isAboutScope() {
        return code.toLowerCase(Locale.ROOT).contains("scope");
    }

    String codeInBrackets() {
        return code.isEmpty() ? "" : " (" + code + ")";
    }
}
