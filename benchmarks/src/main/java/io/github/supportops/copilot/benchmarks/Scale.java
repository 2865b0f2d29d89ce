package io.github.supportops.copilot.benchmarks;

import io.github.supportops.copilot.Ticket;
import io.github.supportops.copilot.TicketAnalyzer;
import io.github.supportops.copilot.batch.TicketBatch;
import io.github.supportops.copilot.openrouter.OpenRouterTicketAnalyzer;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/** 64, 256 and 1,000 calls at once of 200 milliseconds each: a batch against what the bare loop makes of two processors. */
final class Scale {
    private static final int LATENCY_MILLIS = 200;
    private static final int ROUNDS = 40;

    private Scale() {}

    static void run() throws IOException {
        for (int atOnce : new int[] {64, 256, 1_000}) {
            int calls = Math.min(ROUNDS * atOnce, 20_000);
            double ideal = atOnce * 1_000.0 / LATENCY_MILLIS;
            double bare;
            double batch;
            try (StubProcess stub = new StubProcess(LATENCY_MILLIS)) {
                bare(stub, calls / 4, atOnce);
                batch(stub, calls / 4, atOnce);
                bare = bare(stub, calls, atOnce);
                batch = batch(stub, calls, atOnce);
            }
            System.out.printf(
                    "%4d at once: batch %.0f/s, %.1f %% of %.0f/s; bare loop %.0f/s; batch is %.1f %% of the bare loop%n",
                    atOnce, batch, 100 * batch / ideal, ideal, bare, 100 * batch / bare);
        }
    }

    private static double bare(StubProcess stub, int calls, int atOnce) throws IOException {
        BareLoop loop = new BareLoop(stub.baseUrl());
        AtomicInteger number = new AtomicInteger();
        long start = System.nanoTime();
        Lanes.run(calls, atOnce, () -> loop.analyze(ticket(number.incrementAndGet())));
        return calls / ((System.nanoTime() - start) / 1e9);
    }

    private static double batch(StubProcess stub, int calls, int atOnce) {
        try (TicketAnalyzer analyzer = OpenRouterTicketAnalyzer.builder()
                .baseUrl(stub.baseUrl())
                .model("some/model")
                .maxConcurrentCalls(atOnce)
                .build()) {
            long start = System.nanoTime();
            TicketBatch.builder(analyzer)
                    .concurrency(atOnce)
                    .build()
                    .run(IntStream.range(0, calls).mapToObj(Scale::ticket), outcome -> {});
            return calls / ((System.nanoTime() - start) / 1e9);
        }
    }

    private static Ticket ticket(int number) {
        return Ticket.of("T-" + number, "Hello, invoice " + number + " lists our plan twice, please correct it.");
    }
}
