package io.github.supportops.copilot.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.supportops.copilot.AnalysisException;
import io.github.supportops.copilot.AnalysisResult;
import io.github.supportops.copilot.TicketAnalyzer;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** What every analyzer keeps that waits for something outside, such as a provider or another analyzer. */
public interface WaitingAnalyzerContract {

    /** {@return a new analyzer whose answers do not come within a minute} */
    TicketAnalyzer createStalledAnalyzer();

    /** Cancelling ends the wait of everybody who holds the future. */
    @Test
    default void cancellingEndsAStalledAnalysis() {
        try (TicketAnalyzer analyzer = createStalledAnalyzer()) {
            CompletableFuture<AnalysisResult> future = analyzer.analyzeAsync(Samples.ticket());

            assertThat(future).isNotDone();
            assertThat(future.cancel(true)).isTrue();
            assertThat(future).isCancelled();
        }
    }

    /** The blocking twin ends when its thread is interrupted, and leaves the flag set for whoever looks next. */
    @Test
    default void interruptEndsTheBlockingTwinAndKeepsTheFlag() throws Exception {
        try (TicketAnalyzer analyzer = createStalledAnalyzer()) {
            CountDownLatch started = new CountDownLatch(1);
            AtomicReference<Throwable> thrown = new AtomicReference<>();
            AtomicBoolean flag = new AtomicBoolean();
            Thread caller = new Thread(() -> {
                started.countDown();
                try {
                    analyzer.analyze(Samples.ticket());
                } catch (RuntimeException ended) {
                    thrown.set(ended);
                    flag.set(Thread.currentThread().isInterrupted());
                }
            });
            caller.setDaemon(true);
            caller.start();
            assertThat(started.await(10, TimeUnit.SECONDS)).isTrue();

            caller.interrupt();
            caller.join(10_000);

            assertThat(caller.isAlive()).as("blocking twin still waits").isFalse();
            assertThat(thrown.get()).isInstanceOf(CancellationException.class);
            assertThat(flag).isTrue();
        }
    }

    /** Nobody waits for an analyzer that is closed. */
    @Test
    default void closingEndsStalledAnalyses() throws Exception {
        TicketAnalyzer analyzer = createStalledAnalyzer();
        CompletableFuture<AnalysisResult> future = analyzer.analyzeAsync(Samples.ticket());
        long start = System.nanoTime();

        analyzer.close();

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(TicketAnalyzerContract.CLOSE_LIMIT);
        Throwable failure = future.handle((result, thrown) -> thrown).get(10, TimeUnit.SECONDS);
        assertThat(failure).isInstanceOfAny(AnalysisException.class, CancellationException.class);
    }
}
