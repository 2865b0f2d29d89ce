package io.github.supportops.copilot.helpdesk.salesforce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.supportops.copilot.helpdesk.ChangePage;
import io.github.supportops.copilot.helpdesk.TicketChange;
import io.github.supportops.copilot.testkit.helpdesk.FakeCall;
import io.github.supportops.copilot.testkit.helpdesk.FakeSalesforce;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SalesforceSweepTest {
    private static final Instant LONG_AGO = Instant.parse("2020-01-01T00:00:00Z");

    private final FakeSalesforce org = new FakeSalesforce();
    private final SalesforceHelpdesk helpdesk =
            Triage.helpdesk(org).pageSize(5).overlap(Duration.ZERO).build();

    @AfterEach
    void close() {
        helpdesk.close();
        org.close();
    }

    @Test
    void everyCaseIsFoundOldestChangeFirst() {
        List<String> opened = open(12);

        ChangePage first = helpdesk.changesSince(LONG_AGO);
        assertThat(ids(first)).isEqualTo(opened.subList(0, 5));
        assertThat(first.caughtUp()).isFalse();
        assertThat(first.changes().get(0).ticket()).isPresent();

        ChangePage second = helpdesk.changesAfter(first.next());
        ChangePage third = helpdesk.changesAfter(second.next());
        assertThat(ids(second)).isEqualTo(opened.subList(5, 10));
        assertThat(ids(third)).isEqualTo(opened.subList(10, 12));
    }

    @Test
    void casesThatChangeWhilePagingAreMetAgainAndNoneIsMissed() {
        List<String> opened = open(23);
        Set<String> seen = new TreeSet<>();
        ChangePage page = helpdesk.changesSince(LONG_AGO);
        for (int turn = 0; turn < 100 && !page.caughtUp(); turn++) {
            seen.addAll(ids(page));
            if (turn < 4) {
                org.agentSetsPriority(opened.get(turn), "Low");
                org.agentSetsPriority(opened.get(22 - turn), "High");
            }
            page = helpdesk.changesAfter(page.next());
        }
        seen.addAll(ids(page));

        assertThat(page.caughtUp()).isTrue();
        assertThat(seen).containsExactlyInAnyOrderElementsOf(opened);
    }

    @Test
    void aMessageThatDoesNotMoveItsCaseIsFound() {
        List<String> opened = open(3);
        String cursor = toTheEnd(helpdesk.changesSince(LONG_AGO)).next();
        assertThat(toTheEnd(helpdesk.changesAfter(cursor)).next()).isNotEmpty();

        org.customerWrites(opened.get(1), "Any news?");
        assertThat(allIds(cursor)).contains(opened.get(1));
        org.customerWrites(opened.get(0), "Hello?");
        assertThat(allIds(cursor)).contains(opened.get(0), opened.get(1));
    }

    @Test
    void whatTheListOfCasesShowsIsNotReadAgainForItsMessages() {
        String id = org.customerOpens("Invoice", "It is wrong.");
        org.customerWrites(id, "Any news?");
        org.customerWrites(id, "Hello?");
        org.agentSetsPriority(id, "Low");

        assertThat(toTheEndIds(helpdesk.changesSince(LONG_AGO))).containsExactly(id);
    }

    @Test
    void anIdleSweepCostsOneCallForEachList() {
        open(3);
        String cursor = toTheEnd(helpdesk.changesSince(LONG_AGO)).next();
        int before = org.calls().size();

        toTheEnd(helpdesk.changesAfter(cursor));
        assertThat(org.calls().subList(before, org.calls().size()))
                .extracting(FakeCall::method)
                .containsExactly("GET", "GET", "GET");
    }

    @Test
    void theNextSweepLooksBackForChangesThatBecameVisibleLate() {
        try (SalesforceHelpdesk overlapping =
                Triage.helpdesk(org).overlap(Duration.ofSeconds(3)).build()) {
            List<String> opened = open(10);
            ChangePage end = toTheEnd(overlapping, overlapping.changesSince(LONG_AGO));

            List<String> again = new ArrayList<>(ids(overlapping.changesAfter(end.next())));
            assertThat(again).isNotEmpty().isSubsetOf(opened.subList(7, 10)).contains(opened.get(9));
            ChangePage later = toTheEnd(overlapping, overlapping.changesAfter(end.next()));
            assertThat(later.next()).isEqualTo(end.next());
        }
    }

    @Test
    void theOverlapNeverReachesBehindTheTimeAskedFor() {
        open(2);
        Instant since = Instant.now().plus(Duration.ofDays(1));

        ChangePage page = helpdesk.changesSince(since);
        assertThat(page.changes()).isEmpty();
        assertThat(page.caughtUp()).isTrue();
        assertThat(page.next()).contains(since.toString());
    }

    @Test
    void recordsOfOneSecondAreToldApartByTheirIds() throws Exception {
        try (ScriptedOrg scripted = new ScriptedOrg();
                SalesforceHelpdesk desk = scripted.helpdesk().pageSize(1).build()) {
            scripted.token()
                    .answers(
                            200,
                            "{\"done\":true,\"records\":[{\"Id\":\"500gK0000000001QAA\",\"Description\":\"Help\","
                                    + "\"SystemModstamp\":\"2026-01-01T00:00:05.000+0000\"}]}")
                    .answers(200, "{\"fields\":[]}")
                    .answers(200, "{\"done\":true,\"records\":[]}")
                    .answers(200, "{\"done\":true,\"records\":[]}");

            ChangePage first = desk.changesSince(Instant.parse("2026-01-01T00:00:00Z"));
            assertThat(condition(scripted, 1))
                    .isEqualTo("SystemModstamp >= 2026-01-01T00:00:00Z ORDER BY SystemModstamp,Id LIMIT 1");
            desk.changesAfter(first.next());
            assertThat(condition(scripted, 3))
                    .isEqualTo("(SystemModstamp > 2026-01-01T00:00:05Z OR (SystemModstamp = 2026-01-01T00:00:05Z"
                            + " AND Id > '500gK0000000001QAA')) ORDER BY SystemModstamp,Id LIMIT 1");
        }
    }

    private static String condition(ScriptedOrg scripted, int call) {
        String query = URLDecoder.decode(scripted.asked().get(call).path(), StandardCharsets.UTF_8);
        return query.substring(query.indexOf(" WHERE ") + " WHERE ".length());
    }

    @Test
    void timesGoOutInMilliseconds() {
        List<String> opened = open(2);

        assertThat(toTheEndIds(helpdesk.changesSince(Instant.parse("2020-01-01T00:00:00.123456789Z"))))
                .containsExactlyInAnyOrderElementsOf(opened);
        assertThat(org.calls()).anyMatch(call -> call.path().contains("2020-01-01T00%3A00%3A00.123Z"));
    }

    @Test
    void lostPagesOfAQueryAreAskedForAgain() {
        List<String> opened = open(5);
        org.pages(2, 2000);
        org.loseNextPage();

        assertThat(ids(helpdesk.changesSince(LONG_AGO))).isEqualTo(opened);
    }

    @Test
    void aCursorIsReadStrictly() {
        for (String text : List.of(
                "",
                "sf1|2026-01-01T00:00:00Z|0",
                "sf1|2026-01-01T00:00:00Z|3|2026-01-01T00:00:00Z/|2026-01-01T00:00:00Z/|2026-01-01T00:00:00Z/",
                "sf1|2026-01-01T00:00:00Z|0|2026-01-01T00:00:00Z/' OR Id != '|2026-01-01T00:00:00Z/|2026-01-01T00:00:00Z/",
                "sf1|2026-01-01T00:00:00Z|0|soon/|2026-01-01T00:00:00Z/|2026-01-01T00:00:00Z/")) {
            assertThatIllegalArgumentException().isThrownBy(() -> helpdesk.changesAfter(text));
        }
    }

    private List<String> open(int cases) {
        List<String> ids = new ArrayList<>();
        for (int number = 0; number < cases; number++) {
            ids.add(org.customerOpens("Invoice " + number, "It is wrong. (" + number + ")"));
        }
        return ids;
    }

    private ChangePage toTheEnd(ChangePage page) {
        return toTheEnd(helpdesk, page);
    }

    private static ChangePage toTheEnd(SalesforceHelpdesk desk, ChangePage first) {
        ChangePage page = first;
        while (!page.caughtUp()) {
            page = desk.changesAfter(page.next());
        }
        return page;
    }

    private Set<String> allIds(String cursor) {
        return toTheEndIds(helpdesk.changesAfter(cursor)).stream().collect(Collectors.toCollection(TreeSet::new));
    }

    private List<String> toTheEndIds(ChangePage first) {
        List<String> all = new ArrayList<>(ids(first));
        ChangePage page = first;
        while (!page.caughtUp()) {
            page = helpdesk.changesAfter(page.next());
            all.addAll(ids(page));
        }
        return all;
    }

    private static List<String> ids(ChangePage page) {
        return page.changes().stream().map(TicketChange::ticketId).toList();
    }
}
