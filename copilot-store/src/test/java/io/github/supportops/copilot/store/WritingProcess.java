package io.github.supportops.copilot.store;

import io.github.supportops.copilot.Ticket;
import io.github.supportops.copilot.review.Review;
import io.github.supportops.copilot.review.ReviewDecision;
import io.github.supportops.copilot.review.ReviewQuery;
import java.io.PrintStream;
import java.time.Instant;

/**
 * Submits and decides until it is killed. It says {@code submitted ID} and {@code decided ID} once the store has
 * confirmed it, and nothing else.
 */
final class WritingProcess {
    private WritingProcess() {}

    public static void main(String[] arguments) {
        PrintStream out = new PrintStream(System.out, true);
        String run = arguments[1];
        try (Store store = Store.open(arguments[0])) {
            for (int number = 0; ; number++) {
                Ticket ticket = Samples.ticketOf("C-" + run, run + "-" + number);
                out.println("submitted "
                        + store.reviews().submit(ticket, Samples.result(ticket)).id());
                if (number % 3 != 0) {
                    for (Review review : store.reviews()
                            .list(ReviewQuery.pending().limit(1).build())
                            .reviews()) {
                        store.reviews().decide(review.id(), review.version(), decision(number));
                        out.println("decided " + review.id());
                    }
                }
            }
        }
    }

    private static ReviewDecision decision(int number) {
        ReviewDecision decision = number % 2 == 0
                ? ReviewDecision.approve("ana")
                : ReviewDecision.correct("bo", Samples.BETTER).because("because " + number);
        return decision.at(Instant.now());
    }
}
