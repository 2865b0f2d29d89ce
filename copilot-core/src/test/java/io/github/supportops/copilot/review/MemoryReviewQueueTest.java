package io.github.supportops.copilot.review;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

/** What is special about memory; the behaviour every queue has is tested in copilot-store on all of them. */
class MemoryReviewQueueTest {

    @Test
    void aFullQueueForgetsTheOldestDecidedReviewAndNeverAPendingOne() {
        MemoryReviewQueue queue = new MemoryReviewQueue(FeedbackLog.inMemory(), 2, () -> Decided.NOON);
        Review first = submit(queue, "TCK-1");
        Review second = submit(queue, "TCK-2");
        queue.decide(second.id(), 1, ReviewDecision.approve("ana"));

        submit(queue, "TCK-3");

        assertThat(queue.find(first.id())).contains(first);
        assertThat(queue.find(second.id())).isEmpty();
        assertThatThrownBy(() -> submit(queue, "TCK-4"))
                .isInstanceOf(ReviewLimitException.class)
                .hasMessageContaining("holds 2 undecided reviews; decide some");
    }

    @Test
    void aDecisionTheLogRefusesHasNotHappened() {
        MemoryReviewQueue queue = new MemoryReviewQueue(new MemoryFeedbackLog(1), 10, () -> Decided.NOON);
        Review first = submit(queue, "TCK-1");
        Review second = submit(queue, "TCK-2");
        queue.decide(first.id(), 1, ReviewDecision.approve("ana"));

        assertThatThrownBy(() -> queue.decide(second.id(), 1, ReviewDecision.approve("ana")))
                .isInstanceOf(ReviewLimitException.class);
        assertThat(queue.find(second.id())).contains(second);
    }

    private static Review submit(ReviewQueue queue, String id) {
        return queue.submit(Decided.ticket(id), Decided.result(id));
    }
}
