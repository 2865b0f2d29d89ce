package io.github.supportops.copilot.helpdesk.salesforce;

import io.github.supportops.copilot.Urgency;
import io.github.supportops.copilot.helpdesk.ChangePage;
import io.github.supportops.copilot.helpdesk.FieldTarget;
import io.github.supportops.copilot.helpdesk.Helpdesk;
import io.github.supportops.copilot.helpdesk.HelpdeskRequest;
import io.github.supportops.copilot.helpdesk.HelpdeskTicket;
import io.github.supportops.copilot.helpdesk.TicketUpdate;
import io.github.supportops.copilot.helpdesk.TriagePolicy;
import io.github.supportops.copilot.helpdesk.WebhookNotice;
import io.github.supportops.copilot.helpdesk.WebhookRequest;
import io.github.supportops.copilot.helpdesk.WriteOutcome;
import io.github.supportops.copilot.helpdesk.internal.Address;
import io.github.supportops.copilot.helpdesk.internal.Pacer;
import io.github.supportops.copilot.helpdesk.internal.Secret;
import io.github.supportops.copilot.helpdesk.internal.Time;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PrivateKey;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The cases of one Salesforce org. Reads them by SOQL with comments and mails, writes fields and an internal comment by one
 * composite call. Thread-safe; close it when done.
 *
 * <pre>{@code
 * Helpdesk salesforce = SalesforceHelpdesk.builder()
 *         .loginUrl("https://example.my.salesforce.com")
 *         .clientId(id).clientSecret(secret)
 *         .build();
 * }</pre>
 *
 * <p>Custom fields are read once {@link #check} has seen the policy that names them, or when the builder names them.
 * Salesforce cases have no tags.
 */
public final class SalesforceHelpdesk implements Helpdesk {
    private final SalesforceRest rest;
    private final CaseQuery query;
    private final OrgSchema schema;
    private final CaseReader reader;
    private final Sweep sweep;
    private final CaseWriter writer;
    private final SalesforceWebhooks webhooks;
    private final String name;

    private SalesforceHelpdesk(Builder settings, URI loginUrl, Supplier<Map<String, String>> grant) {
        Time time = settings.time;
        SalesforceLogin login = new SalesforceLogin(loginUrl, grant, time, settings.callDeadline);
        Pacer pacer = new Pacer(time).limit(SalesforceRest.LANE, settings.callsPerMinute);
        this.rest =
                new SalesforceRest(login, settings.apiVersion, pacer, time, settings.callDeadline, settings.dailyShare);
        this.query = new CaseQuery(settings.accounts, settings.emailMessages, settings.customFields);
        this.schema = new OrgSchema(rest, settings.priorities);
        this.reader = new CaseReader(rest, query, schema);
        this.sweep = new Sweep(rest, reader, query, settings.pageSize, settings.overlap);
        this.writer = new CaseWriter(rest, reader, query, schema, settings.assignmentRules, time);
        this.webhooks = new SalesforceWebhooks(settings.webhookSecret, settings.organizationId);
        this.name = "SalesforceHelpdesk[" + loginUrl.getHost() + ", " + settings.apiVersion + "]";
    }

    /** {@return a builder; login URL, client id, and a secret or a private key with a user name are needed} */
    public static Builder builder() {
        return new Builder();
    }

    @Override
    public String system() {
        return CaseReader.SYSTEM;
    }

    @Override
    public void check(TriagePolicy policy) {
        new SetupCheck(rest, query, schema).run(policy);
        query.alsoRead(policy.fields().values().stream().map(FieldTarget::field).toList());
    }

    @Override
    public ChangePage changesSince(Instant since) {
        return sweep.since(since);
    }

    @Override
    public ChangePage changesAfter(String cursor) {
        return sweep.after(cursor);
    }

    @Override
    public Optional<HelpdeskTicket> read(String ticketId) {
        return reader.read(ticketId);
    }

    @Override
    public String priorityFor(Urgency urgency) {
        return schema.cases().priorities().value(urgency);
    }

    @Override
    public boolean hasTags() {
        return false;
    }

    @Override
    public List<HelpdeskRequest> preview(TicketUpdate update) {
        return writer.preview(update);
    }

    @Override
    public WriteOutcome write(TicketUpdate update) {
        return writer.write(update);
    }

    @Override
    public WebhookNotice webhook(WebhookRequest request) {
        return webhooks.read(request);
    }

    @Override
    public void close() {
        rest.close();
    }

    @Override
    public String toString() {
        return name;
    }

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
    public static final class Builder {
        private @Nullable URI loginUrl;
        private @Nullable String clientId;
        private @Nullable Secret clientSecret;
        private @Nullable PrivateKey privateKey;
        private @Nullable String username;
        private @Nullable String audience;
        private @Nullable Secret webhookSecret;
        private @Nullable String organizationId;
        private String apiVersion = "v66.0";
        private double dailyShare = 0.8;
        private double callsPerMinute = 600;
        private int pageSize = 200;
        private Duration overlap = Duration.ofMinutes(2);
        private Duration callDeadline = Duration.ofSeconds(60);
        private boolean emailMessages = true;
        private boolean accounts = true;
        private boolean assignmentRules;
        private List<String> customFields = List.of();
        private final Map<Urgency, String> priorities = new EnumMap<>(Urgency.class);
        private Time time = Time.system();

        private Builder() {}

        /**
         * Where tokens come from: the org's My Domain address ({@code https://example.my.salesforce.com}), which client
         * credentials need; for a private key {@code https://login.salesforce.com} will do.
         *
         * @throws IllegalArgumentException unless it is https, or http on loopback
         */
        public Builder loginUrl(String url) {
            this.loginUrl = Address.of("SALESFORCE_LOGIN_URL", url);
            return this;
        }

        /** The consumer key of the External Client App. @throws IllegalArgumentException if it is blank */
        public Builder clientId(String id) {
            this.clientId = Secret.of("SALESFORCE_CLIENT_ID", id).reveal();
            return this;
        }

        /** The consumer secret, for the client credentials flow. @throws IllegalArgumentException if it is blank */
        public Builder clientSecret(String secret) {
            this.clientSecret = Secret.of("SALESFORCE_CLIENT_SECRET", secret);
            return this;
        }

        /**
         * The file with the key of the app's certificate, for the JWT bearer flow; read now.
         *
         * @throws IllegalArgumentException if it cannot be read or is not an unencrypted RSA key in PKCS#8 PEM
         */
        public Builder privateKeyFile(Path file) {
            try {
                this.privateKey = JwtAssertion.key(Files.readString(file));
            } catch (IOException unreadable) {
                throw new IllegalArgumentException("SALESFORCE_PRIVATE_KEY_FILE cannot be read: " + file, unreadable);
            }
            return this;
        }

        /** Who the JWT bearer flow acts as. @throws IllegalArgumentException if it is blank */
        public Builder username(String name) {
            this.username = Secret.of("SALESFORCE_USERNAME", name).reveal();
            return this;
        }

        /**
         * Who the JWT is for. Default: {@code https://test.salesforce.com} if the login URL is that or a sandbox's,
         * otherwise {@code https://login.salesforce.com}.
         */
        public Builder audience(String url) {
            this.audience = Address.of("audience", url).toString();
            return this;
        }

        /** The version of the REST API. @throws IllegalArgumentException unless it looks like {@code v66.0} */
        public Builder apiVersion(String version) {
            if (!version.matches("v[1-9][0-9]{1,2}\\.0")) {
                throw new IllegalArgumentException("The API version must look like v66.0: " + version);
            }
            this.apiVersion = version;
            return this;
        }

        /** What webhooks prove themselves with. @throws IllegalArgumentException if it has fewer than 16 characters */
        public Builder webhookSecret(String secret) {
            Secret checked = Secret.of("SALESFORCE_WEBHOOK_SECRET", secret);
            if (checked.reveal().length() < 16) {
                throw new IllegalArgumentException(
                        "SALESFORCE_WEBHOOK_SECRET needs at least 16 characters (it is not shown)");
            }
            this.webhookSecret = checked;
            return this;
        }

        /** The only org Outbound Messages are taken from. Default: any. @throws IllegalArgumentException if it is no id */
        public Builder organizationId(String id) {
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
        public Builder dailyShare(double share) {
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
        public Builder callsPerMinute(double calls) {
            if (!(calls > 0)) {
                throw new IllegalArgumentException("callsPerMinute must be above 0: " + calls);
            }
            this.callsPerMinute = calls;
            return this;
        }

        /** How many cases a page has. @throws IllegalArgumentException unless it is 1 to 2000 */
        public Builder pageSize(int cases) {
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
        public Builder overlap(Duration back) {
            if (back.isNegative() || back.compareTo(Duration.ofHours(1)) > 0) {
                throw new IllegalArgumentException("overlap must be 0 to 1 hour: " + back);
            }
            this.overlap = back;
            return this;
        }

        /** How long one try of a call may take. @throws IllegalArgumentException if it is not positive */
        public Builder callDeadline(Duration limit) {
            if (limit.isNegative() || limit.isZero()) {
                throw new IllegalArgumentException("callDeadline must be positive: " + limit);
            }
            this.callDeadline = limit;
            return this;
        }

        /** Whether mails are read. Set it to false where the org has no Email-to-Case. */
        public Builder emailMessages(boolean read) {
            this.emailMessages = read;
            return this;
        }

        /** Whether type and revenue of the customer's account are read. */
        public Builder accounts(boolean read) {
            this.accounts = read;
            return this;
        }

        /** Whether writes let the org's assignment rules run, which may move cases to another owner. */
        public Builder runAssignmentRules(boolean run) {
            this.assignmentRules = run;
            return this;
        }

        /**
         * Custom fields to read besides those of the policy.
         *
         * @throws IllegalArgumentException if one is not the API name of a custom field
         */
        public Builder customFields(Collection<String> names) {
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
        public Builder priority(Urgency urgency, String value) {
            this.priorities.put(Objects.requireNonNull(urgency, "urgency"), Objects.requireNonNull(value, "value"));
            return this;
        }

        Builder time(Time clock) {
            this.time = Objects.requireNonNull(clock, "time");
            return this;
        }

        /**
         * {@return the help desk; nothing is sent before it is used}
         *
         * @throws IllegalStateException if a setting is missing, or two exclude each other
         */
        public SalesforceHelpdesk build() {
            URI url = required(loginUrl, "loginUrl (SALESFORCE_LOGIN_URL)");
            String id = required(clientId, "clientId (SALESFORCE_CLIENT_ID)");
            if (clientSecret != null && privateKey != null) {
                throw new IllegalStateException("clientSecret and privateKeyFile exclude each other: set one of them");
            }
            PrivateKey key = privateKey;
            if (key == null) {
                Secret secret = required(
                        clientSecret,
                        "clientSecret (SALESFORCE_CLIENT_SECRET) or privateKeyFile (SALESFORCE_PRIVATE_KEY_FILE)");
                return new SalesforceHelpdesk(this, url, () -> clientCredentials(id, secret));
            }
            String user = required(username, "username (SALESFORCE_USERNAME), which a private key needs");
            JwtAssertion assertion = new JwtAssertion(id, user, audience == null ? audience(url) : audience, key, time);
            return new SalesforceHelpdesk(this, url, () -> jwtBearer(assertion));
        }

        private static Map<String, String> clientCredentials(String id, Secret secret) {
            Map<String, String> form = new LinkedHashMap<>();
            form.put("grant_type", "client_credentials");
            form.put("client_id", id);
            form.put("client_secret", secret.reveal());
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
                throw new IllegalStateException("Missing setting: " + what);
            }
            return value;
        }
    }
}
