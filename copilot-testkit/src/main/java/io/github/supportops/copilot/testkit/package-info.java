/**
 * Doubles for tests of code that uses or implements a {@link io.github.supportops.copilot.TicketAnalyzer}. Start with {@link
 * io.github.supportops.copilot.testkit.FakeTicketAnalyzer} when no network matters, with {@link
 * io.github.supportops.copilot.testkit.StubOpenRouter} when it does, and extend {@link
 * io.github.supportops.copilot.testkit.TicketAnalyzerContract} for every analyzer of your own.
 */
@NullMarked
package io.github.supportops.copilot.testkit;

import org.jspecify.annotations.NullMarked;
