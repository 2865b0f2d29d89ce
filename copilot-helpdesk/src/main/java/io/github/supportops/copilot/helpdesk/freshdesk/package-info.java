/**
 * Freshdesk by its API v2. Start at {@link io.github.supportops.copilot.helpdesk.freshdesk.FreshdeskHelpdesk}; what it needs
 * in the account stands in {@code docs/freshdesk.md}.
 */
@NullMarked
package io.github.supportops.copilot.helpdesk.freshdesk;

import org.jspecify.annotations.NullMarked;
