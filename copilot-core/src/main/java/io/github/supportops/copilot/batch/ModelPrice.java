package io.github.supportops.copilot.batch;

import io.github.supportops.copilot.CallBudget.CallEstimate;
import io.github.supportops.copilot.TokenUsage;
import java.math.BigDecimal;

/**
 * What a model costs, in US dollars for a million tokens.
 *
 * @param promptUsdPerMillion for tokens sent
 * @param completionUsdPerMillion for tokens received
 * @param usdPerCall for each call, besides the tokens
 */
public record ModelPrice(BigDecimal promptUsdPerMillion, BigDecimal completionUsdPerMillion, BigDecimal usdPerCall) {
    private static final int MILLION_DIGITS = 6;

    /** Checks that no price is negative. @throws IllegalArgumentException if one is */
    public ModelPrice {
        if (promptUsdPerMillion.signum() < 0 || completionUsdPerMillion.signum() < 0 || usdPerCall.signum() < 0) {
            throw new IllegalArgumentException("A price must not be negative");
        }
    }

    /** {@return a price for tokens alone} */
    public static ModelPrice perMillionTokens(String promptUsd, String completionUsd) {
        return new ModelPrice(new BigDecimal(promptUsd), new BigDecimal(completionUsd), BigDecimal.ZERO);
    }

    /** {@return the most a call can cost: no tokenizer makes more tokens than bytes} */
    public BigDecimal worstCaseUsd(CallEstimate estimate) {
        return costUsd(estimate.requestBytes(), estimate.maxCompletionTokens());
    }

    /** {@return what the tokens cost, where the provider reported tokens but no cost} */
    public BigDecimal costUsd(TokenUsage usage) {
        return costUsd(usage.promptTokens(), usage.completionTokens());
    }

    BigDecimal costUsd(long promptTokens, long completionTokens) {
        BigDecimal tokens = promptUsdPerMillion
                .multiply(BigDecimal.valueOf(promptTokens))
                .add(completionUsdPerMillion.multiply(BigDecimal.valueOf(completionTokens)));
        return tokens.movePointLeft(MILLION_DIGITS).add(usdPerCall);
    }
}
