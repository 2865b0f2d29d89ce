package io.github.supportops.copilot.review;

import java.util.List;

/**
 * Some entries of a log in the order they were appended.
 *
 * @param entries the entries; empty when there is none after the place asked for
 * @param next what to give to {@link FeedbackLog#read(long, int)} to go on after them, now or whenever more was appended
 */
public record FeedbackPage(List<FeedbackEntry> entries, long next) {
    /** Copies the list. */
    public FeedbackPage {
        entries = List.copyOf(entries);
    }
}
