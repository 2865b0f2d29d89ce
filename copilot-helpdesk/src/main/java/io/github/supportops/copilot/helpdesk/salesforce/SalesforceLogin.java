package io.github.supportops.copilot.helpdesk.salesforce;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.supportops.copilot.helpdesk.HelpdeskSetupException;
import io.github.supportops.copilot.helpdesk.internal.Address;
import io.github.supportops.copilot.helpdesk.internal.Authorization;
import io.github.supportops.copilot.helpdesk.internal.Call;
import io.github.supportops.copilot.helpdesk.internal.HelpdeskHttp;
import io.github.supportops.copilot.helpdesk.internal.Pacer;
import io.github.supportops.copilot.helpdesk.internal.Reply;
import io.github.supportops.copilot.helpdesk.internal.Secret;
import io.github.supportops.copilot.helpdesk.internal.Time;
import io.github.supportops.copilot.helpdesk.internal.Token;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Gets access tokens. Replies carry no expiry, so a token is used until it is refused. Thread-safe. */
final class SalesforceLogin implements AutoCloseable {
    private static final String PATH = "/services/oauth2/token";

    private final HelpdeskHttp http;
    private final Supplier<Map<String, String>> form;

    /**
     * Creates it.
     *
     * @param form what is posted, made anew for each token
     */
    SalesforceLogin(URI base, Supplier<Map<String, String>> form, Time time, Duration callDeadline) {
        this.http = new HelpdeskHttp(base, Authorization.none(), new Pacer(time), time, callDeadline);
        this.form = form;
    }

    /** A token and the host it is for. */
    record Session(Token token, URI instance) {}

    /** {@return a new token} @throws HelpdeskSetupException if none is given */
    Session open() {
        String body = form.get().entrySet().stream()
                .map(entry -> encoded(entry.getKey()) + "=" + encoded(entry.getValue()))
                .collect(Collectors.joining("&"));
        Call call = new Call("POST", PATH, "application/x-www-form-urlencoded", body, Map.of(), List.of(), true);
        Reply reply = http.send(call);
        if (!reply.isSuccess()) {
            throw refused(call, reply);
        }
        JsonNode granted = reply.json();
        if (!granted.path("access_token").isTextual()
                || !granted.path("instance_url").isTextual()) {
            throw new HelpdeskSetupException(call
                    + " gave no access_token with instance_url; SALESFORCE_LOGIN_URL may be something else's address");
        }
        return new Session(
                new Token(Secret.of("access_token", granted.path("access_token").textValue()), null),
                instance(granted.path("instance_url").textValue()));
    }

    /** Every later call carries the token there, so it must not be readable on the way. */
    private static URI instance(String address) {
        try {
            return Address.of("The instance_url of the token", address);
        } catch (IllegalArgumentException unsafe) {
            throw new HelpdeskSetupException(
                    "The instance_url of the token is not an https address (http is for loopback only), so nothing is"
                            + " sent there");
        }
    }

    private static HelpdeskSetupException refused(Call call, Reply reply) {
        String error = reply.jsonIfAny().path("error").asText();
        return HelpdeskHttp.refusedKey(
                call,
                reply,
                (error.matches("[a-z_]{1,60}") ? error + "; " : "")
                        + "check SALESFORCE_LOGIN_URL (the My Domain address for client credentials), the client id, its"
                        + " secret or key, and the app's policies: the flow is enabled, a Run-As user is set or the"
                        + " user is pre-authorised");
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        http.close();
    }
}
