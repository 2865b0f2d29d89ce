package io.github.supportops.copilot.openrouter;

import java.time.Duration;
import java.util.List;

/**
 * How far one analysis may go.
 *
 * @param models the models to ask, in order; at least one
 * @param deadline the time for everything
 * @param maxRetries how often a failed call is repeated, for each model
 * @param maxAnswers how many answers each model may give until one is valid
 * @param maxTokens how long an answer may be at first
 */
record RunLimits(List<String> models, Duration deadline, int maxRetries, int maxAnswers, int maxTokens) {
    /** A cut answer gets twice the room, up to this many times the first. */
    static final int MOST_ROOM = 8;
}
