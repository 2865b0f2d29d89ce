package io.github.supportops.copilot.app;

import io.github.supportops.copilot.batch.ModelPrice;
import io.github.supportops.copilot.csv.EnrichmentEstimate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What a dry run says: how much there is to do, and about what that would cost. */
final class EstimateText {
    private final EnrichmentEstimate estimate;
    private final int ticketsPerCall;
    private final Optional<String> model;
    private final Optional<ModelPrice> price;

    EstimateText(EnrichmentEstimate estimate, int ticketsPerCall, Optional<String> model, Optional<ModelPrice> price) {
        this.estimate = estimate;
        this.ticketsPerCall = ticketsPerCall;
        this.model = model;
        this.price = price;
    }

    List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add(Progress.describe(estimate.plan()));
        lines.add("copilot: dry run, nothing was called or written");
        lines.add("  " + Numbers.count(estimate.identical(), "row") + " identical to another, " + estimate.unreadable()
                + " unreadable");
        lines.add(model.map(this::calls)
                .orElseGet(() -> "  " + Numbers.count(estimate.calls(), "ticket")
                        + " for the local analyzer, no calls to a model"));
        return lines;
    }

    private String calls(String asked) {
        String cost = price.map(known -> String.format(Locale.ROOT, "about $%.4f", estimate.costUsd(known)))
                .orElse("cost unknown; add --price " + asked + "=PROMPT,COMPLETION");
        long calls = (estimate.calls() + ticketsPerCall - 1) / ticketsPerCall;
        return "  " + Numbers.count(calls, "call") + " to " + asked + ", about "
                + estimate.promptTokens() + " tokens to send and " + estimate.completionTokens() + " to receive, "
                + cost;
    }
}
