/**
 * Help desks as one thing: read tickets that changed, write a triage back without stepping on an agent's work, verify
 * webhooks, and keep all of it in step. Start at {@link io.github.supportops.copilot.helpdesk.HelpdeskSync}; the systems
 * are in the packages beside this one.
 */
@NullMarked
package io.github.supportops.copilot.helpdesk;

import org.jspecify.annotations.NullMarked;
