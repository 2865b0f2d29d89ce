/**
 * Zendesk Support. Start at {@link io.github.supportops.copilot.helpdesk.zendesk.ZendeskHelpdesk#builder()}; {@code
 * docs/zendesk.md} says which rights the client needs.
 */
@NullMarked
package io.github.supportops.copilot.helpdesk.zendesk;

import org.jspecify.annotations.NullMarked;
