/** Sends one request and waits for the whole reply, under one deadline. Not exported. */
@NullMarked
package io.github.supportops.copilot.internal.exchange;

import org.jspecify.annotations.NullMarked;
