/**
 * When a person should look at a result. {@link io.github.supportops.copilot.review.ReviewPolicy} decides it; {@link
 * io.github.supportops.copilot.review.Calibration} makes confidence mean what it says.
 */
@NullMarked
package io.github.supportops.copilot.review;

import org.jspecify.annotations.NullMarked;
