/** When to call again: backoff, what servers ask for, a shared budget and a circuit. Not exported. */
@NullMarked
package io.github.supportops.copilot.internal.retry;

import org.jspecify.annotations.NullMarked;
