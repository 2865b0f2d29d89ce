package io.github.supportops.copilot.helpdesk.freshdesk;

import io.github.supportops.copilot.AnalysisResult;
import io.github.supportops.copilot.Provenance;
import io.github.supportops.copilot.TicketAnalysis;
import io.github.supportops.copilot.helpdesk.HelpdeskTicket;
import io.github.supportops.copilot.helpdesk.MovedTime;
import io.github.supportops.copilot.helpdesk.TicketUpdate;
import io.github.supportops.copilot.helpdesk.TriagePlan;
import io.github.supportops.copilot.helpdesk.TriagePolicy;
import io.github.supportops.copilot.testkit.Samples;
import io.github.supportops.copilot.testkit.helpdesk.FakeCall;
import io.github.supportops.copilot.testkit.helpdesk.FakeFreshdesk;
import io.github.supportops.copilot.testkit.helpdesk.FakeFreshdeskBuilder;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;

/** A fake account and a client for it, both at a time that only moves when told; waits of the client cost nothing. */
final class Desk implements AutoCloseable {
    static final Instant START = Instant.parse("2026-03-01T10:00:00Z");

    final MovableClock clock = new MovableClock();
    final MovedTime time = new MovedTime(START);
    final FakeFreshdesk fake;
    final FreshdeskHelpdesk helpdesk;

    Desk() {
        this(FakeFreshdesk.builder());
    }

    Desk(FakeFreshdeskBuilder account) {
        this.fake = account.clock(clock)
                .minute(Duration.ofMinutes(1))
                .limits(1_000_000, 1_000_000, 1_000_000, 1_000_000)
                .start();
        this.helpdesk = client().build();
    }

    FreshdeskHelpdeskBuilder client() {
        return FreshdeskHelpdesk.builder()
                .baseUrl(fake.baseUrl().toString())
                .apiKey(FakeFreshdeskBuilder.API_KEY)
                .webhookSecret(FakeFreshdeskBuilder.WEBHOOK_SECRET)
                .callDeadline(Duration.ofSeconds(20))
                .time(time);
    }

    HelpdeskTicket read(String ticketId) {
        return helpdesk.read(ticketId).orElseThrow();
    }

    TicketUpdate update(String ticketId) {
        return update(ticketId, TriagePolicy.standard());
    }

    TicketUpdate update(String ticketId, TriagePolicy policy) {
        return update(read(ticketId), policy, Samples.analysis());
    }

    TicketUpdate update(HelpdeskTicket ticket, TriagePolicy policy, TicketAnalysis analysis) {
        AnalysisResult result = AnalysisResult.builder(
                        ticket.id(), analysis, Provenance.builder("sample").build())
                .build();
        return TriagePlan.of(policy, helpdesk).update(ticket, result, null);
    }

    /** Method and path of every call, in order. */
    List<String> calls() {
        return fake.calls().stream()
                .map(call -> call.method() + " " + call.path())
                .toList();
    }

    /** Method and path of every call that changes something. */
    List<String> writes() {
        return calls().stream().filter(call -> !call.startsWith("GET ")).toList();
    }

    FakeCall last(String method) {
        List<FakeCall> all = fake.calls().stream()
                .filter(call -> call.method().equals(method))
                .toList();
        return all.get(all.size() - 1);
    }

    /** How many notes hold the marker of a triage. */
    long triages(String ticketId) {
        return fake.ticket(ticketId).privateNotes().stream()
                .filter(note -> note.contains("[ai-triage:" + ticketId + ":"))
                .count();
    }

    @Override
    public void close() {
        helpdesk.close();
        fake.close();
    }

    /** A clock that is moved by hand. */
    static final class MovableClock extends Clock {
        private volatile Instant now = START;

        void set(Instant time) {
            now = time;
        }

        void pass(Duration duration) {
            now = now.plus(duration);
        }

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
