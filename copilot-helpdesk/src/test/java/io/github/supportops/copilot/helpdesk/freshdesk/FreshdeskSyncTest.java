package io.github.supportops.copilot.helpdesk.freshdesk;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.supportops.copilot.helpdesk.Checkpoints;
import io.github.supportops.copilot.helpdesk.HelpdeskSync;
import io.github.supportops.copilot.testkit.FakeTicketAnalyzer;
import io.github.supportops.copilot.testkit.helpdesk.FakeCall;
import io.github.supportops.copilot.testkit.helpdesk.FakeFreshdesk;
import io.github.supportops.copilot.testkit.helpdesk.FakeFreshdeskBuilder;
import io.github.supportops.copilot.testkit.helpdesk.FakeTicketView;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The whole way, over real HTTP and in real time, with the account's limits shortened. */
@Timeout(1_800)
class FreshdeskSyncTest {
    private final FakeFreshdesk fake =
            FakeFreshdesk.builder().minute(Duration.ofSeconds(1)).start();
    private final FakeTicketAnalyzer analyzer = FakeTicketAnalyzer.create();

    @TempDir
    Path directory;

    @AfterEach
    void close() {
        fake.close();
    }

    @Test
    void everyMessageIsTriagedOnceWhileCallsFailAndAgentsWork() throws Exception {
        int tickets = Integer.getInteger("sync.tickets", 150);
        List<String> ids = new ArrayList<>();
        Map<String, Integer> messages = new HashMap<>();
        for (int number = 0; number < tickets; number++) {
            String id = fake.customerOpens("Export", "It is broken, number " + number);
            ids.add(id);
            messages.put(id, 1);
        }
        BusyAgent agent = new BusyAgent(ids);
        fake.faults().share(0.05, 5);
        fake.beforeEachCall(agent::sees);

        sweep();
        for (String id : ids.subList(0, tickets / 4)) {
            fake.customerWrites(id, "And another thing");
            messages.merge(id, 1, Integer::sum);
        }
        sweep();
        fake.beforeEachCall(call -> {});
        fake.faults().none();
        sweep();

        assertThat(fake.limitViolations()).isZero();
        assertThat(agent.edited).isNotEmpty();
        for (String id : ids) {
            FakeTicketView ticket = fake.ticket(id);
            List<String> markers = ticket.privateNotes().stream()
                    .map(note -> note.substring(note.indexOf("[ai-triage:")))
                    .toList();
            assertThat(markers).as("ticket " + id).doesNotHaveDuplicates();
            assertThat(markers.size()).as("ticket " + id).isBetween(1, messages.get(id));
            assertThat(ticket.publicMessages()).as("nothing sent out").hasSize(messages.get(id));
            assertThat(ticket.status()).isEqualTo("2");
            if (agent.edited.contains(id)) {
                assertThat(ticket.tags()).as("the agent's tag on " + id).contains("vip");
            }
        }
    }

    /**
     * An agent who changes tickets all the time, only not in the moment between the look at a ticket and its update: nobody
     * can notice that one, because Freshdesk checks no versions.
     */
    private final class BusyAgent {
        private final List<String> ids;
        private final Random random = new Random(11);
        private final Set<String> lookedAt = new HashSet<>();
        private final Set<String> edited = new HashSet<>();

        BusyAgent(List<String> ids) {
            this.ids = ids;
        }

        void sees(FakeCall call) {
            String[] parts = call.path().split("[/?]", -1);
            if (parts.length > 4) {
                boolean view = call.method().equals("GET") && parts.length == 5;
                if (view) {
                    lookedAt.add(parts[4]);
                } else {
                    lookedAt.remove(parts[4]);
                }
            }
            String id = ids.get(random.nextInt(ids.size()));
            if (random.nextInt(4) == 0 && !lookedAt.contains(id)) {
                fake.agentAddsTag(id, "vip");
                edited.add(id);
            }
        }
    }

    /** One life of the process: what it remembers is on the disk. */
    private void sweep() throws Exception {
        FreshdeskHelpdeskBuilder settings = FreshdeskHelpdesk.builder()
                .baseUrl(fake.baseUrl().toString())
                .apiKey(FakeFreshdeskBuilder.API_KEY)
                .callsPerMinute(fake.callsPerMinute())
                .createsPerMinute(fake.createsPerMinute())
                .updatesPerMinute(fake.updatesPerMinute())
                .listsPerMinute(fake.listsPerMinute())
                .callDeadline(Duration.ofMillis(1_500));
        try (FreshdeskHelpdesk helpdesk = settings.build();
                Checkpoints checkpoints = Checkpoints.file(directory.resolve("freshdesk.state"));
                HelpdeskSync sync = HelpdeskSync.builder(helpdesk, analyzer)
                        .checkpoints(checkpoints)
                        .since(Instant.parse("2020-01-01T00:00:00Z"))
                        .build()) {
            sync.once();
        }
    }

    @Test
    void aDryRunWritesNothing() throws InterruptedException {
        fake.customerOpens("Export", "It is broken");
        try (FreshdeskHelpdesk helpdesk = FreshdeskHelpdesk.builder()
                        .baseUrl(fake.baseUrl().toString())
                        .apiKey(FakeFreshdeskBuilder.API_KEY)
                        .build();
                HelpdeskSync sync =
                        HelpdeskSync.builder(helpdesk, analyzer).dryRun(true).build()) {
            sync.once();
        }
        assertThat(fake.calls()).isNotEmpty().allMatch(call -> call.method().equals("GET"));
    }
}
