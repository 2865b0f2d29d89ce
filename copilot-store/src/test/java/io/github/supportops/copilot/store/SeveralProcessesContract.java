package io.github.supportops.copilot.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.supportops.copilot.Ticket;
import io.github.supportops.copilot.review.FeedbackEntry;
import io.github.supportops.copilot.review.Review;
import io.github.supportops.copilot.review.ReviewPage;
import io.github.supportops.copilot.review.ReviewQuery;
import io.github.supportops.copilot.review.ReviewState;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * What a database keeps when several processes write to it and are killed in the middle. How often is killed says the
 * system property {@code store.kills}.
 */
@Timeout(value = 1, unit = TimeUnit.HOURS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
abstract class SeveralProcessesContract {
    private static final int KILLS = Integer.getInteger("store.kills", 3);
    private static final int REVIEWS = 40;

    /** {@return the address of a new and empty database} */
    protected abstract String newUrl() throws Exception;

    @Test
    void ofTwoProcessesThatDecideTheSameReviewsExactlyOneWinsEach() throws Exception {
        String url = newUrl();
        Set<String> ids = submitted(url);
        try (ChildProcess ana = ChildProcess.start(DecidingProcess.class, url, "ana");
                ChildProcess bo = ChildProcess.start(DecidingProcess.class, url, "bo")) {
            assertThat(ana.line()).isEqualTo("ready");
            assertThat(bo.line()).isEqualTo("ready");
            ana.say("go");
            bo.say("go");
            Map<String, String> winners = new HashMap<>();
            collectWins(ana, "ana", winners);
            collectWins(bo, "bo", winners);

            assertThat(winners.keySet()).isEqualTo(ids);
            try (Store store = Store.open(url)) {
                assertThat(feedback(store))
                        .hasSize(REVIEWS)
                        .allSatisfy(entry -> assertThat(winners)
                                .containsEntry(
                                        entry.id().substring(0, 32),
                                        entry.decision().by()));
            }
        }
    }

    private static Set<String> submitted(String url) {
        Set<String> ids = new HashSet<>();
        try (Store store = Store.open(url)) {
            for (int number = 0; number < REVIEWS; number++) {
                Ticket ticket = Samples.ticket("TCK-" + number);
                ids.add(store.reviews().submit(ticket, Samples.result(ticket)).id());
            }
        }
        return ids;
    }

    private static void collectWins(ChildProcess process, String person, Map<String, String> winners) {
        for (String line = process.line(); !"done".equals(line); line = process.line()) {
            assertThat(line).as("a line of " + person).matches("(won|lost) [0-9a-f]{32}");
            if (line.startsWith("won ")) {
                assertThat(winners.put(line.substring(4), person))
                        .as("somebody else won as well")
                        .isNull();
            }
        }
    }

    @Test
    void whatWasConfirmedSurvivesAKillAndNothingIsHalfDone() throws Exception {
        String url = newUrl();
        long seed = System.nanoTime();
        Random random = new Random(seed);
        Set<String> submitted = new HashSet<>();
        Set<String> decided = new HashSet<>();
        for (int kill = 0; kill < KILLS; kill++) {
            for (String line : linesUntilKilled(url, "run" + kill, 1 + random.nextInt(60))) {
                String id = line.substring(line.indexOf(' ') + 1);
                boolean fresh = line.startsWith("submitted ") ? submitted.add(id) : decided.add(id);
                assertThat(fresh)
                        .as("seed %d, kill %d: confirmed twice: %s", seed, kill, line)
                        .isTrue();
            }
        }
        assertThat(decided).isNotEmpty();
        assertNothingLostAndNothingHalfDone(url, submitted, decided, "seed " + seed);
    }

    private static List<String> linesUntilKilled(String url, String run, int confirmations) throws Exception {
        List<String> lines = new ArrayList<>();
        try (ChildProcess process = ChildProcess.start(WritingProcess.class, url, run)) {
            while (lines.size() < confirmations) {
                String line = process.line();
                assertThat(line).as("the process ended by itself in " + run).isNotNull();
                lines.add(line);
            }
            lines.addAll(process.kill());
        }
        // The last line may have been cut off by the kill.
        lines.removeIf(line -> !line.matches("(submitted|decided) [0-9a-f]{32}"));
        return lines;
    }

    private static void assertNothingLostAndNothingHalfDone(
            String url, Set<String> submitted, Set<String> decided, String seed) {
        try (Store store = Store.open(url)) {
            Map<String, Review> reviews = new HashMap<>();
            reviews(store).forEach(review -> reviews.put(review.id(), review));
            assertThat(reviews.keySet()).as(seed).containsAll(submitted);
            assertThat(decided)
                    .as(seed)
                    .allSatisfy(id -> assertThat(reviews.get(id).state()).isNotEqualTo(ReviewState.PENDING));
            List<FeedbackEntry> expected = reviews.values().stream()
                    .filter(review -> review.state() != ReviewState.PENDING)
                    .map(FeedbackEntry::of)
                    .toList();
            assertThat(feedback(store)).as(seed).containsExactlyInAnyOrderElementsOf(expected);
        }
    }

    private static List<Review> reviews(Store store) {
        List<Review> all = new ArrayList<>();
        ReviewQuery.Builder query = ReviewQuery.builder().limit(ReviewQuery.LARGEST_LIMIT);
        ReviewPage page = store.reviews().list(query.build());
        all.addAll(page.reviews());
        while (page.next().isPresent()) {
            page = store.reviews().list(query.after(page.next().get()).build());
            all.addAll(page.reviews());
        }
        return all;
    }

    private static List<FeedbackEntry> feedback(Store store) {
        List<FeedbackEntry> all = new ArrayList<>();
        store.feedback().forEach(all::add);
        return all;
    }
}
