package io.github.supportops.copilot.helpdesk.salesforce;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.supportops.copilot.helpdesk.HelpdeskException;
import io.github.supportops.copilot.helpdesk.HelpdeskSetupException;
import io.github.supportops.copilot.helpdesk.HelpdeskUnavailableException;
import io.github.supportops.copilot.helpdesk.internal.BearerTokens;
import io.github.supportops.copilot.helpdesk.internal.Call;
import io.github.supportops.copilot.helpdesk.internal.HelpdeskHttp;
import io.github.supportops.copilot.helpdesk.internal.Pacer;
import io.github.supportops.copilot.helpdesk.internal.Reply;
import io.github.supportops.copilot.helpdesk.internal.Time;
import io.github.supportops.copilot.helpdesk.internal.Token;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The REST API of one org: the host its tokens name, its daily limit, queries with all their pages. Thread-safe. */
final class SalesforceRest implements AutoCloseable {
    /** The class of calls that {@code callsPerMinute} is about. */
    static final String LANE = "calls";

    private static final int MOST_PATH_BYTES = 15_000;
    private static final int QUERY_TRIES = 3;
    private static final int MOST_PAGES = 1000;
    private static final int LIMIT_TRIES = 6;
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(1);

    private final SalesforceLogin login;
    private final BearerTokens tokens;
    private final String root;
    private final Pacer pacer;
    private final Time time;
    private final Duration callDeadline;
    private final DailyLimit limit;
    private @Nullable HelpdeskHttp http;
    private @Nullable URI instance;

    SalesforceRest(
            SalesforceLogin login,
            String apiVersion,
            Pacer pacer,
            Time time,
            Duration callDeadline,
            double dailyShare) {
        this.login = login;
        this.tokens = new BearerTokens(this::newToken, time);
        this.root = "/services/data/" + apiVersion;
        this.pacer = pacer;
        this.time = time;
        this.callDeadline = callDeadline;
        this.limit = new DailyLimit(dailyShare, time);
    }

    /** {@return the path of a resource of this API version} */
    String path(String resource) {
        return root + resource;
    }

    /**
     * Sends a call.
     *
     * @return a success, or an error other than those that concern every call
     */
    Reply send(Call call) {
        for (int attempt = 1; ; attempt++) {
            limit.admit(call);
            Reply reply = http().send(call);
            if (reply.status() != 403 || !SalesforceErrors.of(reply).has("REQUEST_LIMIT_EXCEEDED")) {
                return allowed(call, reply);
            }
            Duration asked =
                    Duration.ofSeconds(reply.number("Retry-After").orElse(0.0).longValue());
            if (asked.isZero() || asked.compareTo(LONGEST_WAIT) > 0 || attempt >= LIMIT_TRIES) {
                throw limit.exhausted(call, asked);
            }
            sleep(call, asked);
        }
    }

    /** Status 403 also says that the org has used up its calls, so what is left here is about rights. */
    private static Reply allowed(Call call, Reply reply) {
        if (reply.status() == 401) {
            throw HelpdeskHttp.refusedKey(
                    call, reply, "the token is refused again right after it was renewed; check the app's policies");
        }
        if (reply.status() == 403) {
            throw HelpdeskHttp.refusedKey(
                    call,
                    reply,
                    SalesforceErrors.of(reply).words()
                            + "; give the user of the app the right \"API Enabled\" and access to cases");
        }
        if (reply.status() >= 300 && reply.status() < 400) {
            throw HelpdeskHttp.refusedKey(call, reply, "redirects are not followed; use the org's My Domain address");
        }
        return reply;
    }

    private void sleep(Call call, Duration wait) {
        try {
            time.sleep(wait);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new HelpdeskUnavailableException(call + " was interrupted", null, null, false, null);
        }
    }

    /** {@return all records of a query; a query whose later pages have got lost starts again} */
    List<JsonNode> query(String soql) {
        for (int attempt = 1; ; attempt++) {
            try {
                return allPages(queryPath(soql));
            } catch (LostPagesException lost) {
                if (attempt >= QUERY_TRIES) {
                    throw new HelpdeskUnavailableException(
                            "The later pages of a query were lost " + attempt + " times (INVALID_QUERY_LOCATOR)",
                            400,
                            null,
                            false,
                            null);
                }
            }
        }
    }

    /** {@return the path of a query} @throws HelpdeskSetupException if it is longer than Salesforce takes */
    String queryPath(String soql) {
        String path = path("/query?q=" + Soql.encoded(soql));
        if (path.length() > MOST_PATH_BYTES) {
            throw new HelpdeskSetupException("A query is " + path.length()
                    + " bytes long and Salesforce takes 16384 with" + " headers; name fewer custom fields");
        }
        return path;
    }

    private List<JsonNode> allPages(String first) {
        List<JsonNode> records = new ArrayList<>();
        int pages = 0;
        for (String path = first; !path.isEmpty(); ) {
            if (++pages > MOST_PAGES) {
                throw new HelpdeskUnavailableException(
                        "A query has more than " + MOST_PAGES + " pages; ask for less", null, null, false, null);
            }
            JsonNode page = page(path);
            page.path("records").forEach(records::add);
            path = next(page);
        }
        return records;
    }

    /** {@return the rest of a list within a record, which has pages of its own} */
    List<JsonNode> rest(JsonNode list) {
        String next = next(list);
        try {
            return next.isEmpty() ? List.of() : allPages(next);
        } catch (LostPagesException lost) {
            throw new HelpdeskUnavailableException(
                    "The rest of a conversation was lost (INVALID_QUERY_LOCATOR)", 400, null, false, null);
        }
    }

    private JsonNode page(String path) {
        Call call = Call.get(path, List.of(LANE));
        Reply reply = send(call);
        if (reply.isSuccess()) {
            JsonNode page = reply.json();
            if (!page.path("records").isArray()) {
                throw new HelpdeskUnavailableException(call + " gave no records", reply.status(), null, false, null);
            }
            return page;
        }
        SalesforceErrors errors = SalesforceErrors.of(reply);
        if (errors.has("INVALID_QUERY_LOCATOR")) {
            throw new LostPagesException();
        }
        if (errors.has("QUERY_TIMEOUT")) {
            throw new HelpdeskUnavailableException(
                    call + " took too long (QUERY_TIMEOUT); set a smaller pageSize", reply.status(), null, false, null);
        }
        throw new HelpdeskSetupException(
                call + " was refused with status " + reply.status() + ": " + errors.words()
                        + "; run the check of the setup, which names missing fields and rights",
                reply.status());
    }

    /** The token goes to the host it is for and nowhere else, whatever a reply says. */
    private String next(JsonNode page) {
        if (page.path("done").asBoolean(true)) {
            return "";
        }
        String given = page.path("nextRecordsUrl").asText();
        URI next = address(given);
        URI host = instance();
        boolean sameHost = next.getHost() == null
                || (host.getScheme().equals(next.getScheme())
                        && host.getAuthority().equals(next.getAuthority()));
        if (!sameHost || next.getRawPath() == null || !next.getRawPath().startsWith("/services/data/")) {
            throw new HelpdeskUnavailableException(
                    "The next page of a query is not on the org's host", null, null, false, null);
        }
        return next.getRawPath() + (next.getRawQuery() == null ? "" : "?" + next.getRawQuery());
    }

    private static URI address(String text) {
        try {
            return new URI(text);
        } catch (URISyntaxException broken) {
            throw new HelpdeskUnavailableException("The next page of a query has no address", null, null, false, null);
        }
    }

    private HelpdeskHttp http() {
        tokens.header();
        synchronized (this) {
            if (http == null) {
                throw new IllegalStateException("Closed");
            }
            return http;
        }
    }

    private URI instance() {
        synchronized (this) {
            return Objects.requireNonNull(instance, "instance");
        }
    }

    /** An org may move to another host; a call under way must not carry the new token to the old one. */
    private Token newToken() throws HelpdeskException {
        SalesforceLogin.Session session = login.open();
        synchronized (this) {
            URI before = instance;
            if (http == null || before == null || !before.equals(session.instance())) {
                if (http != null) {
                    http.close();
                }
                http = new HelpdeskHttp(session.instance(), tokens, pacer, time, callDeadline);
                http.observe(limit::observe);
                instance = session.instance();
            }
            if (before != null && !before.equals(session.instance())) {
                throw new HelpdeskUnavailableException("The org has moved to another host", null, null, false, null);
            }
        }
        return session.token();
    }

    @Override
    public void close() {
        login.close();
        synchronized (this) {
            if (http != null) {
                http.close();
            }
        }
    }

    /** Later pages of a query are kept for two days at most. */
    private static final class LostPagesException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        LostPagesException() {
            super(null, null, false, false);
        }
    }
}
