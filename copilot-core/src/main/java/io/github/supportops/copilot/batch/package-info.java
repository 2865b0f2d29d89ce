/**
 * Many tickets at once: {@link io.github.supportops.copilot.batch.TicketBatch} reads tickets as they come, keeps a bounded
 * number of analyses under way and hands over exactly one {@link io.github.supportops.copilot.batch.TicketOutcome} for
 * each. Memory does not depend on how many there are.
 */
@NullMarked
package io.github.supportops.copilot.batch;

import org.jspecify.annotations.NullMarked;
