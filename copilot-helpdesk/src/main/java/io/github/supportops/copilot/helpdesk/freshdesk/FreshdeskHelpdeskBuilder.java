package io.github.supportops.copilot.helpdesk.freshdesk;

import io.github.supportops.copilot.helpdesk.internal.Address;
import io.github.supportops.copilot.helpdesk.internal.Secret;
import io.github.supportops.copilot.helpdesk.internal.Time;
import java.net.URI;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Builds a {@link FreshdeskHelpdesk}. Address and API key are needed; everything else has a default:
 *
 * <ul>
 *   <li>no webhook secret: webhook calls are refused
 *   <li>the limits of the Growth plan, of which a share of 0.5 is used; what Freshdesk answers lowers them further
 *   <li>each sweep looks back 5 minutes behind the last change it saw
 *   <li>60 seconds for each try of a call
 * </ul>
 *
 * Not thread-safe.
 */
public final class FreshdeskHelpdeskBuilder {
    @Nullable
    URI baseUrl;

    @Nullable
    Secret apiKey;

    @Nullable
    Secret webhookSecret;

    double share = 0.5;
    int callsPerMinute = FreshdeskPlan.GROWTH.callsPerMinute();
    int createsPerMinute = FreshdeskPlan.GROWTH.createsPerMinute();
    int updatesPerMinute = FreshdeskPlan.GROWTH.updatesPerMinute();
    int listsPerMinute = FreshdeskPlan.GROWTH.listsPerMinute();
    Duration overlap = Duration.ofMinutes(5);
    Duration callDeadline = Duration.ofSeconds(60);
    Time time = Time.system();

    FreshdeskHelpdeskBuilder() {}

    /**
     * The account's own address, {@code https://DOMAIN.freshdesk.com}; other names that lead there do not work for the API.
     *
     * @throws IllegalArgumentException if it has a path, or is neither https nor http on loopback
     */
    public FreshdeskHelpdeskBuilder baseUrl(String address) {
        URI checked = Address.of("FRESHDESK_BASE_URL", address);
        if (!checked.getRawPath().isEmpty()) {
            throw new IllegalArgumentException(
                    "FRESHDESK_BASE_URL must look like https://DOMAIN.freshdesk.com, without a path");
        }
        this.baseUrl = checked;
        return this;
    }

    /**
     * The API key of the agent in whose name notes are written. It has that agent's rights, so give it an agent of its own.
     *
     * @throws IllegalArgumentException if it is blank or holds control characters
     */
    public FreshdeskHelpdeskBuilder apiKey(String key) {
        this.apiKey = Secret.of("FRESHDESK_API_KEY", key);
        return this;
    }

    /**
     * What the account's webhook rule sends in the header {@value WebhookReader#HEADER}, or as the password of its basic
     * authentication. Default: none, and every webhook call is refused.
     *
     * @throws IllegalArgumentException if it is blank or holds control characters
     */
    public FreshdeskHelpdeskBuilder webhookSecret(String secret) {
        this.webhookSecret = Secret.of("FRESHDESK_WEBHOOK_SECRET", secret);
        return this;
    }

    /** The plan whose limits apply; sets the four numbers below. Default: {@link FreshdeskPlan#GROWTH}, the smallest. */
    public FreshdeskHelpdeskBuilder plan(FreshdeskPlan plan) {
        return callsPerMinute(plan.callsPerMinute())
                .createsPerMinute(plan.createsPerMinute())
                .updatesPerMinute(plan.updatesPerMinute())
                .listsPerMinute(plan.listsPerMinute());
    }

    /** Calls a minute the account allows. Default: 200. @throws IllegalArgumentException if not positive */
    public FreshdeskHelpdeskBuilder callsPerMinute(int most) {
        this.callsPerMinute = positive(most, "callsPerMinute");
        return this;
    }

    /** Creations a minute the account allows, notes included. Default: 80. @throws IllegalArgumentException if not positive */
    public FreshdeskHelpdeskBuilder createsPerMinute(int most) {
        this.createsPerMinute = positive(most, "createsPerMinute");
        return this;
    }

    /** Ticket updates a minute the account allows. Default: 80. @throws IllegalArgumentException if not positive */
    public FreshdeskHelpdeskBuilder updatesPerMinute(int most) {
        this.updatesPerMinute = positive(most, "updatesPerMinute");
        return this;
    }

    /** Ticket lists a minute the account allows. Default: 20. @throws IllegalArgumentException if not positive */
    public FreshdeskHelpdeskBuilder listsPerMinute(int most) {
        this.listsPerMinute = positive(most, "listsPerMinute");
        return this;
    }

    /**
     * The part of the limits that may be used; the account's other tools need the rest. Default: 0.5.
     *
     * @throws IllegalArgumentException unless more than 0 and at most 1
     */
    public FreshdeskHelpdeskBuilder share(double ofTheLimits) {
        if (!(ofTheLimits > 0 && ofTheLimits <= 1)) {
            throw new IllegalArgumentException("A share is more than 0 and at most 1: " + ofTheLimits);
        }
        this.share = ofTheLimits;
        return this;
    }

    /**
     * How far behind the last change a sweep looks again, for changes that became visible late. Default: 5 minutes.
     *
     * @throws IllegalArgumentException if negative or more than a day
     */
    public FreshdeskHelpdeskBuilder overlap(Duration back) {
        if (back.isNegative() || back.compareTo(Duration.ofDays(1)) > 0) {
            throw new IllegalArgumentException("An overlap is between 0 and a day: " + back);
        }
        this.overlap = back;
        return this;
    }

    /** Limits each try of a call, its body included. Default: 60 seconds. @throws IllegalArgumentException if not positive */
    public FreshdeskHelpdeskBuilder callDeadline(Duration limit) {
        if (limit.isNegative() || limit.isZero()) {
            throw new IllegalArgumentException("callDeadline must be positive: " + limit);
        }
        this.callDeadline = limit;
        return this;
    }

    /** Another clock, for tests. */
    FreshdeskHelpdeskBuilder time(Time other) {
        this.time = Objects.requireNonNull(other, "time");
        return this;
    }

    /**
     * {@return the help desk; close it when done}
     *
     * @throws IllegalStateException if the address or the key is missing
     */
    public FreshdeskHelpdesk build() {
        if (baseUrl == null) {
            throw new IllegalStateException("Freshdesk needs its address: set baseUrl (FRESHDESK_BASE_URL)");
        }
        if (apiKey == null) {
            throw new IllegalStateException("Freshdesk needs a key: set apiKey (FRESHDESK_API_KEY)");
        }
        return new FreshdeskHelpdesk(this, baseUrl, apiKey);
    }

    private static int positive(int most, String name) {
        if (most <= 0) {
            throw new IllegalArgumentException(name + " must be positive: " + most);
        }
        return most;
    }

    /** Shows the address; never a secret. */
    @Override
    public String toString() {
        return "FreshdeskHelpdeskBuilder[" + baseUrl + "]";
    }
}
