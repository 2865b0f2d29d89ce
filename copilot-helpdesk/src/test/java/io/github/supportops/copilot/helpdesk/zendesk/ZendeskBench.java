package io.github.supportops.copilot.helpdesk.zendesk;

import io.github.supportops.copilot.helpdesk.HelpdeskTicket;
import io.github.supportops.copilot.helpdesk.TicketUpdate;
import io.github.supportops.copilot.helpdesk.TriagePlan;
import io.github.supportops.copilot.helpdesk.TriagePolicy;
import io.github.supportops.copilot.helpdesk.internal.Time;
import io.github.supportops.copilot.testkit.Samples;
import io.github.supportops.copilot.testkit.helpdesk.FakeCall;
import io.github.supportops.copilot.testkit.helpdesk.FakeZendesk;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** A fake Zendesk, a help desk that talks to it, and a clock that only moves when somebody waits. */
final class ZendeskBench implements AutoCloseable {
    final FakeZendesk fake = new FakeZendesk();
    final HandTime time = new HandTime();
    private ZendeskHelpdesk helpdesk;

    ZendeskBench() {
        fake.limits(100_000, 100_000, 100_000);
        helpdesk = builder().build();
    }

    /** A builder for the fake; the limits are the vendor's. */
    ZendeskHelpdeskBuilder builder() {
        return ZendeskHelpdesk.builder()
                .baseUrl(fake.baseUrl().toString())
                .oauth(fake.clientId(), fake.clientSecret())
                .webhookSecret(fake.webhookSecret())
                .callDeadline(Duration.ofSeconds(5))
                .time(time);
    }

    ZendeskHelpdesk helpdesk() {
        return helpdesk;
    }

    ZendeskHelpdesk with(UnaryOperator<ZendeskHelpdeskBuilder> settings) {
        helpdesk.close();
        helpdesk = settings.apply(builder()).build();
        return helpdesk;
    }

    HelpdeskTicket read(String id) {
        return helpdesk.read(id).orElseThrow();
    }

    TicketUpdate update(HelpdeskTicket ticket, TriagePolicy policy) {
        return TriagePlan.of(policy, helpdesk).update(ticket, Samples.result(ticket.id()), null);
    }

    TicketUpdate update(String id) {
        return update(read(id), TriagePolicy.standard());
    }

    /** Method and path of every call but those for tokens. */
    List<String> calls() {
        return fake.calls().stream()
                .filter(call -> !call.path().startsWith("/oauth"))
                .map(call -> call.method() + " " + call.path())
                .toList();
    }

    long calls(String start) {
        return calls().stream().filter(call -> call.startsWith(start)).count();
    }

    FakeCall lastCall() {
        List<FakeCall> all = fake.calls();
        return all.get(all.size() - 1);
    }

    @Override
    public void close() {
        helpdesk.close();
        fake.close();
    }

    /** Waiting moves it, and nothing else does. */
    static final class HandTime implements Time {
        private final Instant start = Instant.now();
        private final List<Duration> waits = new ArrayList<>();
        private long nanos;

        @Override
        public synchronized Instant now() {
            return start.plusNanos(nanos);
        }

        @Override
        public synchronized long nanoTime() {
            return nanos;
        }

        @Override
        public synchronized void sleep(Duration duration) throws InterruptedException {
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            waits.add(duration);
            nanos += duration.toNanos();
        }

        synchronized void move(Duration duration) {
            nanos += duration.toNanos();
        }

        synchronized Duration waited() {
            return waits.stream().reduce(Duration.ZERO, Duration::plus);
        }
    }
}
