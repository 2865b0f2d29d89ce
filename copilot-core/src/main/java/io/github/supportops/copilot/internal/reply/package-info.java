/** From the bytes of a response to a validated answer or a named reason why there is none. Not exported. */
@NullMarked
package io.github.supportops.copilot.internal.reply;

import org.jspecify.annotations.NullMarked;
