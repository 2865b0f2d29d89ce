package io.github.supportops.copilot.helpdesk.zendesk;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.supportops.copilot.helpdesk.HelpdeskSetupException;
import io.github.supportops.copilot.helpdesk.internal.Call;
import io.github.supportops.copilot.helpdesk.internal.HelpdeskHttp;
import io.github.supportops.copilot.helpdesk.internal.HelpdeskJson;
import io.github.supportops.copilot.helpdesk.internal.Reply;
import io.github.supportops.copilot.helpdesk.internal.Secret;
import io.github.supportops.copilot.helpdesk.internal.Token;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Asks for tokens by {@code client_credentials}. Thread-safe. */
final class ZendeskTokens implements Supplier<Token> {
    private final HelpdeskHttp http;
    private final String clientId;
    private final Secret clientSecret;
    private final String scope;
    private final Duration lifetime;
    private volatile @Nullable String granted;

    ZendeskTokens(HelpdeskHttp http, String clientId, Secret clientSecret, String scope, Duration lifetime) {
        this.http = http;
        this.clientId = clientId;
        this.clientSecret = clientSecret;
        this.scope = scope;
        this.lifetime = lifetime;
    }

    @Override
    public Token get() {
        ObjectNode body = HelpdeskJson.object()
                .put("grant_type", "client_credentials")
                .put("client_id", clientId)
                .put("client_secret", clientSecret.reveal())
                .put("scope", scope)
                .put("expires_in", lifetime.toSeconds());
        Call call = Call.json("POST", "/oauth/tokens", HelpdeskJson.write(body), List.of(ZendeskApi.ALL));
        Reply reply = http.send(call);
        if (!reply.isSuccess()) {
            throw new HelpdeskSetupException(
                    call + " was refused with status " + reply.status()
                            + ZendeskErrors.of(reply).codeInBrackets()
                            + ": check ZENDESK_CLIENT_ID, ZENDESK_CLIENT_SECRET and the scope \"" + scope
                            + "\" in Admin Center, Apps and integrations, OAuth clients",
                    reply.status());
        }
        return token(reply.json());
    }

    private Token token(JsonNode reply) {
        String text = reply.path("access_token").asText("");
        if (text.isBlank()) {
            throw new HelpdeskSetupException("POST /oauth/tokens was answered without an access_token: is "
                    + "ZENDESK_BASE_URL the address of a Zendesk account?");
        }
        granted = reply.path("scope").isTextual() ? reply.path("scope").textValue() : null;
        long seconds = reply.path("expires_in").asLong(lifetime.toSeconds());
        if (seconds <= 0 || seconds > lifetime.toSeconds()) {
            seconds = lifetime.toSeconds();
        }
        return new Token(Secret.of("access_token", text), http.now().plusMillis(seconds * 900));
    }

    /** What the server said the latest token may do. */
    Optional<String> granted() {
        return Optional.ofNullable(granted);
    }
}
