package io.github.supportops.copilot.testkit.helpdesk;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Who may do what: tokens by {@code client_credentials} that end, and the older e-mail with an API token. */
final class ZendeskAccess {
    static final String CLIENT_ID = "copilot";
    static final String CLIENT_SECRET = "client-secret-of-the-fake";
    static final String EMAIL = "copilot@example.com";
    static final String API_TOKEN = "api-token-of-the-fake";

    private static final Set<String> KEYS = Set.of("grant_type", "client_id", "client_secret", "scope", "expires_in");
    private static final Set<String> WORDS = Set.of(
            "read",
            "write",
            "tickets:read",
            "tickets:write",
            "users:read",
            "organizations:read",
            "webhooks:read",
            "webhooks:write",
            "sla_policies:read");

    private final Map<String, Grant> grants = new HashMap<>();
    private Set<String> allowed = WORDS;
    private int issued;

    private record Grant(List<String> scopes, long endNanos) {}

    void allow(Set<String> scopes) {
        this.allowed = Set.copyOf(scopes);
    }

    int issued() {
        return issued;
    }

    void expireAll() {
        grants.clear();
    }

    FakeReply token(FakeRequest request, JsonNode body) {
        if (!request.parameters().isEmpty() || !body.isObject()) {
            return ZendeskErrorBodies.of(400, "invalid_request", "A JSON object is needed");
        }
        for (Map.Entry<String, JsonNode> entry : body.properties()) {
            if (!KEYS.contains(entry.getKey())) {
                return ZendeskErrorBodies.of(400, "invalid_request", "Unknown parameter " + entry.getKey());
            }
        }
        if (!body.path("grant_type").asText().equals("client_credentials")) {
            return ZendeskErrorBodies.of(400, "unsupported_grant_type", "The grant is not supported");
        }
        if (!body.path("client_id").asText().equals(CLIENT_ID)
                || !body.path("client_secret").asText().equals(CLIENT_SECRET)) {
            return ZendeskErrorBodies.of(401, "invalid_client", "The client is not known");
        }
        long seconds = body.path("expires_in").asLong(1_800);
        if (!body.path("scope").isTextual() || seconds < 300 || seconds > 172_800) {
            return ZendeskErrorBodies.of(400, "invalid_request", "scope is text, expires_in is 300 to 172800");
        }
        List<String> scopes = Arrays.asList(body.path("scope").textValue().split(" ", -1));
        for (String scope : scopes) {
            if (WORDS.contains(scope) && !allowed.contains(scope)) {
                return ZendeskErrorBodies.of(400, "invalid_scope", "The scope is not allowed for this client");
            }
        }
        String token = "fake-token-" + ++issued;
        grants.put(
                token,
                new Grant(
                        scopes, System.nanoTime() + Duration.ofSeconds(seconds).toNanos()));
        return FakeReply.json(
                201,
                JsonNodeFactory.instance
                        .objectNode()
                        .put("access_token", token)
                        .put("token_type", "bearer")
                        .put("scope", body.path("scope").textValue())
                        .put("expires_in", seconds));
    }

    /** Null if the call is allowed, otherwise the refusal. */
    @Nullable
    FakeReply refusal(FakeRequest request) {
        String header = request.header("Authorization").orElse("");
        String basic =
                Base64.getEncoder().encodeToString((EMAIL + "/token:" + API_TOKEN).getBytes(StandardCharsets.UTF_8));
        if (header.equals("Basic " + basic)) {
            return null;
        }
        Grant grant = header.startsWith("Bearer ") ? grants.get(header.substring("Bearer ".length())) : null;
        if (grant == null || System.nanoTime() - grant.endNanos() > 0) {
            return ZendeskErrorBodies.of(401, "invalid_token", "The access token is expired, revoked or malformed");
        }
        return covers(grant.scopes(), request) ? null : ZendeskErrorBodies.forbidden();
    }

    /** A word that nobody knows makes the whole scope worthless. */
    private static boolean covers(List<String> scopes, FakeRequest request) {
        if (!WORDS.containsAll(scopes)) {
            return false;
        }
        String verb = request.method().equals("GET") ? "read" : "write";
        String path = request.path();
        boolean tickets = path.startsWith("/api/v2/tickets")
                || path.startsWith("/api/v2/incremental/ticket")
                || path.startsWith("/api/v2/job_statuses");
        boolean users = path.startsWith("/api/v2/users");
        return scopes.contains(verb)
                || (tickets && scopes.contains("tickets:" + verb))
                || (users && scopes.contains("users:" + verb));
    }
}
