package io.github.supportops.copilot.helpdesk.zendesk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.supportops.copilot.AuthorRole;
import io.github.supportops.copilot.helpdesk.ChangePage;
import io.github.supportops.copilot.helpdesk.HelpdeskMessage;
import io.github.supportops.copilot.helpdesk.HelpdeskRefusedException;
import io.github.supportops.copilot.helpdesk.HelpdeskTicket;
import io.github.supportops.copilot.helpdesk.TicketChange;
import io.github.supportops.copilot.helpdesk.TicketStatus;
import io.github.supportops.copilot.helpdesk.TriagePolicy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ZendeskChangesTest {
    private final ZendeskBench bench = new ZendeskBench();
    private final Instant before = bench.time.now().minus(Duration.ofHours(1));

    @AfterEach
    void close() {
        bench.close();
    }

    @Test
    void changesComeOldestFirstPageByPageUntilTheEndOfTheStream() {
        List<String> ids = open(5);
        bench.fake.minutePasses();
        bench.with(settings -> settings.pageSize(2));

        ChangePage first = bench.helpdesk().changesSince(before);
        ChangePage second = bench.helpdesk().changesAfter(first.next());
        ChangePage third = bench.helpdesk().changesAfter(second.next());

        assertThat(ids(first)).containsExactly(ids.get(0), ids.get(1));
        assertThat(ids(second)).containsExactly(ids.get(2), ids.get(3));
        assertThat(ids(third)).containsExactly(ids.get(4));
        assertThat(List.of(first.caughtUp(), second.caughtUp(), third.caughtUp()))
                .containsExactly(false, false, true);
    }

    @Test
    void cursorGivesLaterChangesAlsoInAnotherProcess() {
        open(2);
        bench.fake.minutePasses();
        String cursor = bench.helpdesk().changesSince(before).next();
        String later = open(1).get(0);
        bench.fake.minutePasses();

        ChangePage page = bench.with(settings -> settings).changesAfter(cursor);

        assertThat(ids(page)).containsExactly(later);
        assertThat(ids(bench.helpdesk().changesAfter(page.next()))).isEmpty();
    }

    @Test
    void startIsNeverInTheLastMinuteWhichZendeskRefuses() {
        long latest = bench.time.now().getEpochSecond() - 90;

        bench.helpdesk().changesSince(bench.time.now().plus(Duration.ofDays(1)));

        assertThat(bench.calls())
                .containsExactly("GET /api/v2/incremental/tickets/cursor?start_time=" + latest + "&per_page=200");
    }

    @Test
    void emptyStartIsTriedAgainFromTheSameTime() {
        ChangePage empty = bench.helpdesk().changesSince(before);
        assertThat(empty.caughtUp()).isTrue();
        assertThat(empty.next()).isEqualTo("start:" + before.getEpochSecond());

        String id = open(1).get(0);
        bench.fake.minutePasses();

        assertThat(ids(bench.helpdesk().changesAfter(empty.next()))).containsExactly(id);
    }

    @Test
    void whatChangedInTheLastMinuteComesLaterAndIsNotLost() {
        open(1);
        bench.fake.minutePasses();
        String hidden = open(1).get(0);

        ChangePage page = bench.helpdesk().changesSince(before);
        assertThat(ids(page)).doesNotContain(hidden);

        bench.fake.minutePasses();
        assertThat(ids(bench.helpdesk().changesAfter(page.next()))).containsExactly(hidden);
    }

    @Test
    void ticketThatChangesWhilePagesAreReadComesAgainWithItsNewVersion() {
        List<String> ids = open(4);
        bench.fake.minutePasses();
        bench.with(settings -> settings.pageSize(2));
        ChangePage first = bench.helpdesk().changesSince(before);

        bench.fake.customerWrites(ids.get(0), "And?");
        bench.fake.minutePasses();
        ChangePage second = bench.helpdesk().changesAfter(first.next());
        ChangePage third = bench.helpdesk().changesAfter(second.next());

        assertThat(ids(second)).containsExactly(ids.get(2), ids.get(3));
        assertThat(ids(third)).containsExactly(ids.get(0));
        assertThat(third.changes().get(0).version())
                .isNotEqualTo(first.changes().get(0).version());
    }

    @Test
    void ticketThatOnlyAMachineTouchedComesWithTheVersionItHad() {
        String id = open(1).get(0);
        bench.fake.minutePasses();
        ChangePage first = bench.helpdesk().changesSince(before);
        bench.fake.systemTouches(id);
        bench.fake.minutePasses();

        ChangePage second = bench.helpdesk().changesAfter(first.next());

        assertThat(second.changes().get(0).version())
                .isEqualTo(first.changes().get(0).version());
    }

    @Test
    void largePageBringsConversationsFromTheEventExportInsteadOfACallForEachTicket() {
        List<String> ids = open(60);
        bench.fake.agentReplies(ids.get(0), "Which one?");
        bench.fake.agentNotes(ids.get(0), "Again him.");
        bench.fake.customerWrites(ids.get(0), "October.");
        bench.fake.minutePasses();

        ChangePage page = bench.helpdesk().changesSince(before);

        assertThat(page.changes())
                .hasSize(60)
                .allMatch(change -> change.ticket().isPresent());
        HelpdeskTicket talked = whole(page, ids.get(0));
        assertThat(talked.messages())
                .extracting(HelpdeskMessage::text)
                .containsExactly("message 0", "Which one?", "Again him.", "October.");
        assertThat(talked.messages())
                .extracting(HelpdeskMessage::author)
                .containsExactly(AuthorRole.CUSTOMER, AuthorRole.AGENT, AuthorRole.AGENT, AuthorRole.CUSTOMER);
        assertThat(bench.calls())
                .containsExactly(
                        "GET /api/v2/incremental/tickets/cursor?start_time=" + before.getEpochSecond()
                                + "&per_page=200",
                        "GET /api/v2/incremental/ticket_events?start_time=" + before.getEpochSecond()
                                + "&include=comment_events",
                        "GET /api/v2/users/show_many?ids=501");
    }

    @Test
    void conversationIsTheSameWhicheverWayItIsRead() {
        List<String> ids = open(60);
        bench.fake.agentReplies(ids.get(7), "Which one?");
        bench.fake.customerWrites(ids.get(7), "October.");
        bench.fake.minutePasses();

        HelpdeskTicket exported = whole(bench.helpdesk().changesSince(before), ids.get(7));

        HelpdeskTicket read = bench.read(ids.get(7));
        assertThat(exported.messages()).isEqualTo(read.messages());
        assertThat(exported.version()).isEqualTo(read.version());
        assertThat(exported.marker()).isEqualTo(read.marker());
    }

    @Test
    void eventsAreReadOnceThoughTheirPagesOverlap() {
        bench.fake.eventsPerPage(30);
        open(120);
        bench.fake.minutePasses();
        bench.with(settings -> settings.pageSize(60).requestsPerMinute(20).exportsPerMinute(2));

        ChangePage first = bench.helpdesk().changesSince(before);
        ChangePage second = bench.helpdesk().changesAfter(first.next());

        assertThat(second.caughtUp()).isTrue();
        assertThat(first.changes()).allMatch(change -> change.ticket().isPresent());
        assertThat(second.changes())
                .allMatch(change -> change.ticket().orElseThrow().messages().size() == 1);
        assertThat(bench.calls("GET /api/v2/incremental/ticket_events")).isLessThanOrEqualTo(5);
    }

    @Test
    void smallPageLeavesConversationsToBeReadOneByOne() {
        open(3);
        bench.fake.minutePasses();

        ChangePage page = bench.helpdesk().changesSince(before);

        assertThat(page.changes()).hasSize(3).allMatch(change -> change.ticket().isEmpty());
        assertThat(bench.calls("GET /api/v2/incremental/ticket_events")).isZero();
    }

    @Test
    void ticketOlderThanTheEventsIsLeftToBeReadWhole() {
        String old = open(1).get(0);
        bench.fake.minutePasses();
        bench.fake.minutePasses();
        List<String> young = open(60);
        bench.fake.customerWrites(old, "Hello?");
        bench.fake.minutePasses();
        Instant between = bench.read(young.get(0)).messages().get(0).at().minusSeconds(30);
        bench.with(settings -> settings);

        ChangePage page = bench.helpdesk().changesSince(moveTimeBehind(between));

        assertThat(change(page, old).ticket()).isEmpty();
        assertThat(change(page, young.get(0)).ticket()).isPresent();
    }

    @Test
    void ticketThatComesAgainIsNotTakenForWholeByItsLaterEventsAlone() {
        List<String> ids = open(60);
        bench.fake.minutePasses();
        ChangePage first = bench.helpdesk().changesSince(before);
        assertThat(change(first, ids.get(0)).ticket()).isPresent();
        for (String id : ids) {
            bench.fake.customerWrites(id, "And?");
        }
        bench.fake.minutePasses();

        ChangePage second = bench.helpdesk().changesAfter(first.next());

        assertThat(second.changes())
                .hasSize(60)
                .allMatch(change -> change.ticket().isEmpty());
    }

    @Test
    void afterARestartMostConversationsStillComeFromTheExport() {
        open(200);
        bench.fake.minutePasses();
        bench.with(settings -> settings.pageSize(100));
        String cursor = bench.helpdesk().changesSince(before).next();

        bench.with(settings -> settings.pageSize(100));
        ChangePage page = bench.helpdesk().changesAfter(cursor);

        long whole = page.changes().stream()
                .filter(change -> change.ticket().isPresent())
                .count();
        assertThat(page.changes()).hasSize(100);
        assertThat(whole).isGreaterThanOrEqualTo(40);
    }

    @Test
    void exportThatWouldCostMoreThanSingleReadsIsGivenUpForThePage() {
        bench.fake.eventsPerPage(2);
        open(60);
        bench.fake.minutePasses();

        ChangePage page = bench.helpdesk().changesSince(before);

        assertThat(page.changes())
                .hasSize(60)
                .allMatch(change -> change.ticket().isEmpty());
        assertThat(bench.calls("GET /api/v2/incremental/ticket_events")).isEqualTo(3);
    }

    @Test
    void moreEventsInASecondThanFitOnAPageEndTheExportAndNotTheSync() {
        bench.fake.eventsPerPage(1);
        open(60);
        bench.fake.minutePasses();

        ChangePage page = bench.helpdesk().changesSince(before);

        assertThat(page.changes())
                .hasSize(60)
                .allMatch(change -> change.ticket().isEmpty());
        assertThat(bench.calls("GET /api/v2/incremental/ticket_events")).isEqualTo(2);
    }

    @Test
    void whatIsHeldIsBoundedAndTheFirstTicketsGiveWay() {
        List<String> ids = open(60);
        bench.fake.minutePasses();
        try (ZendeskApi api = ZendeskApi.of(bench.builder())) {
            CommentExport export = new CommentExport(api, before.getEpochSecond(), 30 * 210);

            assertThat(export.advance(Long.MAX_VALUE, 1)).isTrue();

            Instant created = bench.read(ids.get(0)).messages().get(0).at();
            assertThat(export.take(ids.get(0), created)).isEmpty();
            Instant lastCreated = bench.read(ids.get(59)).messages().get(0).at();
            assertThat(export.take(ids.get(59), lastCreated))
                    .hasValueSatisfying(comments -> assertThat(comments).hasSize(1));
        }
    }

    @Test
    void deletedTicketsAreLeftOutAndClosedOnesCostNoCall() {
        List<String> ids = open(3);
        bench.fake.deletes(ids.get(0));
        bench.fake.closes(ids.get(1));
        bench.fake.minutePasses();

        ChangePage page = bench.helpdesk().changesSince(before);

        assertThat(ids(page)).containsExactly(ids.get(2), ids.get(1));
        assertThat(change(page, ids.get(1)).ticket().orElseThrow().status()).isEqualTo(TicketStatus.CLOSED);
    }

    @Test
    void ourOwnNoteIsSeenInTheExport() {
        List<String> ids = open(60);
        bench.helpdesk().write(bench.update(bench.read(ids.get(3)), TriagePolicy.suggestOnly()));
        bench.fake.minutePasses();

        ChangePage page = bench.helpdesk().changesSince(before);

        assertThat(whole(page, ids.get(3)).isTriaged()).isTrue();
        assertThat(whole(page, ids.get(4)).isTriaged()).isFalse();
    }

    @Test
    void cursorThatZendeskDoesNotTakeSaysWhatToDo() {
        assertThatThrownBy(() -> bench.helpdesk().changesAfter("cursor:nonsense&start_time=0"))
                .isInstanceOf(HelpdeskRefusedException.class)
                .hasMessageContaining("start again by a time");
        assertThatThrownBy(() -> bench.helpdesk().changesAfter("page:3"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("start again by a time");
        assertThat(bench.calls())
                .containsExactly(
                        "GET /api/v2/incremental/tickets/cursor?cursor=nonsense%26start_time%3D0&per_page=200");
    }

    private Instant moveTimeBehind(Instant moment) {
        Duration ahead = Duration.between(bench.time.now(), moment).plusMinutes(10);
        if (!ahead.isNegative()) {
            bench.time.move(ahead);
        }
        return moment;
    }

    private List<String> open(int count) {
        List<String> ids = new ArrayList<>();
        for (int number = 0; number < count; number++) {
            ids.add(bench.fake.customerOpens("Subject", "message " + number));
        }
        return ids;
    }

    private static List<String> ids(ChangePage page) {
        return page.changes().stream().map(TicketChange::ticketId).toList();
    }

    private static TicketChange change(ChangePage page, String id) {
        return page.changes().stream()
                .filter(change -> change.ticketId().equals(id))
                .findFirst()
                .orElseThrow();
    }

    private static HelpdeskTicket whole(ChangePage page, String id) {
        return change(page, id).ticket().orElseThrow();
    }
}
