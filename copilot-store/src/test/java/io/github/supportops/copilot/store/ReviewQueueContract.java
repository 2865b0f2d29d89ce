package io.github.supportops.copilot.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.supportops.copilot.AnalysisResult;
import io.github.supportops.copilot.Intent;
import io.github.supportops.copilot.ReviewReason;
import io.github.supportops.copilot.Ticket;
import io.github.supportops.copilot.Urgency;
import io.github.supportops.copilot.review.Erased;
import io.github.supportops.copilot.review.FeedbackEntry;
import io.github.supportops.copilot.review.FeedbackPage;
import io.github.supportops.copilot.review.Review;
import io.github.supportops.copilot.review.ReviewConflictException;
import io.github.supportops.copilot.review.ReviewDecision;
import io.github.supportops.copilot.review.ReviewOrder;
import io.github.supportops.copilot.review.ReviewPage;
import io.github.supportops.copilot.review.ReviewQuery;
import io.github.supportops.copilot.review.ReviewQueue;
import io.github.supportops.copilot.review.ReviewState;
import io.github.supportops.copilot.review.UnknownReviewException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What every review queue with its feedback log keeps, wherever it keeps its reviews. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
abstract class ReviewQueueContract {
    private static final String QUOTES = "'; DROP TABLE copilot_review; -- \" \\ % _ $1 ? :name {d}";

    /** Texts that break whoever does not handle text with care. */
    static List<String> hostileTexts() {
        return List.of(
                QUOTES,
                "NUL \0 in the middle",
                "\0",
                "half a pair \ud83d and the other half \ude00 and the wrong way round \ude00\ud83d",
                "\ud800",
                "\\u0000 is not NUL, and \\\\ is two",
                "#looks like a hash",
                "line\r\nbreaks\u2028and \u202eoverrides\u202c \ufeff\uffff",
                "\u00e9 \u0065\u0301 \u4e16\u754c \ud83d\udc69\u200d\ud83d\ude80",
                "x".repeat(100_000));
    }

    /** {@return an empty queue, whose clock is {@link #clock()}} */
    protected abstract ReviewQueue queue();

    /** {@return the clock the queue stamps reviews with; null where it cannot be moved} */
    protected abstract MovableClock clock();

    @Test
    void whatWasSubmittedIsFoundAsItWas() {
        Ticket ticket = Samples.fullTicket("TCK-1", "The invoice is wrong.");
        AnalysisResult result = Samples.fullResult(ticket, "because");

        Review review = queue().submit(ticket, result);

        assertThat(review.state()).isEqualTo(ReviewState.PENDING);
        assertThat(review.version()).isEqualTo(1);
        assertThat(queue().find(review.id())).contains(review);
        Review found = queue().find(review.id()).orElseThrow();
        assertThat(found.ticket()).isEqualTo(ticket);
        assertThat(found.result()).isEqualTo(result);
        assertThat(found.createdAt()).isEqualTo(review.createdAt());
    }

    @Test
    void theSameTicketSubmittedAgainIsTheSameReview() {
        Review first = submit("TCK-1");
        Review again = submit("TCK-1");
        Review changed = queue().submit(
                        Ticket.of("TCK-1", "One more thing"), Samples.result(Ticket.of("TCK-1", "One more thing")));

        assertThat(again).isEqualTo(first);
        assertThat(changed.id()).isNotEqualTo(first.id());
        assertThat(queue().counts()).containsEntry(ReviewState.PENDING, 2L);
    }

    @Test
    void aDecidedReviewIsLeftAsItIsWhenItsTicketComesAgain() {
        Review review = submit("TCK-1");
        Review decided = queue().decide(review.id(), 1, decision(ReviewDecision.dismiss("ana")));

        assertThat(submit("TCK-1")).isEqualTo(decided);
    }

    @Test
    void aResultOfAnotherTicketIsRefused() {
        assertThatThrownBy(() -> queue().submit(Samples.ticket("TCK-1"), Samples.result(Samples.ticket("TCK-2"))))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aDecisionIsInTheReviewAndInTheFeedback() {
        Review review = submit("TCK-1");
        ReviewDecision decision =
                decision(ReviewDecision.correct("ana", Samples.BETTER).because("an outage"));

        Review decided = queue().decide(review.id(), review.version(), decision);

        assertThat(decided.state()).isEqualTo(ReviewState.CORRECTED);
        assertThat(decided.decision()).contains(decision);
        assertThat(queue().find(review.id())).contains(decided);
        FeedbackEntry entry = feedback().get(0);
        assertThat(entry).isEqualTo(FeedbackEntry.of(decided));
        assertThat(entry.settled()).contains(Samples.BETTER);
        assertThat(entry.said()).isEqualTo(review.result());
        assertThat(entry.prompt())
                .hasValueSatisfying(prompt -> assertThat(prompt.version()).isEqualTo("3"));
        assertThat(entry.model()).contains("small-1");
        assertThat(feedback()).hasSize(1);
    }

    @Test
    void aReviewIsDecidedOnce() {
        Review review = submit("TCK-1");
        Review decided = queue().decide(review.id(), 1, decision(ReviewDecision.approve("ana")));

        assertThatThrownBy(() -> queue().decide(review.id(), 1, decision(ReviewDecision.dismiss("bo"))))
                .isInstanceOfSatisfying(
                        ReviewConflictException.class,
                        conflict -> assertThat(conflict.current()).isEqualTo(decided));
        assertThatThrownBy(() -> queue().decide(review.id(), 2, decision(ReviewDecision.dismiss("bo"))))
                .isInstanceOf(ReviewConflictException.class);
        assertThat(queue().find(review.id())).contains(decided);
        assertThat(feedback()).hasSize(1);
    }

    @Test
    void aDecisionAboutAStaleVersionIsRefused() {
        Review review = submit("TCK-1");

        assertThatThrownBy(() -> queue().decide(review.id(), 0, decision(ReviewDecision.approve("ana"))))
                .isInstanceOf(ReviewConflictException.class)
                .hasMessageContaining("is pending at version 1, and the decision was about version 0");
        assertThat(feedback()).isEmpty();
    }

    @Test
    void aReviewNobodyKnowsCannotBeDecided() {
        assertThatThrownBy(() -> queue().decide("no\0such", 1, decision(ReviewDecision.approve("ana"))))
                .isInstanceOf(UnknownReviewException.class);
        assertThat(queue().find("no\0such")).isEmpty();
    }

    @Test
    void ofManyWhoDecideTheSameReviewExactlyOneWins() throws Exception {
        int rounds = 20;
        int people = 4;
        for (int round = 0; round < rounds; round++) {
            Review review = submit("TCK-" + round);
            List<Boolean> wins = together(people, person -> wins(review, "person-" + person));
            assertThat(wins).as("round " + round).containsOnlyOnce(true);
        }
        assertThat(feedback()).hasSize(rounds);
    }

    @Test
    void ofManyWhoSubmitTheSameTicketAllGetTheSameReview() throws Exception {
        List<Review> reviews = together(8, person -> submit("TCK-1"));

        assertThat(Set.copyOf(reviews)).hasSize(1);
        assertThat(queue().counts()).containsEntry(ReviewState.PENDING, 1L);
    }

    @ParameterizedTest
    @EnumSource(ReviewOrder.class)
    void pagesHoldEveryReviewOnceInOrder(ReviewOrder order) {
        List<Review> all = submitMany();
        List<Review> read = new ArrayList<>();
        ReviewPage page =
                queue().list(ReviewQuery.builder().order(order).limit(4).build());
        read.addAll(page.reviews());
        while (page.next().isPresent()) {
            page = queue().list(ReviewQuery.builder()
                    .order(order)
                    .limit(4)
                    .after(page.next().get())
                    .build());
            read.addAll(page.reviews());
        }

        assertThat(read).containsExactlyInAnyOrderElementsOf(all);
        assertThat(read.stream().map(order::rank).toList()).isSorted();
        if (order == ReviewOrder.NEWEST_FIRST) {
            Collections.reverse(read);
        }
        if (order == ReviewOrder.OLDEST_FIRST || order == ReviewOrder.NEWEST_FIRST) {
            assertThat(read.stream().map(Review::createdAt).toList()).isSorted();
        }
    }

    @Test
    void aPageGoesOnBehindTheLastWhateverWasDecidedInBetween() {
        submitMany();
        ReviewQuery.Builder pending = ReviewQuery.pending().limit(4);
        ReviewPage first = queue().list(pending.build());
        first.reviews().forEach(each -> queue().decide(each.id(), 1, decision(ReviewDecision.approve("ana"))));

        ReviewPage second =
                queue().list(pending.after(first.next().orElseThrow()).build());

        Set<Review> seen = new LinkedHashSet<>(first.reviews());
        seen.addAll(second.reviews());
        assertThat(seen).hasSize(8);
    }

    @Test
    void theLastPageSaysSo() {
        submit("TCK-1");
        submit("TCK-2");

        assertThat(queue().list(ReviewQuery.builder().limit(2).build()).next()).isEmpty();
        assertThat(queue().list(ReviewQuery.builder().limit(1).build()).next()).isPresent();
    }

    @Test
    void filtersAreAllToBeMet() {
        List<Review> all = submitMany();
        Review approved = queue().decide(all.get(0).id(), 1, decision(ReviewDecision.approve("ana")));
        Review own = queue().submit(Samples.ticketOf("C-7", "TCK-own"), Samples.result(Samples.ticket("TCK-own")));

        assertListed(ReviewQuery.builder().states(Set.of(ReviewState.APPROVED, ReviewState.DISMISSED)), approved);
        assertListed(ReviewQuery.builder().customerId("C-7"), own);
        assertListed(ReviewQuery.builder().ticketId("TCK-own"), own);
        assertListed(ReviewQuery.builder().ticketId("TCK-own").customerId("C-8"));
        assertListed(ReviewQuery.builder().intents(Set.of(Intent.COMPLAINT)));
        for (ReviewQuery.Builder builder : List.of(
                ReviewQuery.builder().urgencies(Set.of(Urgency.CRITICAL)),
                ReviewQuery.builder().reasons(Set.of(ReviewReason.Kind.DISAGREEMENT)),
                ReviewQuery.pending()
                        .urgencies(Set.of(Urgency.LOW, Urgency.HIGH))
                        .intents(Set.of(Intent.BILLING)))) {
            ReviewQuery query = builder.limit(500).build();
            List<Review> expected = everything().stream().filter(query::matches).toList();
            assertThat(expected).isNotEmpty();
            assertThat(queue().list(query).reviews()).isEqualTo(expected);
        }
    }

    @Test
    void countsKnowEveryState() {
        queue().decide(submit("TCK-1").id(), 1, decision(ReviewDecision.approve("ana")));
        queue().decide(submit("TCK-2").id(), 1, decision(ReviewDecision.dismiss("ana")));
        submit("TCK-3");

        assertThat(queue().counts())
                .containsExactly(
                        Map.entry(ReviewState.PENDING, 1L),
                        Map.entry(ReviewState.APPROVED, 1L),
                        Map.entry(ReviewState.CORRECTED, 0L),
                        Map.entry(ReviewState.DISMISSED, 1L));
    }

    @ParameterizedTest
    @MethodSource("hostileTexts")
    void hostileTextComesBackLetterForLetter(String text) {
        Ticket ticket = Samples.fullTicket(text.isBlank() ? "id" + text : text, "m" + text);
        AnalysisResult result = Samples.fullResult(ticket, text);
        String shortText = text.substring(0, Math.min(150, text.length()));
        ReviewDecision decision = decision(
                ReviewDecision.correct("by " + shortText, result.analysis()).because("why " + shortText));

        Review review = queue().submit(ticket, result);
        Review decided = queue().decide(review.id(), 1, decision);

        assertThat(queue().find(review.id())).contains(decided);
        assertThat(queue().find(review.id()).orElseThrow().ticket()).isEqualTo(ticket);
        assertThat(queue().find(review.id()).orElseThrow().result()).isEqualTo(result);
        assertThat(queue().find(review.id()).orElseThrow().decision()).contains(decision);
        assertThat(queue().submit(ticket, result)).isEqualTo(decided);
        assertListed(ReviewQuery.builder().ticketId(ticket.id()), decided);
        assertListed(ReviewQuery.builder().customerId("m" + text), decided);
        assertThat(feedback()).containsExactly(FeedbackEntry.of(decided));
        assertThat(queue().eraseCustomer("m" + text)).isEqualTo(new Erased(1, 1));
    }

    @Test
    void idsThatLookAlikeAreDifferentTickets() {
        List<String> ids = List.of("a", "A", "a ", "a\0", "a\ud800", "a\ud801", "\u00e9", "e\u0301", "%", "_");
        ids.forEach(this::submit);

        for (String id : ids) {
            assertThat(queue().list(ReviewQuery.builder().ticketId(id).build()).reviews())
                    .extracting(review -> review.ticket().id())
                    .containsExactly(id);
        }
    }

    @Test
    void erasingATicketTakesItsReviewsAndFeedbackAndNothingElse() {
        queue().decide(submit("TCK-1").id(), 1, decision(ReviewDecision.approve("ana")));
        Ticket later = Ticket.of("TCK-1", "One more thing");
        queue().submit(later, Samples.result(later));
        Review other = queue().decide(submit("TCK-2").id(), 1, decision(ReviewDecision.approve("ana")));

        assertThat(queue().eraseTicket("TCK-1")).isEqualTo(new Erased(2, 1));

        assertThat(everything()).containsExactly(other);
        assertThat(feedback()).containsExactly(FeedbackEntry.of(other));
        assertThat(queue().eraseTicket("TCK-1")).isEqualTo(new Erased(0, 0));
    }

    @Test
    void erasingACustomerTakesAllTheirTickets() {
        for (String id : List.of("TCK-1", "TCK-2")) {
            Ticket ticket = Samples.ticketOf("C-1", id);
            Review review = queue().submit(ticket, Samples.result(ticket));
            queue().decide(review.id(), 1, decision(ReviewDecision.approve("ana")));
        }
        Ticket foreign = Samples.ticketOf("C-2", "TCK-3");
        Review other = queue().submit(foreign, Samples.result(foreign));

        assertThat(queue().eraseCustomer("C-1")).isEqualTo(new Erased(2, 2));

        assertThat(everything()).containsExactly(other);
        assertThat(feedback()).isEmpty();
    }

    @Test
    void aTicketThatWasErasedMayComeAgain() {
        queue().decide(submit("TCK-1").id(), 1, decision(ReviewDecision.approve("ana")));
        queue().eraseTicket("TCK-1");

        assertThat(submit("TCK-1").state()).isEqualTo(ReviewState.PENDING);
    }

    @Test
    void oldDecisionsAreDeletedAndPendingReviewsAreNot() {
        Review old = submit("TCK-1");
        queue().decide(old.id(), 1, ReviewDecision.approve("ana").at(Samples.NOON.minus(Duration.ofDays(90))));
        Review recent = queue().decide(submit("TCK-2").id(), 1, decision(ReviewDecision.approve("ana")));
        Review pending = submit("TCK-3");

        assertThat(queue().deleteDecidedBefore(Samples.NOON.minus(Duration.ofDays(30))))
                .isEqualTo(1);

        assertThat(everything()).containsExactlyInAnyOrder(recent, pending);
        assertThat(feedback()).hasSize(2);
        assertThat(queue().feedback().deleteDecidedBefore(Samples.NOON.minus(Duration.ofDays(30))))
                .isEqualTo(1);
        assertThat(feedback()).containsExactly(FeedbackEntry.of(recent));
    }

    @Test
    void aReviewDeletedForItsAgeAndDecidedAnewIsTwoEntriesOfFeedback() {
        queue().decide(submit("TCK-1").id(), 1, decision(ReviewDecision.approve("ana")));
        queue().deleteDecidedBefore(Samples.NOON.plusSeconds(1));
        Review again = submit("TCK-1");
        queue().decide(again.id(), 1, ReviewDecision.dismiss("bo").at(Samples.NOON.plusSeconds(60)));

        assertThat(feedback())
                .extracting(entry -> entry.decision().kind())
                .containsExactly(ReviewDecision.Kind.APPROVE, ReviewDecision.Kind.DISMISS);
    }

    @Test
    void feedbackAppendedTwiceIsThereOnce() {
        Ticket ticket = Samples.ticket("TCK-1");
        FeedbackEntry entry = new FeedbackEntry(
                "helpdesk-\0-1", ticket, Samples.result(ticket), decision(ReviewDecision.approve("ana")));

        assertThat(queue().feedback().append(entry)).isTrue();
        assertThat(queue().feedback().append(entry)).isFalse();

        assertThat(feedback()).containsExactly(entry);
    }

    @Test
    void feedbackIsReadOnFromAPlaceAndALaterEntryNeverComesBeforeIt() {
        for (int number = 1; number <= 5; number++) {
            decide("TCK-" + number);
        }
        FeedbackPage first = queue().feedback().read(0, 2);
        FeedbackPage second = queue().feedback().read(first.next(), 500);
        assertThat(queue().feedback().read(second.next(), 500).entries()).isEmpty();
        queue().eraseTicket("TCK-5");
        decide("TCK-6");

        assertThat(ticketIds(first)).containsExactly("TCK-1", "TCK-2");
        assertThat(ticketIds(second)).containsExactly("TCK-3", "TCK-4", "TCK-5");
        assertThat(ticketIds(queue().feedback().read(second.next(), 500))).containsExactly("TCK-6");
        assertThat(queue().feedback().read(9_999, 1).next()).isEqualTo(9_999);
    }

    @Test
    void aPlaceOrPageThatCannotBeIsRefused() {
        assertThatThrownBy(() -> queue().feedback().read(-1, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> queue().feedback().read(0, 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> queue().feedback().read(0, 501)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void whileManyDecideAReaderThatGoesOnMissesNothing() throws Exception {
        int writers = 3;
        int each = 15;
        List<List<String>> read = together(writers + 1, who -> {
            if (who < writers) {
                for (int number = 0; number < each; number++) {
                    decide("TCK-" + who + "-" + number);
                }
                return List.of();
            }
            List<String> seen = new ArrayList<>();
            long place = 0;
            while (seen.size() < writers * each) {
                FeedbackPage page = queue().feedback().read(place, 7);
                seen.addAll(ticketIds(page));
                place = page.next();
            }
            return seen;
        });

        assertThat(read.get(writers)).doesNotHaveDuplicates().hasSize(writers * each);
    }

    private boolean wins(Review review, String person) {
        try {
            queue().decide(review.id(), review.version(), decision(ReviewDecision.approve(person)));
            return true;
        } catch (ReviewConflictException lost) {
            return false;
        }
    }

    private Review submit(String id) {
        return queue().submit(Samples.ticket(id), Samples.result(Samples.ticket(id)));
    }

    private void decide(String id) {
        queue().decide(submit(id).id(), 1, decision(ReviewDecision.approve("ana")));
    }

    /** Ten reviews, some of them from the same millisecond. */
    private List<Review> submitMany() {
        List<Review> all = new ArrayList<>();
        Urgency[] urgencies = Urgency.values();
        for (int number = 0; number < 10; number++) {
            Ticket ticket = Samples.ticket("TCK-" + number);
            AnalysisResult result = Samples.result(
                    ticket,
                    urgencies[number % urgencies.length],
                    number % 3 == 0 ? null : 1.0 / number,
                    number % 2 == 0 ? ReviewReason.Kind.RULE : ReviewReason.Kind.DISAGREEMENT);
            all.add(queue().submit(ticket, result));
            if (number % 3 == 0 && clock() != null) {
                clock().move(Duration.ofMillis(1));
            }
        }
        return all;
    }

    private List<Review> everything() {
        return queue().list(ReviewQuery.builder().limit(500).build()).reviews();
    }

    private void assertListed(ReviewQuery.Builder query, Review... expected) {
        assertThat(queue().list(query.build()).reviews()).containsExactly(expected);
    }

    private List<FeedbackEntry> feedback() {
        List<FeedbackEntry> all = new ArrayList<>();
        queue().feedback().forEach(all::add);
        return all;
    }

    private static List<String> ticketIds(FeedbackPage page) {
        return page.entries().stream().map(entry -> entry.ticket().id()).toList();
    }

    private static ReviewDecision decision(ReviewDecision decision) {
        return decision.at(Samples.NOON);
    }

    /** What one of several threads does. */
    @FunctionalInterface
    interface Task<T> {
        T run(int number) throws Exception;
    }

    /** Starts all at the same moment and gives what each brought. */
    static <T> List<T> together(int threads, Task<T> task) throws Exception {
        ExecutorService executor = Executors.newFixedThreadPool(threads);
        try {
            CountDownLatch start = new CountDownLatch(1);
            List<Future<T>> futures = new ArrayList<>();
            for (int number = 0; number < threads; number++) {
                int which = number;
                futures.add(executor.submit(() -> {
                    start.await();
                    return task.run(which);
                }));
            }
            start.countDown();
            List<T> results = new ArrayList<>();
            for (Future<T> future : futures) {
                results.add(future.get(50, TimeUnit.SECONDS));
            }
            return results;
        } finally {
            executor.shutdownNow();
        }
    }
}
