package io.github.supportops.copilot;

import java.math.BigDecimal;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Tokens and money as the provider reported them; zero tokens and no cost where it reported nothing.
 *
 * @param promptTokens tokens sent
 * @param completionTokens tokens received, reasoning included
 * @param cachedTokens of the tokens sent, those read from the provider's cache
 * @param reasoningTokens of the tokens received, those spent on reasoning
 * @param costUsd cost in US dollars, or null where it was not reported; read it with {@link #cost()}
 */
public record TokenUsage(
        long promptTokens,
        long completionTokens,
        long cachedTokens,
        long reasoningTokens,
        @Nullable BigDecimal costUsd) {

    private static final TokenUsage NONE = new TokenUsage(0, 0, 0, 0, null);

    /** Checks that no count is negative. */
    public TokenUsage {
        if (promptTokens < 0 || completionTokens < 0 || cachedTokens < 0 || reasoningTokens < 0) {
            throw new IllegalArgumentException("Token counts must not be negative");
        }
    }

    /** {@return usage of nothing} */
    public static TokenUsage none() {
        return NONE;
    }

    /** {@return tokens sent and received} */
    public long totalTokens() {
        return promptTokens + completionTokens;
    }

    /** {@return the cost in US dollars, absent where no call reported one} */
    public Optional<BigDecimal> cost() {
        return Optional.ofNullable(costUsd);
    }

    /** {@return the sum; a cost known on one side only is kept as it is} */
    public TokenUsage plus(TokenUsage other) {
        return new TokenUsage(
                promptTokens + other.promptTokens,
                completionTokens + other.completionTokens,
                cachedTokens + other.cachedTokens,
                reasoningTokens + other.reasoningTokens,
                sum(costUsd, other.costUsd));
    }

    private static @Nullable BigDecimal sum(@Nullable BigDecimal left, @Nullable BigDecimal right) {
        if (left == null) {
            return right;
        }
        return right == null ? left : left.add(right);
    }
}
