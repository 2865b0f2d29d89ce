package io.github.supportops.copilot.examples;

import io.github.supportops.copilot.TicketAnalyzer;
import io.github.supportops.copilot.helpdesk.Checkpoints;
import io.github.supportops.copilot.helpdesk.FieldChange;
import io.github.supportops.copilot.helpdesk.Helpdesk;
import io.github.supportops.copilot.helpdesk.HelpdeskSync;
import io.github.supportops.copilot.helpdesk.SyncEvent;
import io.github.supportops.copilot.helpdesk.TriagePolicy;
import io.github.supportops.copilot.helpdesk.freshdesk.FreshdeskHelpdesk;
import io.github.supportops.copilot.local.LocalTicketAnalyzer;
import io.github.supportops.copilot.testkit.helpdesk.FakeFreshdesk;
import io.github.supportops.copilot.testkit.helpdesk.FakeTicketView;
import java.time.Duration;
import java.time.Instant;

/** How does triage land in Freshdesk? Against a fake one on this machine: {@code -Dexample=FreshdeskSync}. */
public final class FreshdeskSync {
    private FreshdeskSync() {}

    /** Opens three tickets, triages them, and prints what changed. */
    public static void main(String[] arguments) {
        try (FakeFreshdesk freshdesk = FakeFreshdesk.builder().start();
                Helpdesk helpdesk = FreshdeskHelpdesk.builder()
                        .baseUrl(freshdesk.baseUrl().toString()) // https://YOURS.freshdesk.com
                        .apiKey(freshdesk.apiKey())
                        .callsPerMinute(freshdesk.callsPerMinute())
                        .updatesPerMinute(freshdesk.updatesPerMinute())
                        .createsPerMinute(freshdesk.createsPerMinute())
                        .listsPerMinute(freshdesk.listsPerMinute())
                        .build();
                TicketAnalyzer analyzer = LocalTicketAnalyzer.create();
                HelpdeskSync sync = HelpdeskSync.builder(helpdesk, analyzer)
                        .policy(TriagePolicy.standard())
                        .checkpoints(Checkpoints.inMemory()) // Checkpoints.file(path) outlives a restart
                        .since(Instant.now().minus(Duration.ofHours(1)))
                        .listener(FreshdeskSync::print)
                        .build()) {
            open(freshdesk);
            sync.check();
            freshdesk.ticketIds().forEach(id -> print("before", freshdesk.ticket(id)));

            sync.once();

            freshdesk.ticketIds().forEach(id -> print("after", freshdesk.ticket(id)));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static void open(FakeFreshdesk freshdesk) {
        freshdesk.customerOpens("Invoices", "Your update broke our invoice export and month end is tomorrow!");
        freshdesk.customerOpens("Charged twice", "I was charged twice for October. Please refund one of them.");
        String vip = freshdesk.customerOpens("Dark mode", "It would be nice to have a dark mode some day.");
        freshdesk.agentAddsTag(vip, "vip");
        freshdesk.agentSetsPriority(vip, "3");
    }

    private static void print(SyncEvent event) {
        System.out.println("ticket " + event.ticketId() + ": " + event.kind().wireName() + " " + event.detail());
        for (FieldChange change : event.changes()) {
            System.out.println("  " + change.name() + ": "
                    + change.was().filter(was -> !was.isEmpty()).orElse("-") + " -> " + change.after());
        }
    }

    private static void print(String when, FakeTicketView ticket) {
        System.out.println(when + " " + ticket.id() + ": status " + ticket.status() + ", priority "
                + ticket.priority().orElse("-") + ", tags " + ticket.tags() + ", private notes "
                + ticket.privateNotes().size() + ", messages to the customer "
                + (ticket.publicMessages().size() - 1));
    }
}
