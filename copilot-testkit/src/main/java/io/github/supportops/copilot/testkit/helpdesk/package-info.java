/**
 * Fake help desks on loopback that keep the real ones' rules: paging, limits, conflicts, expired tokens. Start at {@link
 * io.github.supportops.copilot.testkit.helpdesk.FakeHelpdesk}.
 */
@NullMarked
package io.github.supportops.copilot.testkit.helpdesk;

import org.jspecify.annotations.NullMarked;
