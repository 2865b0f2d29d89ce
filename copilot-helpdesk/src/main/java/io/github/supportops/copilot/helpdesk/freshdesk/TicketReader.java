package io.github.supportops.copilot.helpdesk.freshdesk;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.supportops.copilot.AuthorRole;
import io.github.supportops.copilot.Customer;
import io.github.supportops.copilot.helpdesk.HelpdeskMessage;
import io.github.supportops.copilot.helpdesk.HelpdeskRefusedException;
import io.github.supportops.copilot.helpdesk.HelpdeskTicket;
import io.github.supportops.copilot.helpdesk.Priority;
import io.github.supportops.copilot.helpdesk.TicketStatus;
import io.github.supportops.copilot.helpdesk.internal.Call;
import io.github.supportops.copilot.helpdesk.internal.HtmlText;
import io.github.supportops.copilot.helpdesk.internal.Reply;
import io.github.supportops.copilot.helpdesk.internal.Time;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads single tickets with their conversation. */
final class TicketReader {
    static final String SYSTEM = "freshdesk";

    /** More than any note of ours, so that its marker is never cut off. */
    static final int MOST_CHARACTERS = 100_000;

    private static final int MOST_PAGES = 50;
    private static final int OUTBOUND_EMAIL = 10;
    private static final String MASKED = "View the message on Twitter";
    private static final Map<Integer, String> CHANNELS = Map.of(
            1,
            "email",
            2,
            "portal",
            3,
            "phone",
            4,
            "forum",
            5,
            "twitter",
            6,
            "facebook",
            7,
            "chat",
            9,
            "feedback widget",
            OUTBOUND_EMAIL,
            "outbound email");

    private final FreshdeskApi api;
    private final Time time;

    TicketReader(FreshdeskApi api, Time time) {
        this.api = api;
        this.time = time;
    }

    /**
     * The ticket first and then its conversation: a message that comes in between is then newer than the version, and a write
     * notices.
     */
    Optional<HelpdeskTicket> read(String ticketId) {
        return view(FreshdeskApi.view(ticketId))
                .flatMap(head -> conversation(ticketId).map(rows -> ticket(head, messages(head.json(), rows))));
    }

    /** A ticket without its conversation. */
    record Head(JsonNode json, Instant serverTime) {}

    /** {@return the ticket as it is now; absent if it is gone, in the bin, or spam} */
    Optional<Head> view(Call call) {
        Reply reply = api.send(call, 404);
        if (!reply.isSuccess()) {
            return Optional.empty();
        }
        JsonNode json = reply.json();
        boolean gone = json.path("deleted").asBoolean() || json.path("spam").asBoolean();
        return gone ? Optional.empty() : Optional.of(new Head(json, Versions.serverTime(reply, time.now())));
    }

    /** {@return every message behind the first one; absent if the ticket is gone} */
    Optional<List<JsonNode>> conversation(String ticketId) {
        List<JsonNode> rows = new ArrayList<>();
        for (int page = 1; page <= MOST_PAGES; page++) {
            Reply reply = api.send(FreshdeskApi.conversations(ticketId, page), 404);
            if (!reply.isSuccess()) {
                return Optional.empty();
            }
            JsonNode more = reply.json();
            more.forEach(rows::add);
            if (FreshdeskApi.isLast(reply, more.size())) {
                return Optional.of(rows);
            }
        }
        throw new HelpdeskRefusedException(
                "Freshdesk ticket " + ticketId + " has more than " + MOST_PAGES * FreshdeskApi.PER_PAGE
                        + " messages; it is left alone",
                null,
                List.of());
    }

    HelpdeskTicket ticket(Head head, List<HelpdeskMessage> messages) {
        JsonNode json = head.json();
        Instant updatedAt = Versions.time(json.path("updated_at"));
        return HelpdeskTicket.builder(SYSTEM, json.path("id").asText(), Versions.of(updatedAt, head.serverTime()))
                .status(status(json.path("status").asInt()))
                .subject(text(json.path("subject")))
                .priority(priority(json.path("priority")))
                .tags(texts(json.path("tags")))
                .fields(fields(json.path("custom_fields")))
                .group(text(json.path("group_id")))
                .escalated(json.path("is_escalated").asBoolean())
                .messages(messages)
                .customer(customer(json))
                .channel(CHANNELS.get(json.path("source").asInt()))
                .build();
    }

    List<HelpdeskMessage> messages(JsonNode ticket, List<JsonNode> rows) {
        List<HelpdeskMessage> messages = new ArrayList<>();
        boolean outbound = ticket.path("source").asInt() == OUTBOUND_EMAIL;
        messages.add(new HelpdeskMessage(
                "description",
                outbound ? AuthorRole.AGENT : AuthorRole.CUSTOMER,
                true,
                words(ticket.path("description"), ticket.path("description_text")),
                Versions.time(ticket.path("created_at"))));
        String requester = ticket.path("requester_id").asText();
        rows.stream()
                .map(row -> message(row, requester))
                .sorted(Comparator.comparing(HelpdeskMessage::at))
                .forEach(messages::add);
        return messages;
    }

    /** {@code incoming} alone would miss what a requester writes in the portal. */
    private static HelpdeskMessage message(JsonNode row, String requester) {
        boolean customer =
                row.path("incoming").asBoolean() || row.path("user_id").asText().equals(requester);
        return new HelpdeskMessage(
                row.path("id").asText(),
                customer ? AuthorRole.CUSTOMER : AuthorRole.AGENT,
                !row.path("private").asBoolean(true),
                words(row.path("body"), row.path("body_text")),
                Versions.time(row.path("created_at")));
    }

    /** The markup without quoted mails; Freshdesk's own text keeps them, but is better than nothing. */
    private static String words(JsonNode html, JsonNode plain) {
        String text = HtmlText.of(html.asText(""), MOST_CHARACTERS);
        if (text.isEmpty()) {
            text = HtmlText.cut(plain.isTextual() ? plain.textValue().strip() : "", MOST_CHARACTERS);
        }
        return text.startsWith(MASKED) ? "" : text;
    }

    private static TicketStatus status(int number) {
        return switch (number) {
            case 4 -> TicketStatus.SOLVED;
            case 5 -> TicketStatus.CLOSED;
            default -> TicketStatus.OPEN;
        };
    }

    private static @Nullable Priority priority(JsonNode node) {
        return node.isInt() ? Priorities.of(node.intValue()) : null;
    }

    private static List<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        array.forEach(node -> texts.add(node.asText()));
        return texts;
    }

    private static Map<String, String> fields(JsonNode object) {
        Map<String, String> fields = new HashMap<>();
        object.properties().forEach(entry -> {
            String value = text(entry.getValue());
            if (value != null && !value.isEmpty()) {
                fields.put(entry.getKey(), value);
            }
        });
        return fields;
    }

    private static @Nullable Customer customer(JsonNode ticket) {
        String requester = text(ticket.path("requester_id"));
        return requester == null ? null : Customer.builder().id(requester).build();
    }

    private static @Nullable String text(JsonNode node) {
        return node.isValueNode() && !node.isNull() && !node.isMissingNode() ? node.asText() : null;
    }
}
