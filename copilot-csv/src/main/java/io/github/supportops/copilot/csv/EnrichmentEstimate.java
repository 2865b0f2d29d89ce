package io.github.supportops.copilot.csv;

import io.github.supportops.copilot.batch.ModelPrice;
import java.math.BigDecimal;

/**
 * What an enrichment would take if every call went well the first time; nothing was called to find out.
 *
 * @param plan what there is to do
 * @param unreadable rows that would fail without a call
 * @param identical rows that would take the result of an identical one
 * @param calls calls to be made
 * @param promptTokens tokens to be sent
 * @param completionTokens tokens to be received
 */
public record EnrichmentEstimate(
        EnrichmentPlan plan, long unreadable, long identical, long calls, long promptTokens, long completionTokens) {

    /** {@return what the calls would cost in US dollars} */
    public BigDecimal costUsd(ModelPrice price) {
        BigDecimal million = BigDecimal.valueOf(1_000_000);
        return price.promptUsdPerMillion()
                .multiply(BigDecimal.valueOf(promptTokens))
                .add(price.completionUsdPerMillion().multiply(BigDecimal.valueOf(completionTokens)))
                .divide(million)
                .add(price.usdPerCall().multiply(BigDecimal.valueOf(calls)));
    }
}
