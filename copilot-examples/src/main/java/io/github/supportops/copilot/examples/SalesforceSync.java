package io.github.supportops.copilot.examples;

import io.github.supportops.copilot.TicketAnalyzer;
import io.github.supportops.copilot.helpdesk.Checkpoints;
import io.github.supportops.copilot.helpdesk.FieldChange;
import io.github.supportops.copilot.helpdesk.FieldTarget;
import io.github.supportops.copilot.helpdesk.Helpdesk;
import io.github.supportops.copilot.helpdesk.HelpdeskSync;
import io.github.supportops.copilot.helpdesk.SyncEvent;
import io.github.supportops.copilot.helpdesk.TriagePolicy;
import io.github.supportops.copilot.helpdesk.TriageValue;
import io.github.supportops.copilot.helpdesk.WritePolicy;
import io.github.supportops.copilot.helpdesk.salesforce.SalesforceHelpdesk;
import io.github.supportops.copilot.local.LocalTicketAnalyzer;
import io.github.supportops.copilot.testkit.helpdesk.FakeSalesforce;
import io.github.supportops.copilot.testkit.helpdesk.FakeTicketView;
import java.time.Duration;
import java.time.Instant;

/** How does triage land in Salesforce? Against a fake org on this machine: {@code -Dexample=SalesforceSync}. */
public final class SalesforceSync {
    private SalesforceSync() {}

    /** Opens three cases, triages them, and prints what changed. */
    public static void main(String[] arguments) {
        try (FakeSalesforce salesforce = new FakeSalesforce();
                Helpdesk helpdesk = SalesforceHelpdesk.builder()
                        .loginUrl(salesforce.baseUrl().toString()) // https://YOURS.my.salesforce.com
                        .clientCredentials(FakeSalesforce.CLIENT_ID, FakeSalesforce.CLIENT_SECRET)
                        .build();
                TicketAnalyzer analyzer = LocalTicketAnalyzer.create();
                HelpdeskSync sync = HelpdeskSync.builder(helpdesk, analyzer)
                        .policy(policy())
                        .checkpoints(Checkpoints.inMemory()) // Checkpoints.file(path) outlives a restart
                        .since(Instant.now().minus(Duration.ofHours(1)))
                        .listener(SalesforceSync::print)
                        .build()) {
            open(salesforce);
            sync.check();
            salesforce.ticketIds().forEach(id -> print("before", salesforce.ticket(id)));

            sync.once();

            salesforce.ticketIds().forEach(id -> print("after", salesforce.ticket(id)));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Cases have no tags, so the intent goes to a custom field, and only where an agent has not set one. */
    private static TriagePolicy policy() {
        return TriagePolicy.builder()
                .field(TriageValue.INTENT, FieldTarget.of("AI_Intent__c", WritePolicy.SET_IF_EMPTY))
                .build();
    }

    private static void open(FakeSalesforce salesforce) {
        salesforce.customField("AI_Intent__c", "string", 40);
        salesforce.customerOpens("Invoices", "Your update broke our invoice export and month end is tomorrow!");
        salesforce.customerOpens("Charged twice", "I was charged twice for October. Please refund one of them.");
        String wish = salesforce.customerOpens("Dark mode", "It would be nice to have a dark mode some day.");
        salesforce.agentSetsPriority(wish, "High");
    }

    private static void print(SyncEvent event) {
        System.out.println("case " + event.ticketId() + ": " + event.kind().wireName() + " " + event.detail());
        for (FieldChange change : event.changes()) {
            System.out.println("  " + change.name() + ": " + change.was().orElse("-") + " -> " + change.after());
        }
    }

    private static void print(String when, FakeTicketView ticket) {
        System.out.println(when + " " + ticket.id() + ": status " + ticket.status() + ", priority "
                + ticket.priority().orElse("-") + ", fields " + ticket.fields() + ", internal comments "
                + ticket.privateNotes().size() + ", messages to the customer "
                + (ticket.publicMessages().size() - 1));
    }
}
