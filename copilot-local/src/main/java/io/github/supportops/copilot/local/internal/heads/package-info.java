/**
 * Decides labels from a sentence vector and cues. The entry point is {@link
 * io.github.supportops.copilot.local.internal.heads.Heads}.
 */
@NullMarked
package io.github.supportops.copilot.local.internal.heads;

import org.jspecify.annotations.NullMarked;
