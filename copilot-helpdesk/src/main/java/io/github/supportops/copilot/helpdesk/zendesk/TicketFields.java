package io.github.supportops.copilot.helpdesk.zendesk;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.supportops.copilot.helpdesk.internal.Call;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The ticket fields of the account, read when first needed and at every check. Thread-safe. */
final class TicketFields {
    private static final int MOST_PAGES = 50;

    private final ZendeskApi api;
    private @Nullable Map<String, Field> known;

    TicketFields(ZendeskApi api) {
        this.api = api;
    }

    /**
     * A ticket field.
     *
     * @param type for example {@code tagger}, which is a drop-down, {@code text}, {@code checkbox}
     * @param active whether it is in use
     * @param options the tags of a drop-down
     */
    record Field(String type, boolean active, Set<String> options) {
        boolean isDropDown() {
            return type.equals("tagger");
        }

        boolean isCheckbox() {
            return type.equals("checkbox");
        }
    }

    synchronized Optional<Field> find(String id) {
        if (known == null) {
            known = load();
        }
        return Optional.ofNullable(known.get(id));
    }

    synchronized void reload() {
        known = load();
    }

    private Map<String, Field> load() {
        Map<String, Field> fields = new LinkedHashMap<>();
        String path = "/api/v2/ticket_fields?page%5Bsize%5D=100";
        for (int page = 0; page < MOST_PAGES; page++) {
            JsonNode body = api.get(Call.get(path, ZendeskApi.GENERAL));
            body.path("ticket_fields")
                    .forEach(node -> fields.put(node.path("id").asText(""), field(node)));
            String next = body.path("links").path("next").asText("");
            if (!body.path("meta").path("has_more").asBoolean(false) || next.isEmpty()) {
                break;
            }
            path = api.samePlace(next);
        }
        return fields;
    }

    private static Field field(JsonNode node) {
        Set<String> options = new HashSet<>();
        node.path("custom_field_options")
                .forEach(option -> options.add(option.path("value").asText("")));
        return new Field(node.path("type").asText(""), node.path("active").asBoolean(true), options);
    }
}
