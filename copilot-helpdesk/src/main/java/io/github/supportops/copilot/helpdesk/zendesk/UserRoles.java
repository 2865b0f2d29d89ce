package io.github.supportops.copilot.helpdesk.zendesk;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.supportops.copilot.AuthorRole;
import io.github.supportops.copilot.helpdesk.internal.Call;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Who is a customer and who an agent; remembers the 10,000 users that were seen last. Thread-safe. */
final class UserRoles {
    private static final int MOST_USERS = 10_000;
    private static final int MOST_IDS = 100;

    private final ZendeskApi api;
    private final Map<String, AuthorRole> roles = new LinkedHashMap<>(64, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, AuthorRole> eldest) {
            return size() > MOST_USERS;
        }
    };

    UserRoles(ZendeskApi api) {
        this.api = api;
    }

    /** Takes the roles out of users that came along with something else. */
    synchronized void learn(JsonNode users) {
        for (JsonNode user : users) {
            roles.put(
                    user.path("id").asText(""),
                    user.path("role").asText("").equals("end-user") ? AuthorRole.CUSTOMER : AuthorRole.AGENT);
        }
    }

    /** Asks for the users that are not known yet, a hundred at a time. */
    void load(Collection<String> ids) {
        List<String> unknown = new ArrayList<>();
        synchronized (this) {
            for (String id : ids) {
                if (!roles.containsKey(id) && id.matches("[1-9][0-9]{0,17}") && !unknown.contains(id)) {
                    unknown.add(id);
                }
            }
        }
        for (int start = 0; start < unknown.size(); start += MOST_IDS) {
            List<String> some = unknown.subList(start, Math.min(unknown.size(), start + MOST_IDS));
            learn(api.get(Call.get("/api/v2/users/show_many?ids=" + String.join(",", some), ZendeskApi.GENERAL))
                    .path("users"));
        }
    }

    /**
     * Who wrote something. The requester is the one who needs help, whatever the role; somebody who is not known any more
     * is not taken for a customer, so that no machine's text is answered.
     */
    synchronized AuthorRole of(String authorId, String requesterId) {
        if (authorId.equals(requesterId)) {
            return AuthorRole.CUSTOMER;
        }
        if (authorId.startsWith("-") || authorId.isEmpty() || authorId.equals("0")) {
            return AuthorRole.SYSTEM;
        }
        return roles.getOrDefault(authorId, AuthorRole.AGENT);
    }
}
