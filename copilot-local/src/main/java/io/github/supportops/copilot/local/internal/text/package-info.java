/**
 * Reads a ticket as text: what of a mail was written by the customer now, in which language, and with which telling words.
 * The entry point is {@link io.github.supportops.copilot.local.internal.text.TicketReader}.
 */
@NullMarked
package io.github.supportops.copilot.local.internal.text;

import org.jspecify.annotations.NullMarked;
