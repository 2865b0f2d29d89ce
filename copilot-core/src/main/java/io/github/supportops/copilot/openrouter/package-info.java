/**
 * The analyzer that asks a model through OpenRouter or any OpenAI-compatible server. Start at {@link
 * io.github.supportops.copilot.openrouter.OpenRouterTicketAnalyzer#builder()}.
 */
@NullMarked
package io.github.supportops.copilot.openrouter;

import org.jspecify.annotations.NullMarked;
