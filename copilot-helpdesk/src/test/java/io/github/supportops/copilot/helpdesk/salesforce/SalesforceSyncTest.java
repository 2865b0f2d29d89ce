package io.github.supportops.copilot.helpdesk.salesforce;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.supportops.copilot.helpdesk.Checkpoints;
import io.github.supportops.copilot.helpdesk.HelpdeskSync;
import io.github.supportops.copilot.helpdesk.HelpdeskUnavailableException;
import io.github.supportops.copilot.helpdesk.internal.Time;
import io.github.supportops.copilot.testkit.FakeTicketAnalyzer;
import io.github.supportops.copilot.testkit.helpdesk.FakeSalesforce;
import io.github.supportops.copilot.testkit.helpdesk.FakeTicketView;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The whole way, with faults, agents who work at the same time, and a new process every round. */
class SalesforceSyncTest {
    private static final Pattern MARKER = Pattern.compile("\\[ai-triage:[^\\]]+]");

    @TempDir
    Path directory;

    @Test
    @Timeout(value = 10, unit = TimeUnit.MINUTES)
    void everyMessageIsTriagedOnceAndNoEditIsLost() throws Exception {
        int tickets = Integer.getInteger("sync.tickets", 150);
        Random random = new Random(5);
        Map<String, String> agentsLast = new HashMap<>();
        try (FakeSalesforce org = new FakeSalesforce()) {
            for (int ticket = 0; ticket < tickets; ticket++) {
                org.customerOpens("Invoice " + ticket, "The invoice is wrong. (" + ticket + ")");
            }
            List<String> ids = org.ticketIds();
            org.faults().share(0.05, 9);
            for (int round = 0; round < 3; round++) {
                Thread agents = new Thread(() -> work(org, ids, random, agentsLast));
                agents.start();
                sweep(org);
                agents.join();
            }
            org.faults().none();
            sweep(org);
            sweep(org);

            int triaged = 0;
            for (String id : ids) {
                FakeTicketView view = org.ticket(id);
                assertThat(view.priority().orElseThrow()).isIn("High", agentsLast.getOrDefault(id, "High"));
                assertThat(markers(view)).as(id).doesNotHaveDuplicates();
                assertThat(view.publicMessages()).noneMatch(message -> message.contains("AI triage"));
                assertThat(view.group()).isEqualTo(org.queueId());
                triaged += markers(view).isEmpty() ? 0 : 1;
            }
            assertThat(triaged).isEqualTo(tickets);
            assertThat(org.limitViolations()).isZero();
            assertThat(lastMessagesTriaged(org, ids)).isTrue();
        }
    }

    private static void work(FakeSalesforce org, List<String> ids, Random random, Map<String, String> last) {
        for (int edit = 0; edit < ids.size() / 3; edit++) {
            String id = ids.get(random.nextInt(ids.size()));
            switch (random.nextInt(4)) {
                case 0 -> {
                    org.agentSetsPriority(id, "High");
                    last.put(id, "High");
                }
                case 1 -> org.agentReplies(id, "On it. " + edit);
                case 2 -> org.customerWrites(id, "Any news? " + edit);
                default -> org.agentAddsTag(id, "t" + edit % 3);
            }
        }
    }

    private void sweep(FakeSalesforce org) throws Exception {
        try (SalesforceHelpdesk helpdesk = Triage.helpdesk(org)
                        .time(new HurriedTime())
                        .callDeadline(Duration.ofMillis(800))
                        .pageSize(50)
                        .build();
                Checkpoints checkpoints = Checkpoints.file(directory.resolve("salesforce.state"));
                FakeTicketAnalyzer analyzer = FakeTicketAnalyzer.create();
                HelpdeskSync sync = HelpdeskSync.builder(helpdesk, analyzer)
                        .checkpoints(checkpoints)
                        .since(Instant.parse("2020-01-01T00:00:00Z"))
                        .build()) {
            sync.once();
        } catch (HelpdeskUnavailableException later) {
            assertThat(later).hasMessageNotContaining("invoice");
        }
    }

    private static boolean lastMessagesTriaged(FakeSalesforce org, List<String> ids) {
        try (SalesforceHelpdesk helpdesk = Triage.helpdesk(org).build()) {
            return ids.stream().allMatch(id -> helpdesk.read(id).orElseThrow().isTriaged());
        }
    }

    private static List<String> markers(FakeTicketView view) {
        return view.privateNotes().stream()
                .map(MARKER::matcher)
                .filter(Matcher::find)
                .map(Matcher::group)
                .toList();
    }

    /** Waits a hundredth of what it is told. */
    private static final class HurriedTime implements Time {
        @Override
        public Instant now() {
            return Instant.now();
        }

        @Override
        public long nanoTime() {
            return System.nanoTime();
        }

        @Override
        public void sleep(Duration duration) throws InterruptedException {
            Time.system().sleep(duration.dividedBy(100));
        }
    }
}
