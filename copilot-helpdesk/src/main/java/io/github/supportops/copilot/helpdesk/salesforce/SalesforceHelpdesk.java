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
import io.github.supportops.copilot.helpdesk.internal.Pacer;
import io.github.supportops.copilot.helpdesk.internal.Time;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The cases of one Salesforce org. Reads them by SOQL with comments and mails, writes fields and an internal comment by one
 * composite call. Thread-safe; close it when done.
 *
 * <pre>{@code
 * Helpdesk salesforce = SalesforceHelpdesk.builder()
 *         .loginUrl("https://example.my.salesforce.com")
 *         .clientCredentials(clientId, clientSecret)
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

    SalesforceHelpdesk(SalesforceHelpdeskBuilder settings, URI loginUrl, Supplier<Map<String, String>> grant) {
        Time time = settings.time;
        SalesforceLogin login = new SalesforceLogin(loginUrl, grant, time, settings.callDeadline);
        Pacer pacer = new Pacer(time).limit(SalesforceRest.LANE, settings.callsPerMinute);
        this.rest =
                new SalesforceRest(login, settings.apiVersion, pacer, time, settings.callDeadline, settings.dailyShare);
        this.query = new CaseQuery(settings.accounts, settings.emailMessages, settings.customFields);
        this.schema = new OrgSchema(rest, settings.priorities);
        this.reader = new CaseReader(rest, query, schema);
        this.sweep = new Sweep(rest, reader, query, settings.pageSize, settings.overlap);
        this.writer = new CaseWriter(
                rest, reader, query, new CompositeWrite(rest, query, schema, settings.assignmentRules), time);
        this.webhooks = new SalesforceWebhooks(settings.webhookSecret, settings.organizationId);
        this.name = "SalesforceHelpdesk[" + loginUrl.getHost() + ", " + settings.apiVersion + "]";
    }

    /** {@return a builder; login URL and one of the two ways to log in are needed} */
    public static SalesforceHelpdeskBuilder builder() {
        return new SalesforceHelpdeskBuilder();
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
}
