package io.github.supportops.copilot.helpdesk.zendesk;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.supportops.copilot.helpdesk.HelpdeskException;
import io.github.supportops.copilot.helpdesk.HelpdeskRefusedException;
import io.github.supportops.copilot.helpdesk.HelpdeskSetupException;
import io.github.supportops.copilot.helpdesk.internal.Authorization;
import io.github.supportops.copilot.helpdesk.internal.BearerTokens;
import io.github.supportops.copilot.helpdesk.internal.Call;
import io.github.supportops.copilot.helpdesk.internal.HelpdeskHttp;
import io.github.supportops.copilot.helpdesk.internal.Pacer;
import io.github.supportops.copilot.helpdesk.internal.Reply;
import io.github.supportops.copilot.helpdesk.internal.Secret;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The calls of one account, and what their failures mean. Thread-safe. */
final class ZendeskApi implements AutoCloseable {
    /** The class of all calls. */
    static final String ALL = "all";

    static final List<String> GENERAL = List.of(ALL);
    static final List<String> UPDATE = List.of(ALL, "updates");
    static final List<String> EXPORT = List.of(ALL, "exports");

    private static final String SIGN_IN = "check ZENDESK_CLIENT_ID and ZENDESK_CLIENT_SECRET (or e-mail and API token)"
            + " and that their user is active";

    private final URI base;
    private final HelpdeskHttp http;
    private final @Nullable HelpdeskHttp tokenHttp;
    private final @Nullable ZendeskTokens tokens;
    private final AnnouncedLimits limits;

    private ZendeskApi(ZendeskHelpdeskBuilder settings) {
        this.base = settings.baseUrl();
        Pacer pacer = new Pacer(settings.time())
                .limit(ALL, settings.requestsShare())
                .limit("updates", settings.updatesShare())
                .limit("exports", settings.exportsShare());
        this.limits = new AnnouncedLimits(pacer, settings.share());
        Secret basic = settings.basicHeader();
        String clientId = settings.clientId();
        Secret clientSecret = settings.clientSecret();
        Authorization authorization;
        if (basic != null || clientId == null || clientSecret == null) {
            this.tokenHttp = null;
            this.tokens = null;
            authorization = basic == null ? Authorization.none() : Authorization.fixed(basic);
        } else {
            HelpdeskHttp forTokens =
                    new HelpdeskHttp(base, Authorization.none(), pacer, settings.time(), settings.callDeadline());
            ZendeskTokens source =
                    new ZendeskTokens(forTokens, clientId, clientSecret, settings.scope(), settings.tokenLifetime());
            this.tokenHttp = forTokens;
            this.tokens = source;
            authorization = new BearerTokens(source, settings.time());
        }
        this.http = new HelpdeskHttp(base, authorization, pacer, settings.time(), settings.callDeadline());
    }

    static ZendeskApi of(ZendeskHelpdeskBuilder settings) {
        return new ZendeskApi(settings);
    }

    /** Sends a call; the reply is a success, 404, 409 or another refusal that its caller has to look at. */
    Reply send(Call call) {
        Reply reply = http.send(call);
        limits.learn(call, reply);
        if (reply.status() == 401) {
            throw HelpdeskHttp.refusedKey(call, reply, SIGN_IN);
        }
        if (reply.status() >= 300 && reply.status() < 400) {
            throw new HelpdeskSetupException(
                    call + " was answered with a redirect, which is not followed: ZENDESK_BASE_URL must be the"
                            + " account's own address, https://example.zendesk.com",
                    reply.status());
        }
        return reply;
    }

    /** The body of a success; anything else is a failure. */
    JsonNode get(Call call) {
        Reply reply = send(call);
        if (!reply.isSuccess()) {
            throw refused(call, reply);
        }
        return reply.json();
    }

    /** The body of a success, absent if there is no such thing. */
    Optional<JsonNode> find(Call call) {
        Reply reply = send(call);
        if (reply.status() == 404) {
            return Optional.empty();
        }
        if (!reply.isSuccess()) {
            throw refused(call, reply);
        }
        return Optional.of(reply.json());
    }

    static HelpdeskException refused(Call call, Reply reply) {
        ZendeskErrors errors = ZendeskErrors.of(reply);
        String what = call + " was refused with status " + reply.status() + errors.codeInBrackets();
        if (reply.status() == 403 && (errors.isAboutScope() || call.lanes().equals(EXPORT))) {
            return new HelpdeskSetupException(
                    what + ": the client needs the scope \"read tickets:write\" and an admin as its user", 403);
        }
        String where = errors.fields().isEmpty() ? "" : ", fields " + errors.fields();
        return new HelpdeskRefusedException(what + where, reply.status(), errors.fields());
    }

    /** Path and query of a next page; a link to another host is not followed, for it would get the token. */
    String samePlace(String link) {
        URI next;
        try {
            next = new URI(link);
        } catch (URISyntaxException malformed) {
            throw new HelpdeskSetupException("A next page is said to be where no address leads");
        }
        boolean same = base.getScheme().equalsIgnoreCase(next.getScheme())
                && base.getHost().equalsIgnoreCase(next.getHost())
                && port(base) == port(next);
        if (!same) {
            throw new HelpdeskSetupException(
                    "A next page is said to be on another host, which is not called: ZENDESK_BASE_URL must be the"
                            + " account's own address, https://example.zendesk.com");
        }
        String query = next.getRawQuery();
        String prefix = base.getRawPath();
        String path = next.getRawPath().startsWith(prefix) ? next.getRawPath().substring(prefix.length()) : "";
        if (!path.startsWith("/api/v2/")) {
            throw new HelpdeskSetupException("A next page is said to be outside of /api/v2, where nothing is read");
        }
        return query == null ? path : path + "?" + query;
    }

    private static int port(URI address) {
        return address.getPort() >= 0 ? address.getPort() : address.getScheme().equalsIgnoreCase("https") ? 443 : 80;
    }

    /** What the token may do, as far as the server said. */
    Optional<String> grantedScope() {
        return tokens == null ? Optional.empty() : tokens.granted();
    }

    Instant now() {
        return http.now();
    }

    @Override
    public void close() {
        http.close();
        if (tokenHttp != null) {
            tokenHttp.close();
        }
    }
}
