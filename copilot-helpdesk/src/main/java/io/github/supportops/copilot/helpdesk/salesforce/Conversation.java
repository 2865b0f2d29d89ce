package io.github.supportops.copilot.helpdesk.salesforce;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.supportops.copilot.AuthorRole;
import io.github.supportops.copilot.helpdesk.HelpdeskMessage;
import io.github.supportops.copilot.helpdesk.internal.HtmlText;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/** The conversation of a case: its description, the comments, and the mails, oldest first. */
final class Conversation {
    /** The id of the message that opened a case. */
    static final String DESCRIPTION = "description";

    private static final int MOST_CHARS = 50_000;
    private static final int MOST_DESCRIPTION = 32_000;
    private static final String DRAFT = "5";
    private static final Set<String> CUSTOMERS =
            Set.of("cspliteportal", "customersuccess", "powercustomersuccess", "powerpartner", "selfservice", "guest");
    private static final Set<String> MACHINES =
            Set.of("automatedprocess", "cloudintegrationuser", "platformintegrationuser");

    private final SalesforceRest rest;

    Conversation(SalesforceRest rest) {
        this.rest = rest;
    }

    List<HelpdeskMessage> messages(JsonNode record) {
        Instant opened = CaseReader.time(record.path("CreatedDate")).orElse(Instant.EPOCH);
        String description = record.path("Description").asText("");
        List<HelpdeskMessage> later = new ArrayList<>();
        all(record.path("CaseComments")).map(Conversation::comment).forEach(later::add);
        boolean first = true;
        for (JsonNode mail :
                all(record.path("EmailMessages")).filter(Conversation::isSent).toList()) {
            boolean incoming = mail.path("Incoming").asBoolean();
            String text = body(mail);
            if (!(incoming && first && opensCase(description, text))) {
                later.add(mail(mail, incoming, text));
            }
            first &= !incoming;
        }
        later.sort(Comparator.comparing(HelpdeskMessage::at).thenComparing(HelpdeskMessage::id));
        String opening = description.isBlank() ? record.path("Subject").asText("") : description;
        if (!opening.isBlank()) {
            later.add(0, message(DESCRIPTION, AuthorRole.CUSTOMER, true, opening, opened));
        }
        return later;
    }

    private Stream<JsonNode> all(JsonNode list) {
        List<JsonNode> records = new ArrayList<>();
        list.path("records").forEach(records::add);
        records.addAll(rest.rest(list));
        return records.stream();
    }

    private static HelpdeskMessage comment(JsonNode comment) {
        AuthorRole author = role(comment.path("CreatedBy").path("UserType").asText(""));
        return message(
                comment.path("Id").asText(),
                author,
                comment.path("IsPublished").asBoolean(),
                comment.path("CommentBody").asText(""),
                CaseReader.time(comment.path("CreatedDate")).orElse(Instant.EPOCH));
    }

    private static AuthorRole role(String userType) {
        String type = userType.toLowerCase(Locale.ROOT);
        return CUSTOMERS.contains(type)
                ? AuthorRole.CUSTOMER
                : MACHINES.contains(type) ? AuthorRole.SYSTEM : AuthorRole.AGENT;
    }

    private static boolean isSent(JsonNode mail) {
        return !mail.path("Status").asText("").equals(DRAFT);
    }

    private static String body(JsonNode mail) {
        String text = mail.path("TextBody").asText("");
        return text.isBlank() && mail.path("HtmlBody").isTextual()
                ? HtmlText.of(mail.path("HtmlBody").textValue(), MOST_CHARS)
                : text;
    }

    private static HelpdeskMessage mail(JsonNode mail, boolean incoming, String text) {
        Instant at = CaseReader.time(mail.path("MessageDate"))
                .or(() -> CaseReader.time(mail.path("CreatedDate")))
                .orElse(Instant.EPOCH);
        return message(
                mail.path("Id").asText(),
                incoming ? AuthorRole.CUSTOMER : AuthorRole.AGENT,
                true,
                QuotedHistory.without(HtmlText.cut(text, MOST_CHARS)),
                at);
    }

    /** A case made from a mail has the mail's text as its description: that is one message, not two. */
    private static boolean opensCase(String description, String mail) {
        String opening = oneLine(description);
        return !opening.isEmpty()
                && (description.length() >= MOST_DESCRIPTION - 2_000
                        ? oneLine(mail).startsWith(opening)
                        : oneLine(mail).equals(opening));
    }

    private static String oneLine(String text) {
        return text.replaceAll("\\s+", " ").strip();
    }

    private static HelpdeskMessage message(String id, AuthorRole author, boolean visible, String text, Instant at) {
        return new HelpdeskMessage(id, author, visible, HtmlText.cut(text, MOST_CHARS), at);
    }
}
