package io.github.supportops.copilot.examples;

import io.github.supportops.copilot.TicketAnalyzer;
import io.github.supportops.copilot.helpdesk.Checkpoints;
import io.github.supportops.copilot.helpdesk.FieldChange;
import io.github.supportops.copilot.helpdesk.Helpdesk;
import io.github.supportops.copilot.helpdesk.HelpdeskSync;
import io.github.supportops.copilot.helpdesk.SyncEvent;
import io.github.supportops.copilot.helpdesk.TriagePolicy;
import io.github.supportops.copilot.helpdesk.zendesk.ZendeskHelpdesk;
import io.github.supportops.copilot.local.LocalTicketAnalyzer;
import io.github.supportops.copilot.testkit.helpdesk.FakeTicketView;
import io.github.supportops.copilot.testkit.helpdesk.FakeZendesk;
import java.time.Duration;
import java.time.Instant;
import java.util.TreeSet;

/** How does triage land in Zendesk? Against a fake one on this machine: {@code -Dexample=ZendeskSync}. */
public final class ZendeskSync {
    private ZendeskSync() {}

    /** Opens three tickets, triages them, and prints what changed. */
    public static void main(String[] arguments) {
        try (FakeZendesk zendesk = new FakeZendesk(Duration.ofSeconds(1));
                Helpdesk helpdesk = ZendeskHelpdesk.builder()
                        .baseUrl(zendesk.baseUrl().toString()) // https://YOURS.zendesk.com
                        .oauth(zendesk.clientId(), zendesk.clientSecret())
                        .requestsPerMinute(zendesk.requestsPerMinute())
                        .updatesPerMinute(zendesk.updatesPerMinute())
                        .exportsPerMinute(zendesk.exportsPerMinute())
                        .build();
                TicketAnalyzer analyzer = LocalTicketAnalyzer.create();
                HelpdeskSync sync = HelpdeskSync.builder(helpdesk, analyzer)
                        .policy(TriagePolicy.standard())
                        .checkpoints(Checkpoints.inMemory()) // Checkpoints.file(path) survives a restart
                        .since(Instant.now().minus(Duration.ofHours(1)))
                        .listener(ZendeskSync::print)
                        .build()) {
            open(zendesk);
            sync.check();
            zendesk.ticketIds().forEach(id -> print("before", zendesk.ticket(id)));

            sync.once();

            zendesk.ticketIds().forEach(id -> print("after", zendesk.ticket(id)));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static void open(FakeZendesk zendesk) {
        zendesk.customerOpens("Invoices", "Your update broke our invoice export and month end is tomorrow!");
        zendesk.customerOpens("Charged twice", "I was charged twice for October. Please refund one of them.");
        String vip = zendesk.customerOpens("Dark mode", "It would be nice to have a dark mode some day.");
        zendesk.agentAddsTag(vip, "vip");
        zendesk.agentSetsPriority(vip, "high");
        zendesk.minutePasses();
    }

    private static void print(SyncEvent event) {
        System.out.println("ticket " + event.ticketId() + ": " + event.kind().wireName() + " " + event.detail());
        for (FieldChange change : event.changes()) {
            String before = change.was().filter(was -> !was.isEmpty()).orElse("-");
            System.out.println("  " + change.name() + ": " + before + " -> " + change.after());
        }
    }

    private static void print(String when, FakeTicketView ticket) {
        System.out.println(when + " " + ticket.id() + ": status " + ticket.status() + ", priority "
                + ticket.priority().orElse("-") + ", tags " + new TreeSet<>(ticket.tags()) + ", private notes "
                + ticket.privateNotes().size() + ", messages to the customer "
                + (ticket.publicMessages().size() - 1));
    }
}
