package io.github.supportops.copilot.helpdesk.zendesk;

import io.github.supportops.copilot.Urgency;
import io.github.supportops.copilot.helpdesk.ChangePage;
import io.github.supportops.copilot.helpdesk.Helpdesk;
import io.github.supportops.copilot.helpdesk.HelpdeskRequest;
import io.github.supportops.copilot.helpdesk.HelpdeskTicket;
import io.github.supportops.copilot.helpdesk.TicketUpdate;
import io.github.supportops.copilot.helpdesk.TriagePolicy;
import io.github.supportops.copilot.helpdesk.WebhookNotice;
import io.github.supportops.copilot.helpdesk.WebhookRequest;
import io.github.supportops.copilot.helpdesk.WriteOutcome;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A Zendesk Support account. Every update is one call that the server takes only if the ticket still is as it was read
 * ({@code safe_update}), with the note as a private comment; nothing is ever sent to the customer.
 *
 * <pre>{@code
 * Helpdesk zendesk = ZendeskHelpdesk.builder()
 *         .baseUrl("https://example.zendesk.com")
 *         .oauth(clientId, clientSecret)
 *         .webhookSecret(webhookSecret)
 *         .build();
 * }</pre>
 *
 * <p>Thread-safe; close it when done. {@code toString()} shows the address only.
 */
public final class ZendeskHelpdesk implements Helpdesk {
    static final String SYSTEM = "zendesk";

    private final ZendeskApi api;
    private final ZendeskChanges changes;
    private final Conversations conversations;
    private final ZendeskWriter writer;
    private final BulkWriter bulkWriter;
    private final boolean bulk;
    private final SetupCheck setupCheck;
    private final ZendeskWebhooks webhooks;
    private final String address;

    ZendeskHelpdesk(ZendeskHelpdeskBuilder settings) {
        this.address = settings.baseUrl().toString();
        this.bulk = settings.isBulk();
        this.api = ZendeskApi.of(settings);
        UserRoles roles = new UserRoles(api);
        this.conversations = new Conversations(api, roles);
        this.changes = new ZendeskChanges(api, roles, settings.pageSize(), settings.readsPerExport());
        TicketFields fields = new TicketFields(api);
        UpdateBudget budget = new UpdateBudget(settings.share(), settings.time());
        UpdateRequests requests = new UpdateRequests(fields);
        this.writer = new ZendeskWriter(api, conversations, requests, budget);
        this.bulkWriter = new BulkWriter(api, conversations, requests, budget, writer, settings.time());
        this.webhooks = new ZendeskWebhooks(settings.webhookSecret());
        this.setupCheck = new SetupCheck(api, fields, webhooks::ignoreEventsOf);
    }

    /** {@return a builder; address and OAuth client have to be set} */
    public static ZendeskHelpdeskBuilder builder() {
        return new ZendeskHelpdeskBuilder();
    }

    @Override
    public String system() {
        return SYSTEM;
    }

    @Override
    public void check(TriagePolicy policy) {
        setupCheck.run(policy);
    }

    @Override
    public ChangePage changesSince(Instant since) {
        return changes.since(since);
    }

    @Override
    public ChangePage changesAfter(String cursor) {
        return changes.after(cursor);
    }

    @Override
    public Optional<HelpdeskTicket> read(String ticketId) {
        return conversations.read(ticketId);
    }

    @Override
    public String priorityFor(Urgency urgency) {
        return ZendeskWords.priority(urgency);
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
    public int batchSize() {
        return bulk ? BulkWriter.MOST_UPDATES : 1;
    }

    @Override
    public List<WriteOutcome> writeAll(List<TicketUpdate> updates) {
        return bulk ? bulkWriter.write(updates) : Helpdesk.super.writeAll(updates);
    }

    @Override
    public WebhookNotice webhook(WebhookRequest request) {
        return webhooks.read(request);
    }

    @Override
    public void close() {
        api.close();
    }

    @Override
    public String toString() {
        return "Zendesk[" + address + "]";
    }
}
