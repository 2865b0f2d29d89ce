package io.github.supportops.copilot.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.supportops.copilot.Ticket;
import io.github.supportops.copilot.TicketAnalyzer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Flow;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.SubmissionPublisher;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class PublishedTicketsTest {
    private final ExecutorService runner = Executors.newFixedThreadPool(2);
    private final TicketAnalyzer instant =
            ticket -> CompletableFuture.completedFuture(HeldAnalyzer.result(ticket.id()));
    private final LinkedBlockingQueue<TicketOutcome> outcomes = new LinkedBlockingQueue<>();

    @AfterEach
    void stopRunner() {
        runner.shutdownNow();
    }

    @Test
    void everyPublishedTicketGetsItsOutcomeInOrder() throws Exception {
        Future<BatchSummary> run;
        try (SubmissionPublisher<Ticket> publisher = new SubmissionPublisher<>(runner, 16)) {
            run = runner.submit(() -> TicketBatch.builder(instant).build().run(publisher, outcomes::add));
            while (publisher.getNumberOfSubscribers() == 0) {
                Thread.onSpinWait();
            }
            IntStream.range(0, 5_000).mapToObj(PublishedTicketsTest::ticket).forEach(publisher::submit);
        }

        assertThat(run.get().isComplete()).isTrue();
        assertThat(outcomes.stream().map(TicketOutcome::index)).containsExactlyElementsOf(LongRange.upTo(5_000));
    }

    @Test
    void aFasterPublisherIsNeverAskedForMoreThanTheWindow() throws Exception {
        HeldAnalyzer held = new HeldAnalyzer();
        AtomicLong asked = new AtomicLong();
        Flow.Publisher<Ticket> endless = subscriber -> subscriber.onSubscribe(new Flow.Subscription() {
            private int next;

            @Override
            public void request(long more) {
                asked.addAndGet(more);
                for (long given = 0; given < more; given++) {
                    subscriber.onNext(ticket(next++));
                }
            }

            @Override
            public void cancel() {}
        });
        StopSignal stop = new StopSignal();
        Future<BatchSummary> run = runner.submit(() -> TicketBatch.builder(held)
                .concurrency(4)
                .window(10)
                .stopSignal(stop)
                .build()
                .run(endless, outcomes::add));
        for (int ticket = 0; ticket < 4; ticket++) {
            held.awaitAsked();
        }

        assertThat(asked).hasValueLessThanOrEqualTo(14);
        stop.stopNow();
        assertThat(run.get().end()).isEqualTo(BatchEnd.CANCELLED);
    }

    @Test
    void outcomesAreHandedOverWhileASlowPublisherIsWaitedFor() throws Exception {
        Source slow = new Source();
        Future<BatchSummary> run =
                runner.submit(() -> TicketBatch.builder(instant).build().run(slow, outcomes::add));
        slow.give(ticket(0));

        assertThat(outcomes.take().index()).isZero();
        assertThat(run).isNotDone();
        slow.give(ticket(1));
        assertThat(outcomes.take().index()).isEqualTo(1);
        slow.end();

        assertThat(run.get().progress().succeeded()).isEqualTo(2);
    }

    @Test
    void aPublisherThatBreaksEndsTheRunAfterWhatCameBefore() throws Exception {
        Source source = new Source();
        Future<BatchSummary> run =
                runner.submit(() -> TicketBatch.builder(instant).build().run(source, outcomes::add));
        source.give(ticket(0));
        outcomes.take();
        source.subscriber.join().onError(new IOException("gone"));

        assertThatThrownBy(run::get).hasRootCauseInstanceOf(IOException.class);
    }

    @Test
    void aPublisherThatGivesMoreThanItWasAskedForIsRefused() throws Exception {
        Source source = new Source();
        Future<BatchSummary> run = runner.submit(() -> TicketBatch.builder(new HeldAnalyzer())
                .window(2)
                .concurrency(2)
                .build()
                .run(source, outcomes::add));
        Flow.Subscriber<? super Ticket> subscriber = source.subscriber.join();
        List<Ticket> many =
                IntStream.range(0, 100).mapToObj(PublishedTicketsTest::ticket).toList();
        many.forEach(subscriber::onNext);

        assertThat(source.cancelled).isTrue();
        run.cancel(true);
    }

    @Test
    void aRunThatIsStoppedCancelsTheSubscription() throws Exception {
        Source source = new Source();
        StopSignal stop = new StopSignal();
        Future<BatchSummary> run = runner.submit(
                () -> TicketBatch.builder(instant).stopSignal(stop).build().run(source, outcomes::add));
        source.give(ticket(0));
        outcomes.take();
        stop.finishInFlight();

        assertThat(run.get().end()).isEqualTo(BatchEnd.CANCELLED);
        assertThat(source.cancelled).isTrue();
    }

    private static Ticket ticket(int number) {
        return Ticket.of("T" + number, "message " + number);
    }

    /** A publisher whose signals the test gives. */
    private static final class Source implements Flow.Publisher<Ticket> {
        private final CompletableFuture<Flow.Subscriber<? super Ticket>> subscriber = new CompletableFuture<>();
        private final AtomicBoolean cancelled = new AtomicBoolean();

        @Override
        public void subscribe(Flow.Subscriber<? super Ticket> newSubscriber) {
            newSubscriber.onSubscribe(new Flow.Subscription() {
                @Override
                public void request(long more) {}

                @Override
                public void cancel() {
                    cancelled.set(true);
                }
            });
            subscriber.complete(newSubscriber);
        }

        void give(Ticket ticket) {
            subscriber.join().onNext(ticket);
        }

        void end() {
            subscriber.join().onComplete();
        }
    }

    /** The numbers from 0 on. */
    private static final class LongRange {
        static List<Long> upTo(int end) {
            List<Long> numbers = new ArrayList<>();
            for (long number = 0; number < end; number++) {
                numbers.add(number);
            }
            return numbers;
        }
    }
}
