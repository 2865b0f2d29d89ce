package io.github.supportops.copilot.helpdesk.zendesk;

import io.github.supportops.copilot.helpdesk.internal.Address;
import io.github.supportops.copilot.helpdesk.internal.Secret;
import io.github.supportops.copilot.helpdesk.internal.Time;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Builds a {@link ZendeskHelpdesk}. Not thread-safe. The defaults:
 *
 * <ul>
 *   <li>scope {@code read tickets:write}, tokens of 24 hours;
 *   <li>the limits of the smallest plan (200 calls a minute, of them 100 updates and 10 exports), of which half is used;
 *       a higher limit that the server names in its headers takes the place of the 200;
 *   <li>200 tickets a page, 60 seconds a call, one call for each update;
 *   <li>no webhooks.
 * </ul>
 */
public final class ZendeskHelpdeskBuilder {
    private static final Logger LOG = LoggerFactory.getLogger(ZendeskHelpdeskBuilder.class);

    private @Nullable URI baseUrl;
    private @Nullable String clientId;
    private @Nullable Secret clientSecret;
    private @Nullable Secret basicHeader;
    private @Nullable Secret webhookSecret;
    private String scope = "read tickets:write";
    private Duration tokenLifetime = Duration.ofHours(24);
    private int requestsPerMinute = 200;
    private int updatesPerMinute = 100;
    private int exportsPerMinute = 10;
    private double share = 0.5;
    private int pageSize = 200;
    private boolean bulk;
    private Duration callDeadline = Duration.ofSeconds(60);
    private Time time = Time.system();

    ZendeskHelpdeskBuilder() {}

    /**
     * Sets the account's address, for example {@code https://example.zendesk.com}. Required.
     *
     * @throws IllegalArgumentException if it is no https address; http is accepted for loopback only
     */
    public ZendeskHelpdeskBuilder baseUrl(String address) {
        this.baseUrl = Address.of("ZENDESK_BASE_URL", address);
        return this;
    }

    /**
     * Sets the OAuth client (grant {@code client_credentials}). Its user must be an admin, because exports need one.
     *
     * @throws IllegalArgumentException if one of them is blank; the secret is not shown
     */
    public ZendeskHelpdeskBuilder oauth(String newClientId, String newClientSecret) {
        this.clientId = Secret.of("ZENDESK_CLIENT_ID", newClientId).reveal();
        this.clientSecret = Secret.of("ZENDESK_CLIENT_SECRET", newClientSecret);
        return this;
    }

    /**
     * Signs in with an e-mail address and an API token instead of OAuth.
     *
     * @deprecated Since 2026-10-27 no account can create an API token, and all of them end on 2027-04-30. Use {@link
     *     #oauth}.
     * @throws IllegalArgumentException if one of them is blank or the address holds a colon; the token is not shown
     */
    @Deprecated
    public ZendeskHelpdeskBuilder apiToken(String email, String token) {
        String user = Secret.of("ZENDESK_EMAIL", email).reveal();
        String key = Secret.of("ZENDESK_API_TOKEN", token).reveal();
        if (user.indexOf(':') >= 0) {
            throw new IllegalArgumentException("ZENDESK_EMAIL must not hold a colon");
        }
        byte[] bytes = (user + "/token:" + key).getBytes(StandardCharsets.UTF_8);
        this.basicHeader =
                Secret.of("Authorization", "Basic " + Base64.getEncoder().encodeToString(bytes));
        LOG.warn("Zendesk API tokens end on 2027-04-30; set up an OAuth client and use oauth(...) instead");
        return this;
    }

    /**
     * Sets the scope that is asked for, separated by spaces. Default: {@code read tickets:write}.
     *
     * @throws IllegalArgumentException if it is blank
     */
    public ZendeskHelpdeskBuilder scope(String newScope) {
        if (newScope.isBlank()) {
            throw new IllegalArgumentException("The scope must not be blank");
        }
        this.scope = newScope.strip();
        return this;
    }

    /**
     * Sets how long a token is to live; it is renewed when nine tenths of that are over. Default: 24 hours.
     *
     * @throws IllegalArgumentException unless it is between 5 minutes and 48 hours
     */
    public ZendeskHelpdeskBuilder tokenLifetime(Duration lifetime) {
        if (lifetime.toSeconds() < 300 || lifetime.toSeconds() > 172_800) {
            throw new IllegalArgumentException("A token lives between 300 and 172800 seconds: " + lifetime);
        }
        this.tokenLifetime = lifetime;
        return this;
    }

    /**
     * Sets the signing secret of the webhook. Default: none, and every webhook is refused.
     *
     * @throws IllegalArgumentException if it is blank; it is not shown
     */
    public ZendeskHelpdeskBuilder webhookSecret(String secret) {
        this.webhookSecret = Secret.of("ZENDESK_WEBHOOK_SECRET", secret);
        return this;
    }

    /** Sets the account's limit for all calls. Default: 200, the smallest plan's. @throws IllegalArgumentException below 1 */
    public ZendeskHelpdeskBuilder requestsPerMinute(int limit) {
        this.requestsPerMinute = atLeastOne("requestsPerMinute", limit);
        return this;
    }

    /** Sets the account's limit for updates of tickets. Default: 100. @throws IllegalArgumentException below 1 */
    public ZendeskHelpdeskBuilder updatesPerMinute(int limit) {
        this.updatesPerMinute = atLeastOne("updatesPerMinute", limit);
        return this;
    }

    /**
     * Sets the account's limit for incremental exports. Default: 10; with the High Volume add-on it is 30.
     *
     * @throws IllegalArgumentException below 1
     */
    public ZendeskHelpdeskBuilder exportsPerMinute(int limit) {
        this.exportsPerMinute = atLeastOne("exportsPerMinute", limit);
        return this;
    }

    /**
     * Sets which part of the limits is used, so that the account's other tools have the rest. Default: 0.5.
     *
     * @throws IllegalArgumentException unless it is more than 0 and at most 1
     */
    public ZendeskHelpdeskBuilder share(double part) {
        if (!(part > 0 && part <= 1)) {
            throw new IllegalArgumentException("The share of the limits is more than 0 and at most 1: " + part);
        }
        this.share = part;
        return this;
    }

    /** Sets how many tickets one page of changes holds. Default: 200. @throws IllegalArgumentException unless 1 to 1000 */
    public ZendeskHelpdeskBuilder pageSize(int tickets) {
        if (tickets < 1 || tickets > 1000) {
            throw new IllegalArgumentException("A page holds 1 to 1000 tickets: " + tickets);
        }
        this.pageSize = tickets;
        return this;
    }

    /**
     * Sends up to 100 updates by one call ({@code update_many}) in {@link ZendeskHelpdesk#writeAll}. Default: no. A job's
     * reply does not prove that each item was checked for changes the way a single update is.
     */
    public ZendeskHelpdeskBuilder bulk(boolean wanted) {
        this.bulk = wanted;
        return this;
    }

    /** Limits one try of one call, body included. Default: 60 seconds. @throws IllegalArgumentException if not positive */
    public ZendeskHelpdeskBuilder callDeadline(Duration limit) {
        if (limit.isZero() || limit.isNegative()) {
            throw new IllegalArgumentException("callDeadline must be positive: " + limit);
        }
        this.callDeadline = limit;
        return this;
    }

    ZendeskHelpdeskBuilder time(Time newTime) {
        this.time = Objects.requireNonNull(newTime, "time");
        return this;
    }

    /**
     * {@return the help desk; nothing is sent yet}
     *
     * @throws IllegalStateException if the address is missing, or there is no way or more than one to sign in
     */
    public ZendeskHelpdesk build() {
        if (baseUrl == null) {
            throw new IllegalStateException("ZENDESK_BASE_URL is not set; call baseUrl(...)");
        }
        if (clientSecret == null && basicHeader == null) {
            throw new IllegalStateException("ZENDESK_CLIENT_ID and ZENDESK_CLIENT_SECRET are not set; call oauth(...)");
        }
        if (clientSecret != null && basicHeader != null) {
            throw new IllegalStateException("Both oauth(...) and apiToken(...) are set; keep oauth(...)");
        }
        return new ZendeskHelpdesk(this);
    }

    private static int atLeastOne(String name, int value) {
        if (value < 1) {
            throw new IllegalArgumentException(name + " must be at least 1: " + value);
        }
        return value;
    }

    URI baseUrl() {
        return Objects.requireNonNull(baseUrl, "baseUrl");
    }

    @Nullable
    String clientId() {
        return clientId;
    }

    @Nullable
    Secret clientSecret() {
        return clientSecret;
    }

    @Nullable
    Secret basicHeader() {
        return basicHeader;
    }

    @Nullable
    Secret webhookSecret() {
        return webhookSecret;
    }

    String scope() {
        return scope;
    }

    Duration tokenLifetime() {
        return tokenLifetime;
    }

    double requestsShare() {
        return requestsPerMinute * share;
    }

    double updatesShare() {
        return updatesPerMinute * share;
    }

    double exportsShare() {
        return exportsPerMinute * share;
    }

    /** How many single reads take as long as one export: what makes an export the cheaper way. */
    int readsPerExport() {
        return Math.max(1, requestsPerMinute / exportsPerMinute);
    }

    double share() {
        return share;
    }

    int pageSize() {
        return pageSize;
    }

    boolean isBulk() {
        return bulk;
    }

    Duration callDeadline() {
        return callDeadline;
    }

    Time time() {
        return time;
    }

    @Override
    public String toString() {
        return "ZendeskHelpdeskBuilder[" + baseUrl + "]";
    }
}
