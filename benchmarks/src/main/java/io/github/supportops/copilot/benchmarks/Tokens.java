package io.github.supportops.copilot.benchmarks;

import io.github.supportops.copilot.Ticket;
import io.github.supportops.copilot.TicketAnalyzer;
import io.github.supportops.copilot.TokenUsage;
import io.github.supportops.copilot.batch.BatchSummary;
import io.github.supportops.copilot.batch.TicketBatch;
import io.github.supportops.copilot.openrouter.OpenRouterTicketAnalyzer;
import java.io.IOException;
import java.util.stream.IntStream;

/** What a short ticket takes in tokens when 1, 5 or 10 share a call; four characters count as a token. */
final class Tokens {
    private static final int TICKETS = 2_000;
    private static final int CALLS_AT_ONCE = 16;

    private Tokens() {}

    static void run() throws IOException {
        for (int perCall : new int[] {1, 5, 10}) {
            Answers answers = Answers.fitting();
            BatchSummary summary = batch(new Stub(20, answers, RateLimit.none()).start(), perCall);
            TokenUsage usage = summary.progress().usage();
            System.out.printf(
                    "%2d tickets a call: %4d calls (%d counted) for %d tickets, %.0f tokens sent and %.0f received a ticket,"
                            + " %d failed%n",
                    perCall,
                    answers.given(),
                    summary.progress().calls(),
                    summary.progress().succeeded(),
                    (double) usage.promptTokens() / TICKETS,
                    (double) usage.completionTokens() / TICKETS,
                    summary.progress().failed());
        }
    }

    private static BatchSummary batch(String url, int perCall) {
        try (TicketAnalyzer analyzer = OpenRouterTicketAnalyzer.builder()
                .baseUrl(url)
                .model("some/model")
                .maxConcurrentCalls(CALLS_AT_ONCE)
                .ticketsPerCall(perCall)
                .build()) {
            return TicketBatch.builder(analyzer)
                    .concurrency(CALLS_AT_ONCE * perCall)
                    .build()
                    .run(
                            IntStream.rangeClosed(1, TICKETS)
                                    .mapToObj(number -> Ticket.of(
                                            "T-" + number,
                                            "Hello, invoice " + number
                                                    + " lists our plan twice, please correct it before"
                                                    + " the month is closed on Friday.")),
                            outcome -> {});
        }
    }
}
