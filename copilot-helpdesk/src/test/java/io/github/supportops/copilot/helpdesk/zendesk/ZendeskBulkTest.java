package io.github.supportops.copilot.helpdesk.zendesk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.supportops.copilot.helpdesk.HelpdeskUnavailableException;
import io.github.supportops.copilot.helpdesk.TicketUpdate;
import io.github.supportops.copilot.helpdesk.TriagePolicy;
import io.github.supportops.copilot.helpdesk.WriteOutcome;
import io.github.supportops.copilot.helpdesk.WriteOutcome.Kind;
import io.github.supportops.copilot.testkit.helpdesk.FakeZendesk;
import io.github.supportops.copilot.testkit.helpdesk.Faults;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ZendeskBulkTest {
    private final ZendeskBench bench = new ZendeskBench();

    @BeforeEach
    void bulk() {
        bench.with(settings -> settings.bulk(true).requestsPerMinute(100_000));
    }

    @AfterEach
    void close() {
        bench.close();
    }

    @Test
    void isOffUnlessAskedFor() {
        List<TicketUpdate> updates = updates(2);
        bench.with(settings -> settings);

        bench.helpdesk().writeAll(updates);

        assertThat(bench.helpdesk().batchSize()).isEqualTo(1);
        assertThat(bench.calls("PUT /api/v2/tickets/update_many")).isZero();
    }

    @Test
    void oneJobWritesAllEachWithItsOwnStamp() {
        List<TicketUpdate> updates = updates(3);
        int callsBefore = bench.calls().size();

        List<WriteOutcome> outcomes = bench.helpdesk().writeAll(updates);

        assertThat(bench.helpdesk().batchSize()).isEqualTo(100);
        assertThat(outcomes).extracting(WriteOutcome::kind).containsOnly(Kind.WRITTEN);
        assertThat(bench.calls().subList(callsBefore, bench.calls().size()))
                .containsExactly(
                        "PUT /api/v2/tickets/update_many",
                        "GET /api/v2/job_statuses/job-1",
                        "GET /api/v2/job_statuses/job-1");
        TicketUpdate first = updates.get(0);
        String body = bench.fake.calls().stream()
                .filter(call -> call.path().endsWith("update_many"))
                .findFirst()
                .orElseThrow()
                .body();
        assertThat(body)
                .startsWith("{\"tickets\":[{\"id\":" + first.ticket().id() + ",\"comment\":{\"body\":\""
                        + first.note().text().replace("\n", "\\n") + "\",\"public\":false},\"updated_stamp\":\""
                        + first.ticket().version() + "\",\"safe_update\":true},{\"id\":");
        updates.forEach(
                update -> assertThat(bench.fake.ticket(update.ticket().id()).privateNotes())
                        .hasSize(1));
    }

    @Test
    void moreThanAHundredTakeTwoJobs() {
        List<TicketUpdate> updates = updates(101);

        List<WriteOutcome> outcomes = bench.helpdesk().writeAll(updates);

        assertThat(outcomes).hasSize(101).extracting(WriteOutcome::kind).containsOnly(Kind.WRITTEN);
        assertThat(bench.calls("PUT /api/v2/tickets/update_many")).isEqualTo(2);
    }

    @Test
    void completedJobWithFailedItemsIsReadItemByItem() {
        List<TicketUpdate> updates = updates(5);
        bench.fake.failInJob(id(updates, 1));
        bench.fake.agentAddsTag(id(updates, 2), "vip");
        bench.fake.closes(id(updates, 3));

        List<WriteOutcome> outcomes = bench.helpdesk().writeAll(updates);

        assertThat(outcomes)
                .extracting(WriteOutcome::kind)
                .containsExactly(Kind.WRITTEN, Kind.FAILED, Kind.CONFLICT, Kind.GONE, Kind.WRITTEN);
        assertThat(outcomes.get(1).failure()).hasMessageContaining("PermissionDenied");
        assertThat(bench.fake.ticket(id(updates, 2)).tags()).containsExactly("vip");
        assertThat(bench.fake.ticket(id(updates, 2)).privateNotes()).isEmpty();
    }

    @Test
    void failedJobFailsWhatIsNotThere() {
        List<TicketUpdate> updates = updates(2);
        bench.fake.nextJob(FakeZendesk.JobEnd.FAILED);

        assertThat(bench.helpdesk().writeAll(updates))
                .extracting(WriteOutcome::kind)
                .containsOnly(Kind.FAILED);
    }

    @Test
    void jobInAnUnknownStateIsFoundOutByTheNotes() {
        List<TicketUpdate> updates = updates(3);
        bench.fake.agentAddsTag(id(updates, 1), "vip");
        bench.fake.nextJob(FakeZendesk.JobEnd.UNKNOWN_STATE);

        assertThat(bench.helpdesk().writeAll(updates))
                .extracting(WriteOutcome::kind)
                .containsExactly(Kind.WRITTEN, Kind.CONFLICT, Kind.WRITTEN);
    }

    @Test
    void whatAJobInAnUnknownStateDidNotDoIsDecidedAgain() {
        List<TicketUpdate> updates = updates(2);
        bench.fake.nextJob(FakeZendesk.JobEnd.UNKNOWN_STATE_NOT_DONE);

        assertThat(bench.helpdesk().writeAll(updates))
                .extracting(WriteOutcome::kind)
                .containsOnly(Kind.CONFLICT);
    }

    @Test
    void callThatIsRefusedAsAWholeIsRepeatedTicketByTicket() {
        List<TicketUpdate> updates = updates(2);
        bench.fake.refuseUpdates(true);

        List<WriteOutcome> outcomes = bench.helpdesk().writeAll(updates);

        assertThat(outcomes).extracting(WriteOutcome::kind).containsOnly(Kind.FAILED);
        assertThat(bench.calls("PUT /api/v2/tickets/")).isEqualTo(3);
    }

    @Test
    void jobThatNeverEndsHasAnUnknownOutcome() {
        List<TicketUpdate> updates = updates(2);
        bench.fake.nextJob(FakeZendesk.JobEnd.NEVER);

        assertThatThrownBy(() -> bench.helpdesk().writeAll(updates))
                .isInstanceOfSatisfying(
                        HelpdeskUnavailableException.class,
                        unknown -> assertThat(unknown.mayHaveHappened()).isTrue())
                .hasMessageContaining("5 minutes");
    }

    @Test
    void jobWhoseStartWasNotAnsweredIsNotStartedTwice() {
        List<TicketUpdate> updates = updates(2);
        bench.fake.jobsCheckStamps(false);
        bench.fake.faults().next(Faults.Fault.CUT_AFTER);

        assertThatThrownBy(() -> bench.helpdesk().writeAll(updates))
                .isInstanceOfSatisfying(
                        HelpdeskUnavailableException.class,
                        unknown -> assertThat(unknown.mayHaveHappened()).isTrue());

        updates.forEach(
                update -> assertThat(bench.fake.ticket(update.ticket().id()).privateNotes())
                        .hasSize(1));
    }

    @Test
    void twoUpdatesOfOneTicketGoIntoTwoJobs() {
        TicketUpdate update = updates(1).get(0);

        List<WriteOutcome> outcomes = bench.helpdesk().writeAll(List.of(update, update));

        assertThat(outcomes).extracting(WriteOutcome::kind).containsExactly(Kind.WRITTEN, Kind.WRITTEN);
        assertThat(bench.fake.ticket(update.ticket().id()).privateNotes()).hasSize(1);
    }

    @Test
    void whatIsSettledWithoutACallIsNotInTheJob() {
        List<TicketUpdate> updates = new ArrayList<>(updates(1));
        String closed = bench.fake.customerOpens("Subject", "message");
        bench.fake.closes(closed);
        updates.add(bench.update(bench.read(closed), TriagePolicy.suggestOnly()));

        assertThat(bench.helpdesk().writeAll(updates))
                .extracting(WriteOutcome::kind)
                .containsExactly(Kind.WRITTEN, Kind.GONE);
        assertThat(bench.helpdesk().writeAll(List.of())).isEmpty();
    }

    private List<TicketUpdate> updates(int count) {
        List<TicketUpdate> updates = new ArrayList<>();
        for (int number = 0; number < count; number++) {
            String id = bench.fake.customerOpens("Subject", "message " + number);
            updates.add(bench.update(bench.read(id), TriagePolicy.suggestOnly()));
        }
        return updates;
    }

    private static String id(List<TicketUpdate> updates, int place) {
        return updates.get(place).ticket().id();
    }
}
