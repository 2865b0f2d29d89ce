/**
 * When a person should look at a result, and what the person decides. {@link
 * io.github.supportops.copilot.review.ReviewPolicy} says when, {@link io.github.supportops.copilot.review.ReviewQueue}
 * keeps what waits, {@link io.github.supportops.copilot.review.FeedbackLog} what was decided; {@link
 * io.github.supportops.copilot.review.Calibration} makes confidence mean what it says.
 */
@NullMarked
package io.github.supportops.copilot.review;

import org.jspecify.annotations.NullMarked;
