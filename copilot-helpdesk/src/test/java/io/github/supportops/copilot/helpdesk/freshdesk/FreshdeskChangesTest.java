package io.github.supportops.copilot.helpdesk.freshdesk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.supportops.copilot.helpdesk.ChangePage;
import io.github.supportops.copilot.helpdesk.HelpdeskSetupException;
import io.github.supportops.copilot.helpdesk.TicketChange;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.IntConsumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FreshdeskChangesTest {
    private static final Instant LONG_AGO = Instant.parse("2019-01-01T00:00:00Z");

    private final Desk desk = new Desk();
    private String cursor = "";

    @AfterEach
    void close() {
        desk.close();
    }

    @Test
    void ticketsOfYearsAgoAreFoundAlthoughFreshdeskShowsThirtyDaysByDefault() {
        desk.clock.set(LONG_AGO.plusSeconds(60));
        String old = desk.fake.customerOpens("Old", "message");
        desk.clock.set(Desk.START);

        assertThat(ids(desk.helpdesk.changesSince(LONG_AGO))).containsExactly(old);
    }

    @Test
    void oldestChangesComeFirstAndEachOnce() {
        List<String> opened = openEverySecond(250);

        assertThat(sweep(LONG_AGO, page -> {})).containsExactlyElementsOf(opened);
    }

    @Test
    void moreTicketsThanThreeHundredPagesAreReadToTheLast() {
        List<String> opened = openEverySecond(31_000);

        assertThat(sweep(LONG_AGO, page -> {})).containsExactlyElementsOf(opened);
        assertThat(desk.calls()).allMatch(call -> call.endsWith("&page=1"));
    }

    @Test
    void rowsThatShiftWhilePagingAreNotMissed() {
        List<String> opened = openEverySecond(500);

        Set<String> found = new HashSet<>(sweep(LONG_AGO, page -> {
            for (int number = 0; number < 60; number++) {
                desk.fake.machineTouches(opened.get(page * 60 % 400 + number));
            }
        }));

        assertThat(found).containsAll(opened);
    }

    @Test
    void manyTicketsOfOneSecondAreAllFoundWhileEveryOneOfThemIsWritten() {
        List<String> opened = new ArrayList<>();
        for (int number = 0; number < 1_234; number++) {
            opened.add(desk.fake.customerOpens("Import", "message"));
        }
        desk.clock.pass(Duration.ofHours(1));
        String later = desk.fake.customerOpens("Later", "message");

        Set<String> found = new HashSet<>();
        sweep(LONG_AGO, page -> {}, id -> {
            if (found.add(id)) {
                desk.fake.machineTouches(id);
            }
        });

        assertThat(found).hasSize(1_235).containsAll(opened).contains(later);
        assertThat(desk.calls()).as("a few lists to find the end of the second").hasSizeLessThan(80);
    }

    @Test
    void aSecondWithMoreTicketsThanFreshdeskListsIsAnErrorAndNotAGap() {
        for (int number = 0; number < 30_101; number++) {
            desk.fake.customerOpens("Import", "message");
        }

        assertThatThrownBy(() -> sweep(LONG_AGO, page -> {}))
                .isInstanceOf(HelpdeskSetupException.class)
                .hasMessageContaining("More than 30,000 tickets changed at 2026-03-01T09:59:59Z");
    }

    @Test
    void lookingBackFindsWhatBecameVisibleLateAndRepeatsNothing() {
        List<String> opened = openEverySecond(50);
        sweep(LONG_AGO, page -> {});
        Instant late = desk.clock.instant().minusSeconds(30);
        desk.clock.set(late);
        String hidden = desk.fake.customerOpens("Late", "message");
        desk.clock.set(late.plusSeconds(100));

        ChangePage next = desk.helpdesk.changesAfter(cursor);

        assertThat(opened).doesNotContain(hidden);
        assertThat(ids(next)).containsExactly(hidden);
        assertThat(next.caughtUp()).isTrue();
        assertThat(ids(desk.helpdesk.changesAfter(next.next()))).isEmpty();
    }

    @Test
    void lookingBackNeverGoesBehindTheStart() {
        String before = desk.fake.customerOpens("Before", "message");
        desk.clock.pass(Duration.ofMinutes(1));
        String since = desk.fake.customerOpens("Since", "message");

        ChangePage first = desk.helpdesk.changesSince(desk.clock.instant());
        ChangePage second = desk.helpdesk.changesAfter(first.next());

        assertThat(ids(first)).containsExactly(since).doesNotContain(before);
        assertThat(ids(second)).isEmpty();
    }

    @Test
    void aTicketThatChangesAgainComesAgainWithItsNewVersion() {
        String id = desk.fake.customerOpens("Export", "message");
        ChangePage first = desk.helpdesk.changesSince(LONG_AGO);
        desk.clock.pass(Duration.ofSeconds(30));
        desk.fake.customerWrites(id, "again");

        ChangePage second = desk.helpdesk.changesAfter(first.next());

        assertThat(second.changes()).hasSize(1);
        assertThat(second.changes().get(0).version())
                .isEqualTo("2026-03-01T10:00:30Z")
                .isNotEqualTo(first.changes().get(0).version());
    }

    @Test
    void whatChangedJustNowIsShownOnceMoreWhenItsSecondIsOver() {
        Desk now = new Desk();
        try (now) {
            now.clock.set(Instant.now().plusSeconds(60));
            String id = now.fake.customerOpens("Export", "message");

            ChangePage first = now.helpdesk.changesSince(LONG_AGO);
            ChangePage second = now.helpdesk.changesAfter(first.next());

            assertThat(ids(first)).containsExactly(id);
            assertThat(ids(second)).containsExactly(id);
        }
    }

    @Test
    void aCursorOutlivesTheProcess() {
        List<String> opened = openEverySecond(150);
        ChangePage first = desk.helpdesk.changesSince(LONG_AGO);

        try (FreshdeskHelpdesk restarted = desk.client().build()) {
            ChangePage second = restarted.changesAfter(first.next());

            List<String> both = new ArrayList<>(ids(first));
            both.addAll(ids(second));
            assertThat(both).containsExactlyElementsOf(opened);
            assertThat(second.caughtUp()).isTrue();
        }
    }

    @Test
    void aCursorOfAnotherKindIsRefused() {
        for (String foreign : List.of("", "abc", "{}", "{\"since\":\"x\",\"page\":0}", "{\"page\":301}")) {
            assertThatThrownBy(() -> desk.helpdesk.changesAfter(foreign))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("not a cursor of Freshdesk");
        }
        assertThat(desk.calls()).isEmpty();
    }

    @Test
    void nothingChangedIsCaughtUpAtOnce() {
        ChangePage page = desk.helpdesk.changesSince(Desk.START);

        assertThat(page.changes()).isEmpty();
        assertThat(page.caughtUp()).isTrue();
        assertThat(desk.helpdesk.changesAfter(page.next()).caughtUp()).isTrue();
    }

    private List<String> openEverySecond(int tickets) {
        desk.clock.set(Desk.START.minusSeconds(tickets));
        List<String> opened = new ArrayList<>();
        for (int number = 0; number < tickets; number++) {
            desk.clock.pass(Duration.ofSeconds(1));
            opened.add(desk.fake.customerOpens("Export", "message"));
        }
        desk.clock.pass(Duration.ofSeconds(10));
        return opened;
    }

    private List<String> sweep(Instant since, IntConsumer betweenPages) {
        return sweep(since, betweenPages, id -> {});
    }

    /** Reads until it is caught up, as a sync does, and tells what came. */
    private List<String> sweep(Instant since, IntConsumer betweenPages, java.util.function.Consumer<String> each) {
        List<String> found = new ArrayList<>();
        ChangePage page = desk.helpdesk.changesSince(since);
        for (int number = 0; ; number++) {
            found.addAll(ids(page));
            ids(page).forEach(each);
            cursor = page.next();
            if (page.caughtUp()) {
                return found;
            }
            betweenPages.accept(number);
            page = desk.helpdesk.changesAfter(cursor);
        }
    }

    private static List<String> ids(ChangePage page) {
        return page.changes().stream().map(TicketChange::ticketId).toList();
    }
}
