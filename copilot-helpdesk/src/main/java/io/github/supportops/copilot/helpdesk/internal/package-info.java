/** What the three systems share: one JSON mapper, HTTP with retries, pacing and tokens. Not exported. */
@NullMarked
package io.github.supportops.copilot.helpdesk.internal;

import org.jspecify.annotations.NullMarked;
