package io.github.supportops.copilot.benchmarks;

import io.github.supportops.copilot.Ticket;
import io.github.supportops.copilot.openrouter.OpenRouterTicketAnalyzer;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * One analysis against a bare loop on the same stub without latency, 32 at once. The common pool gets two threads, so that
 * the bare loop does not pay for a thread per call on JDK 17. Warmed up by calls and not by time: on a busy machine few
 * calls fit into a second, and what is measured then is the compiler.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 60)
@Measurement(iterations = 30)
@Fork(
        value = 2,
        jvmArgs = {"-Xmx512m", "-Djava.util.concurrent.ForkJoinPool.common.parallelism=2"})
public class OverheadBenchmark {
    static final int CALLS = 1_000;
    private static final int AT_ONCE = 32;

    private final Ticket ticket = Ticket.of(
            "T-1",
            "Hello, our invoice for June lists the Business plan twice. We pay for 40 seats, and the second line"
                    + " has 40 seats too. Please correct it before our finance team closes the month on Friday.");
    private StubProcess stub;
    private OpenRouterTicketAnalyzer analyzer;
    private BareLoop bare;

    /** Starts the stub and both ways to call it. */
    @Setup
    public void start() throws IOException {
        stub = new StubProcess(0);
        analyzer = OpenRouterTicketAnalyzer.builder()
                .baseUrl(stub.baseUrl())
                .apiKey("sk-test")
                .model("openai/gpt-4o-mini")
                .build();
        bare = new BareLoop(stub.baseUrl());
    }

    /** Ends what {@link #start} started. */
    @TearDown
    public void end() {
        analyzer.close();
        stub.close();
    }

    /** A bare loop. */
    @Benchmark
    @OperationsPerInvocation(CALLS)
    public void bare() {
        Lanes.run(CALLS, AT_ONCE, () -> bare.analyze(ticket));
    }

    /** The analyzer. */
    @Benchmark
    @OperationsPerInvocation(CALLS)
    public void analyzer() {
        Lanes.run(CALLS, AT_ONCE, () -> analyzer.analyzeAsync(ticket));
    }
}
