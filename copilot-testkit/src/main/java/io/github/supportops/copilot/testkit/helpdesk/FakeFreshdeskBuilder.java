package io.github.supportops.copilot.testkit.helpdesk;

import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Builds a {@link FakeFreshdesk}. By default the key is {@value #API_KEY}, the webhook secret {@value #WEBHOOK_SECRET}, the
 * limits are those of the Enterprise plan with a minute of one second, and the agent sees all tickets. Not thread-safe.
 */
public final class FakeFreshdeskBuilder {
    /** The default key. */
    public static final String API_KEY = "fake-freshdesk-key";

    /** The default secret of the webhook rule. */
    public static final String WEBHOOK_SECRET = "fake-freshdesk-webhook-secret";

    String apiKey = API_KEY;
    String webhookSecret = WEBHOOK_SECRET;
    Duration minute = Duration.ofSeconds(1);
    int callsPerMinute = 700;
    int createsPerMinute = 280;
    int updatesPerMinute = 280;
    int listsPerMinute = 200;
    int ticketScope = 1;
    boolean fieldsForbidden;
    Clock clock = Clock.systemUTC();
    final Map<String, FreshdeskField> fields = new LinkedHashMap<>();
    final Map<String, Long> groups = new TreeMap<>();

    FakeFreshdeskBuilder() {}

    /** The key that is accepted. */
    public FakeFreshdeskBuilder apiKey(String key) {
        this.apiKey = key;
        return this;
    }

    /** What its webhook rule sends. */
    public FakeFreshdeskBuilder webhookSecret(String secret) {
        this.webhookSecret = secret;
        return this;
    }

    /** How long a minute of the limits is; the headers tell the rate of a real minute. */
    public FakeFreshdeskBuilder minute(Duration length) {
        this.minute = length;
        return this;
    }

    /** The limits a minute: of all calls, and of creations, updates and lists of tickets. */
    public FakeFreshdeskBuilder limits(int calls, int creates, int updates, int lists) {
        this.callsPerMinute = calls;
        this.createsPerMinute = creates;
        this.updatesPerMinute = updates;
        this.listsPerMinute = lists;
        return this;
    }

    /** What the key's agent sees: 1 all tickets, 2 those of its groups, 3 its own. */
    public FakeFreshdeskBuilder ticketScope(int scope) {
        this.ticketScope = scope;
        return this;
    }

    /** The key's agent may not read the ticket fields. */
    public FakeFreshdeskBuilder fieldsForbidden() {
        this.fieldsForbidden = true;
        return this;
    }

    /** Stamps come from this clock instead of the machine's. */
    public FakeFreshdeskBuilder clock(Clock other) {
        this.clock = other;
        return this;
    }

    /** A custom field, for example of type {@code custom_text}, {@code custom_number} or {@code custom_checkbox}. */
    public FakeFreshdeskBuilder field(String name, String type) {
        fields.put(name, new FreshdeskField(name, type, List.of(), false));
        return this;
    }

    /** A dropdown. */
    public FakeFreshdeskBuilder dropdown(String name, String... choices) {
        fields.put(name, new FreshdeskField(name, "custom_dropdown", List.of(choices), false));
        return this;
    }

    /** A text field that agents may not leave empty. */
    public FakeFreshdeskBuilder requiredField(String name) {
        fields.put(name, new FreshdeskField(name, "custom_text", List.of(), true));
        return this;
    }

    /** A group. */
    public FakeFreshdeskBuilder group(String name, long id) {
        groups.put(name, id);
        return this;
    }

    /** {@return the server, listening} */
    public FakeFreshdesk start() {
        return new FakeFreshdesk(this);
    }
}
