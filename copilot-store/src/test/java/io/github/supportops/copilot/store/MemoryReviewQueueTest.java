package io.github.supportops.copilot.store;

import io.github.supportops.copilot.review.ReviewQueue;

/** The queue of the core, which is to behave like those in a database. */
class MemoryReviewQueueTest extends ReviewQueueContract {
    private final ReviewQueue queue = ReviewQueue.inMemory();

    @Override
    protected ReviewQueue queue() {
        return queue;
    }

    /** The queue in memory takes the time of the system. */
    @Override
    protected MovableClock clock() {
        return null;
    }
}
