package io.github.supportops.copilot.openrouter;

import static io.github.supportops.copilot.openrouter.RequestShape.Setting.LOG_PROBABILITIES;
import static io.github.supportops.copilot.openrouter.RequestShape.Setting.PLUGINS;
import static io.github.supportops.copilot.openrouter.RequestShape.Setting.REASONING_LOW;
import static io.github.supportops.copilot.openrouter.RequestShape.Setting.REASONING_OFF;
import static io.github.supportops.copilot.openrouter.RequestShape.Setting.SEED;
import static io.github.supportops.copilot.openrouter.RequestShape.Setting.TEMPERATURE;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * From what a provider refused to the next way of asking. The words of the error name the setting; when they name none
 * that this library sends, there is nothing to negotiate. Provider preferences are never given up: they say where data may
 * go and what it may cost.
 */
final class Negotiation {
    private static final Pattern MODE = Pattern.compile("response[_ ]format|output_format|output_config|response_?mime"
            + "|json_object|structured|schema|grammar|\\bstrict\\b|\\btools?\\b|tool_|\\bfunctions?\\b"
            + "|too complex|too many states|guardrail restrictions|data policy|no endpoints found that support");

    private Negotiation() {}

    /** The next shape, or empty when the error is about something else. */
    static Optional<RequestShape> next(RequestShape shape, String words) {
        if (says(words, "requested parameters")) {
            return optionalSettings(shape).or(() -> looserMode(shape));
        }
        return tokenField(shape, words)
                .or(() -> setting(shape, words))
                .or(() -> MODE.matcher(words).find() ? looserMode(shape) : Optional.empty());
    }

    /** Drops at once all that only refines the answer, since the error does not say which of them it was. */
    private static Optional<RequestShape> optionalSettings(RequestShape shape) {
        boolean somethingLeft = shape.allows(TEMPERATURE) || shape.allows(SEED) || shape.allows(REASONING_LOW);
        return somethingLeft
                ? Optional.of(shape.without(TEMPERATURE, SEED, REASONING_OFF, REASONING_LOW, LOG_PROBABILITIES))
                : Optional.empty();
    }

    private static Optional<RequestShape> looserMode(RequestShape shape) {
        return shape.hasLooserMode() ? Optional.of(shape.withLooserMode()) : Optional.empty();
    }

    private static Optional<RequestShape> tokenField(RequestShape shape, String words) {
        boolean named = says(words, "max_tokens") || says(words, "max_completion_tokens");
        return named && !shape.usesCompletionTokens() ? Optional.of(shape.withCompletionTokens()) : Optional.empty();
    }

    private static Optional<RequestShape> setting(RequestShape shape, String words) {
        if (says(words, "temperature") && shape.allows(TEMPERATURE)) {
            return Optional.of(shape.without(TEMPERATURE));
        }
        if (says(words, "seed") && shape.allows(SEED)) {
            return Optional.of(shape.without(SEED));
        }
        if (says(words, "logprobs") && shape.allows(LOG_PROBABILITIES)) {
            return Optional.of(shape.without(LOG_PROBABILITIES));
        }
        if (says(words, "reasoning") && shape.allows(REASONING_OFF)) {
            return Optional.of(shape.without(REASONING_OFF));
        }
        if (says(words, "reasoning") && shape.allows(REASONING_LOW)) {
            return Optional.of(shape.without(REASONING_LOW));
        }
        boolean plugins = says(words, "plugins", "context-compression");
        return plugins && shape.allows(PLUGINS) ? Optional.of(shape.without(PLUGINS)) : Optional.empty();
    }

    private static boolean says(String words, String... signs) {
        for (String sign : signs) {
            if (words.contains(sign)) {
                return true;
            }
        }
        return false;
    }
}
