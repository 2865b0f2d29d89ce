package io.github.supportops.copilot.store;

import io.github.supportops.copilot.review.Review;
import io.github.supportops.copilot.review.ReviewConflictException;
import io.github.supportops.copilot.review.ReviewDecision;
import io.github.supportops.copilot.review.ReviewQuery;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Says {@code ready}, waits for a line, decides all that was pending, and says {@code won ID} for what it decided. */
final class DecidingProcess {
    private DecidingProcess() {}

    public static void main(String[] arguments) throws Exception {
        PrintStream out = new PrintStream(System.out, true);
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        try (Store store = Store.open(arguments[0])) {
            List<Review> pending = store.reviews()
                    .list(ReviewQuery.pending().limit(ReviewQuery.LARGEST_LIMIT).build())
                    .reviews();
            out.println("ready");
            in.readLine();
            for (Review review : pending) {
                try {
                    store.reviews().decide(review.id(), review.version(), ReviewDecision.approve(arguments[1]));
                    out.println("won " + review.id());
                } catch (ReviewConflictException lost) {
                    out.println("lost " + review.id());
                }
            }
            out.println("done");
        }
    }
}
