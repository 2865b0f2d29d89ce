package io.github.supportops.copilot.benchmarks;

import io.github.supportops.copilot.Ticket;
import io.github.supportops.copilot.TicketAnalyzer;
import io.github.supportops.copilot.batch.BatchPace;
import io.github.supportops.copilot.batch.BatchSummary;
import io.github.supportops.copilot.batch.TicketBatch;
import io.github.supportops.copilot.openrouter.OpenRouterTicketAnalyzer;
import java.io.IOException;
import java.util.stream.LongStream;

/** A provider that allows so many calls a second, and one whose limit moves: how much of it a batch uses, at how many refusals. */
final class Rate {
    private static final int LATENCY_MILLIS = 50;
    private static final int AT_ONCE = 256;

    private Rate() {}

    static void run() throws IOException {
        fixed(200, 5_000);
        moving();
    }

    private static void fixed(double perSecond, int tickets) throws IOException {
        Answers answers = Answers.always();
        Stub stub = new Stub(LATENCY_MILLIS, answers, RateLimit.of(perSecond));
        long start = System.nanoTime();
        BatchSummary summary = batch(stub.start(), LongStream.range(0, tickets));
        double seconds = (System.nanoTime() - start) / 1e9;
        double used = answers.given() / (perSecond * seconds);
        System.out.printf(
                "limit %.0f/s: %d finished, %d failed, %.1f s, %.1f %% of the limit used (goal 90), %.2f %% of calls refused"
                        + " (goal 3)%n",
                perSecond,
                summary.progress().succeeded(),
                summary.progress().failed(),
                seconds,
                100 * used,
                100.0 * answers.refused() / (answers.refused() + answers.given()));
    }

    /** The limit changes every 40 seconds; printed is the share of it that was used 30 seconds after each change. */
    private static void moving() throws IOException {
        double[] limits = {400, 20, 400, 20};
        RateLimit limit = RateLimit.of(limits[0]);
        Answers answers = Answers.always();
        String url = new Stub(LATENCY_MILLIS, answers, limit).start();
        Thread watcher = new Thread(() -> watch(limits, limit, answers), "watcher");
        watcher.start();
        long end = System.nanoTime() + (long) (limits.length * 40e9);
        batch(url, LongStream.iterate(0, number -> System.nanoTime() < end, number -> number + 1));
    }

    private static void watch(double[] limits, RateLimit limit, Answers answers) {
        for (double perSecond : limits) {
            limit.change(perSecond);
            pause(30);
            long given = answers.given();
            long refused = answers.refused();
            pause(10);
            System.out.printf(
                    "limit moved to %.0f/s: after 30 s %.1f/s let through, %.1f %% of it, %.1f/s refused%n",
                    perSecond,
                    (answers.given() - given) / 10.0,
                    (answers.given() - given) / 10.0 / perSecond * 100,
                    (answers.refused() - refused) / 10.0);
        }
    }

    private static void pause(int seconds) {
        try {
            Thread.sleep(seconds * 1_000L);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private static BatchSummary batch(String url, LongStream numbers) {
        BatchPace pace = BatchPace.builder().build();
        try (TicketAnalyzer analyzer = OpenRouterTicketAnalyzer.builder()
                .baseUrl(url)
                .model("some/model")
                .maxConcurrentCalls(AT_ONCE)
                .listener(pace)
                .build()) {
            return TicketBatch.builder(analyzer)
                    .concurrency(AT_ONCE)
                    .pace(pace)
                    .build()
                    .run(
                            numbers.mapToObj(number -> Ticket.of("T-" + number, "Please look at invoice " + number)),
                            outcome -> {});
        }
    }
}
