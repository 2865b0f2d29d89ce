/**
 * Makes the heads of the offline analyzer from example tickets; not part of the API. The entry point is {@link
 * io.github.supportops.copilot.local.training.TrainHeads}, the command is in {@code docs/offline.md}.
 */
@NullMarked
package io.github.supportops.copilot.local.training;

import org.jspecify.annotations.NullMarked;
