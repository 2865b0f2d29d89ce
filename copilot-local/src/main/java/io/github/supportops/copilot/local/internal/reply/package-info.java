/**
 * Writes suggested replies from sentences and what the ticket says. The entry point is {@link
 * io.github.supportops.copilot.local.internal.reply.ReplyComposer}.
 */
@NullMarked
package io.github.supportops.copilot.local.internal.reply;

import org.jspecify.annotations.NullMarked;
