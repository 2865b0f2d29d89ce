package io.github.supportops.copilot.openrouter;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Settings that are the same for every call.
 *
 * @param temperature sampling temperature, or null to send none
 * @param seed sampling seed, or null to send none
 * @param logProbabilities whether to ask for the tokens' probabilities
 * @param reasoning how much a reasoning model may think
 * @param preferences which providers may serve, or null
 * @param serverSideFallback models for OpenRouter's own fallback; empty when this library falls back itself
 * @param openRouter whether the server understands OpenRouter's own fields
 */
record RequestSettings(
        @Nullable Double temperature,
        @Nullable Long seed,
        boolean logProbabilities,
        ReasoningEffort reasoning,
        @Nullable ProviderPreferences preferences,
        List<String> serverSideFallback,
        boolean openRouter) {}
