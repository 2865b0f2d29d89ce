package io.github.supportops.copilot.helpdesk.salesforce;

import io.github.supportops.copilot.Urgency;
import io.github.supportops.copilot.helpdesk.internal.Address;
import io.github.supportops.copilot.helpdesk.internal.Secret;
import io.github.supportops.copilot.helpdesk.internal.Time;
import java.net.URI;
import java.security.PrivateKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Builds a {@link SalesforceHelpdesk}. Not thread-safe. The defaults:
 *
 * <ul>
 *   <li>API version v66.0
 *   <li>at most 80 % of the org's API calls of 24 hours are used, others' calls counted; at most 600 calls a minute
 *   <li>200 cases a page; the sweep overlaps by 2 minutes
 *   <li>mails and the account's type are read; assignment rules do not run
 *   <li>no webhook is accepted
 * </ul>
 */
public final class SalesforceHelpdeskBuilder {
    @Nullable
    URI loginUrl;

    private @Nullable Client client;
    private @Nullable Jwt jwt;

    @Nullable
    String audience;

    @Nullable
    Secret webhookSecret;

    @Nullable
    String organizationId;

    String apiVersion = "v66.0";
    double dailyShare = 0.8;
    double callsPerMinute = 600;
    int pageSize = 200;
    Duration overlap = Duration.ofMinutes(2);
    Duration callDeadline = Duration.ofSeconds(60);
    boolean emailMessages = true;
    boolean accounts = true;
    boolean assignmentRules;
    List<String> customFields = List.of();
    final Map<Urgency, String> priorities = new EnumMap<>(Urgency.class);
    Time time = Time.system();

    SalesforceHelpdeskBuilder() {}

    /**
     * Where tokens come from: the org's My Domain address ({@code https://example.my.salesforce.com}), which client
     * credentials need; for a private key {@code https://login.salesforce.com} will do.
     *
     * @throws IllegalArgumentException unless it is https, or http on loopback
     */
    public SalesforceHelpdeskBuilder loginUrl(String url) {
        this.loginUrl = Address.of("SALESFORCE_LOGIN_URL", url);
        return this;
    }

    /**
     * Logs in as the Run-As user of an External Client App.
     *
     * @throws IllegalArgumentException if something is blank
     * @throws IllegalStateException after {@link #jwtBearer}
     */
    public SalesforceHelpdeskBuilder clientCredentials(String clientId, String clientSecret) {
        if (jwt != null) {
            throw new IllegalStateException("clientCredentials and jwtBearer exclude each other; jwtBearer is set");
        }
        this.client = new Client(
                Secret.of("SALESFORCE_CLIENT_ID", clientId), Secret.of("SALESFORCE_CLIENT_SECRET", clientSecret));
        return this;
    }

    /**
     * Logs in as a user who is pre-authorised for an External Client App with a certificate.
     *
     * @param privateKeyPem the text of the certificate's RSA key, unencrypted, in PKCS#8 PEM
     * @throws IllegalArgumentException if something is blank or the key is in another form
     * @throws IllegalStateException after {@link #clientCredentials}
     */
    public SalesforceHelpdeskBuilder jwtBearer(String clientId, String username, String privateKeyPem) {
        if (client != null) {
            throw new IllegalStateException(
                    "clientCredentials and jwtBearer exclude each other; clientCredentials is set");
        }
        this.jwt = new Jwt(
                Secret.of("SALESFORCE_CLIENT_ID", clientId),
                Secret.of("SALESFORCE_USERNAME", username),
                JwtAssertion.key(privateKeyPem));
        return this;
    }

    /**
     * Who the JWT is for. Default: {@code https://test.salesforce.com} if the login URL is that or a sandbox's,
     * otherwise {@code https://login.salesforce.com}.
     */
    public SalesforceHelpdeskBuilder audience(String url) {
        this.audience = Address.of("audience", url).toString();
        return this;
    }

    /** The version of the REST API. @throws IllegalArgumentException unless it looks like {@code v66.0} */
    public SalesforceHelpdeskBuilder apiVersion(String version) {
        if (!version.matches("v[1-9][0-9]{1,2}\\.0")) {
            throw new IllegalArgumentException("The API version must look like v66.0: " + version);
        }
        this.apiVersion = version;
        return this;
    }

    /** What webhooks prove themselves with; 32 random characters or more. @throws IllegalArgumentException if it is blank */
    public SalesforceHelpdeskBuilder webhookSecret(String secret) {
        this.webhookSecret = Secret.of("SALESFORCE_WEBHOOK_SECRET", secret);
        return this;
    }

    /** The only org Outbound Messages are taken from. Default: any. @throws IllegalArgumentException if it is no id */
    public SalesforceHelpdeskBuilder organizationId(String id) {
        this.organizationId = RecordId.of(id)
                .filter(org -> org.startsWith("00D"))
                .orElseThrow(() -> new IllegalArgumentException("The id of an org starts with 00D: " + id));
        return this;
    }

    /**
     * The share of the org's API calls of 24 hours beyond which nothing is sent, whoever used them.
     *
     * @throws IllegalArgumentException unless it is above 0 and at most 1
     */
    public SalesforceHelpdeskBuilder dailyShare(double share) {
        if (!(share > 0 && share <= 1)) {
            throw new IllegalArgumentException("dailyShare must be above 0 and at most 1: " + share);
        }
        this.dailyShare = share;
        return this;
    }

    /**
     * How many calls start in a minute at most. Salesforce has no such limit; this spreads them.
     *
     * @throws IllegalArgumentException unless it is above 0
     */
    public SalesforceHelpdeskBuilder callsPerMinute(double calls) {
        if (!(calls > 0)) {
            throw new IllegalArgumentException("callsPerMinute must be above 0: " + calls);
        }
        this.callsPerMinute = calls;
        return this;
    }

    /** How many cases a page has. @throws IllegalArgumentException unless it is 1 to 2000 */
    public SalesforceHelpdeskBuilder pageSize(int cases) {
        if (cases < 1 || cases > 2000) {
            throw new IllegalArgumentException("pageSize must be 1 to 2000: " + cases);
        }
        this.pageSize = cases;
        return this;
    }

    /**
     * How far a sweep goes back behind the newest change it has seen, for changes that became visible late.
     *
     * @throws IllegalArgumentException if it is negative or more than an hour
     */
    public SalesforceHelpdeskBuilder overlap(Duration back) {
        if (back.isNegative() || back.compareTo(Duration.ofHours(1)) > 0) {
            throw new IllegalArgumentException("overlap must be 0 to 1 hour: " + back);
        }
        this.overlap = back;
        return this;
    }

    /** How long one try of a call may take. @throws IllegalArgumentException if it is not positive */
    public SalesforceHelpdeskBuilder callDeadline(Duration limit) {
        if (limit.isNegative() || limit.isZero()) {
            throw new IllegalArgumentException("callDeadline must be positive: " + limit);
        }
        this.callDeadline = limit;
        return this;
    }

    /** Whether mails are read. Set it to false where the org has no Email-to-Case. */
    public SalesforceHelpdeskBuilder emailMessages(boolean read) {
        this.emailMessages = read;
        return this;
    }

    /** Whether type and revenue of the customer's account are read. */
    public SalesforceHelpdeskBuilder accounts(boolean read) {
        this.accounts = read;
        return this;
    }

    /** Whether writes let the org's assignment rules run, which may move cases to another owner. */
    public SalesforceHelpdeskBuilder runAssignmentRules(boolean run) {
        this.assignmentRules = run;
        return this;
    }

    /**
     * Custom fields to read besides those of the policy.
     *
     * @throws IllegalArgumentException if one is not the API name of a custom field
     */
    public SalesforceHelpdeskBuilder customFields(Collection<String> names) {
        List<String> checked = new ArrayList<>();
        for (String field : names) {
            if (!field.matches("[A-Za-z][A-Za-z0-9_]{0,60}__c")) {
                throw new IllegalArgumentException("The API name of a custom field ends in __c: " + field);
            }
            checked.add(field);
        }
        this.customFields = List.copyOf(checked);
        return this;
    }

    /** The org's own word for an urgency. Default: Critical, Urgent or else High; High; Medium; Low. */
    public SalesforceHelpdeskBuilder priority(Urgency urgency, String value) {
        this.priorities.put(Objects.requireNonNull(urgency, "urgency"), Objects.requireNonNull(value, "value"));
        return this;
    }

    SalesforceHelpdeskBuilder time(Time clock) {
        this.time = Objects.requireNonNull(clock, "time");
        return this;
    }

    /**
     * {@return the help desk; nothing is sent before it is used}
     *
     * @throws IllegalStateException if a setting is missing
     */
    public SalesforceHelpdesk build() {
        URI url = required(loginUrl, "loginUrl");
        Client id = client;
        if (id != null) {
            return new SalesforceHelpdesk(this, url, () -> clientCredentials(id));
        }
        Jwt signer = required(jwt, "clientCredentials or jwtBearer");
        JwtAssertion assertion = new JwtAssertion(
                signer.clientId().reveal(),
                signer.username().reveal(),
                audience == null ? audience(url) : audience,
                signer.key(),
                time);
        return new SalesforceHelpdesk(this, url, () -> jwtBearer(assertion));
    }

    private static Map<String, String> clientCredentials(Client client) {
        Map<String, String> form = new LinkedHashMap<>();
        form.put("grant_type", "client_credentials");
        form.put("client_id", client.id().reveal());
        form.put("client_secret", client.secret().reveal());
        return form;
    }

    private static Map<String, String> jwtBearer(JwtAssertion assertion) {
        Map<String, String> form = new LinkedHashMap<>();
        form.put("grant_type", "urn:ietf:params:oauth:grant-type:jwt-bearer");
        form.put("assertion", assertion.sign());
        return form;
    }

    private static String audience(URI url) {
        String host = url.getHost();
        boolean sandbox = host.equals("test.salesforce.com") || host.contains(".sandbox.");
        return sandbox ? "https://test.salesforce.com" : "https://login.salesforce.com";
    }

    private static <T> T required(@Nullable T value, String what) {
        if (value == null) {
            throw new IllegalStateException("A Salesforce help desk needs " + what);
        }
        return value;
    }

    private record Client(Secret id, Secret secret) {}

    private record Jwt(Secret clientId, Secret username, PrivateKey key) {}
}
