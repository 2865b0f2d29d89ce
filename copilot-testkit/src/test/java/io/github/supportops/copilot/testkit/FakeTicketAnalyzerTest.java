package io.github.supportops.copilot.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.supportops.copilot.AnalysisResult;
import io.github.supportops.copilot.FailureKind;
import io.github.supportops.copilot.InvalidTicketException;
import io.github.supportops.copilot.SetupException;
import io.github.supportops.copilot.Ticket;
import io.github.supportops.copilot.TicketAnalyzer;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class FakeTicketAnalyzerTest extends TicketAnalyzerContract
        implements WaitingAnalyzerContract, FailingAnalyzerContract {
    @Override
    protected TicketAnalyzer createAnalyzer() {
        return FakeTicketAnalyzer.create();
    }

    @Override
    public TicketAnalyzer createStalledAnalyzer() {
        return FakeTicketAnalyzer.create().otherwiseStalls();
    }

    @Override
    public TicketAnalyzer createFailingAnalyzer() {
        return FakeTicketAnalyzer.create().fails(noCredits(), noCredits());
    }

    @Test
    void scriptIsFollowedInOrderAndThenTheDefaultAnswers() {
        FakeTicketAnalyzer fake =
                FakeTicketAnalyzer.create().returns(Samples.analysis("first")).fails(noCredits());

        assertThat(fake.analyze(Samples.ticket()).analysis().suggestedResponse())
                .isEqualTo("first");
        assertThatThrownBy(() -> fake.analyze(Samples.ticket())).isInstanceOf(SetupException.class);
        assertThat(fake.analyze(Samples.ticket()).analysis()).isEqualTo(Samples.analysis());
    }

    @Test
    void ticketsAreRemembered() {
        FakeTicketAnalyzer fake = FakeTicketAnalyzer.create();

        fake.analyze(Samples.ticket("a"));
        fake.analyze(Samples.ticket("b"));

        assertThat(fake.tickets()).extracting(Ticket::id).containsExactly("a", "b");
    }

    @Test
    void functionAnswersOrFails() {
        FakeTicketAnalyzer fake = FakeTicketAnalyzer.create().otherwise(ticket -> {
            if (ticket.id().equals("bad")) {
                throw new InvalidTicketException("too odd");
            }
            return Samples.result(ticket.id());
        });

        assertThat(fake.analyze(Samples.ticket("good")).provenance().analyzer()).isEqualTo("sample");
        assertThatThrownBy(() -> fake.analyze(Samples.ticket("bad"))).hasMessage("too odd");
    }

    @Test
    void stalledAnswersComeWhenReleased() {
        FakeTicketAnalyzer fake = FakeTicketAnalyzer.create().stalls();
        CompletableFuture<AnalysisResult> future = fake.analyzeAsync(Samples.ticket("slow"));
        assertThat(future).isNotDone();
        assertThat(fake.stalledCount()).isEqualTo(1);

        fake.release();

        assertThat(future.join().ticketId()).isEqualTo("slow");
        assertThat(fake.stalledCount()).isZero();
    }

    @Test
    void closedFakeSaysSo() {
        FakeTicketAnalyzer fake = FakeTicketAnalyzer.create();
        fake.close();

        assertThatThrownBy(() -> fake.analyze(Samples.ticket()))
                .isInstanceOfSatisfying(
                        SetupException.class,
                        closed -> assertThat(closed.kind()).isEqualTo(FailureKind.CLOSED));
        assertThat(fake.closes()).isEqualTo(1);
    }

    private static SetupException noCredits() {
        return new SetupException(FailureKind.CREDITS, "The account has no credits; add some");
    }
}
