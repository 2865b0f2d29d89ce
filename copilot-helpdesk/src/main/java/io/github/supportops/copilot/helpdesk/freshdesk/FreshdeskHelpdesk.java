package io.github.supportops.copilot.helpdesk.freshdesk;

import io.github.supportops.copilot.Urgency;
import io.github.supportops.copilot.helpdesk.ChangePage;
import io.github.supportops.copilot.helpdesk.Helpdesk;
import io.github.supportops.copilot.helpdesk.HelpdeskRequest;
import io.github.supportops.copilot.helpdesk.HelpdeskSetupException;
import io.github.supportops.copilot.helpdesk.HelpdeskTicket;
import io.github.supportops.copilot.helpdesk.TicketUpdate;
import io.github.supportops.copilot.helpdesk.TriagePolicy;
import io.github.supportops.copilot.helpdesk.WebhookNotice;
import io.github.supportops.copilot.helpdesk.WebhookRequest;
import io.github.supportops.copilot.helpdesk.WriteOutcome;
import io.github.supportops.copilot.helpdesk.internal.Authorization;
import io.github.supportops.copilot.helpdesk.internal.Call;
import io.github.supportops.copilot.helpdesk.internal.HelpdeskHttp;
import io.github.supportops.copilot.helpdesk.internal.Pacer;
import io.github.supportops.copilot.helpdesk.internal.Secret;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * A Freshdesk account.
 *
 * <pre>{@code
 * Helpdesk freshdesk = FreshdeskHelpdesk.builder()
 *         .baseUrl("https://acme.freshdesk.com")
 *         .apiKey(System.getenv("FRESHDESK_API_KEY"))
 *         .build();
 * freshdesk.check(TriagePolicy.standard());
 * }</pre>
 *
 * <p>Freshdesk checks no versions: a ticket is read immediately before it is written, and what an agent changes within the
 * tenths of a second in between may be lost. The status, the type and the customer's view of a ticket are never written.
 * Reading one ticket costs at least two calls, writing one four. Thread-safe.
 */
public final class FreshdeskHelpdesk implements Helpdesk {
    private final URI baseUrl;
    private final HelpdeskHttp http;
    private final FreshdeskApi api;
    private final ChangeReader changes;
    private final TicketReader reader;
    private final TicketWriter writer;
    private final WebhookReader webhooks;
    private volatile @Nullable TicketFields fields;

    FreshdeskHelpdesk(FreshdeskHelpdeskBuilder settings, URI baseUrl, Secret apiKey) {
        Pacer pacer = new Pacer(settings.time);
        CallLimits limits = new CallLimits(pacer, settings);
        this.baseUrl = baseUrl;
        this.http = new HelpdeskHttp(baseUrl, basic(apiKey), pacer, settings.time, settings.callDeadline);
        http.observe(limits::observe);
        this.api = new FreshdeskApi(http, limits);
        this.changes = new ChangeReader(api, settings.time, settings.overlap);
        this.reader = new TicketReader(api, settings.time);
        this.writer = new TicketWriter(api, reader, this::fields, settings.time, settings.callDeadline);
        this.webhooks = new WebhookReader(settings.webhookSecret);
    }

    /** {@return a builder; address and key are needed} */
    public static FreshdeskHelpdeskBuilder builder() {
        return new FreshdeskHelpdeskBuilder();
    }

    /** The key is the user name; the password is not looked at, and by custom an X. */
    private static Authorization basic(Secret apiKey) {
        byte[] pair = (apiKey.reveal() + ":X").getBytes(StandardCharsets.UTF_8);
        return Authorization.fixed(
                Secret.of("Authorization", "Basic " + Base64.getEncoder().encodeToString(pair)));
    }

    @Override
    public String system() {
        return TicketReader.SYSTEM;
    }

    /**
     * {@inheritDoc} Reads {@code agents/me} and {@code ticket_fields}; whether the agent may write notes shows with the first
     * one only.
     */
    @Override
    public void check(TriagePolicy policy) {
        SetupCheck check = new SetupCheck();
        check.agent(api.send(FreshdeskApi.me()).json());
        Optional<TicketFields> known = Optional.empty();
        OptionalInt status = OptionalInt.empty();
        try {
            known = Optional.of(freshFields());
        } catch (HelpdeskSetupException refused) {
            status = refused.status();
            check.problem("the agent of FRESHDESK_API_KEY may not read the ticket fields (status "
                    + refused.status().orElse(0) + "); give it a role that may create and edit tickets");
        }
        check.policy(policy, known);
        check.finish(status);
    }

    @Override
    public ChangePage changesSince(Instant since) {
        return changes.read(ChangeCursor.start(since));
    }

    /** {@inheritDoc} @throws IllegalArgumentException if the text is no cursor of Freshdesk */
    @Override
    public ChangePage changesAfter(String cursor) {
        return changes.read(ChangeCursor.of(cursor));
    }

    /** {@inheritDoc} Tickets in the bin and spam count as gone. @throws IllegalArgumentException if the id is no number */
    @Override
    public Optional<HelpdeskTicket> read(String ticketId) {
        return reader.read(ticketId);
    }

    @Override
    public String priorityFor(Urgency urgency) {
        return String.valueOf(Priorities.of(urgency));
    }

    /** {@inheritDoc} The two reads that come before are not listed. */
    @Override
    public List<HelpdeskRequest> preview(TicketUpdate update) {
        return writer.calls(update).stream().map(Call::preview).toList();
    }

    @Override
    public WriteOutcome write(TicketUpdate update) {
        return writer.write(update);
    }

    @Override
    public WebhookNotice webhook(WebhookRequest request) {
        return webhooks.read(request);
    }

    private TicketFields fields() {
        TicketFields known = fields;
        return known == null ? freshFields() : known;
    }

    private TicketFields freshFields() {
        TicketFields read =
                TicketFields.of(api.send(FreshdeskApi.ticketFields()).json());
        fields = read;
        return read;
    }

    @Override
    public void close() {
        http.close();
    }

    /** Shows the address; never a secret. */
    @Override
    public String toString() {
        return "Freshdesk[" + baseUrl.getHost() + "]";
    }
}
