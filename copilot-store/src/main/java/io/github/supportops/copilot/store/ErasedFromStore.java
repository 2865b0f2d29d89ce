package io.github.supportops.copilot.store;

import io.github.supportops.copilot.review.Erased;

/**
 * What a store has erased or deleted.
 *
 * @param reviews how many reviews
 * @param feedbackEntries how many entries of the feedback log
 * @param cachedResults how many cached results
 */
public record ErasedFromStore(int reviews, int feedbackEntries, int cachedResults) {

    Erased reviewsAndFeedback() {
        return new Erased(reviews, feedbackEntries);
    }
}
