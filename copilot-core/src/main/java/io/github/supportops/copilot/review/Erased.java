package io.github.supportops.copilot.review;

/**
 * What was erased.
 *
 * @param reviews how many reviews
 * @param feedbackEntries how many entries of the feedback log
 */
public record Erased(int reviews, int feedbackEntries) {}
