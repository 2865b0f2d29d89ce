package io.github.supportops.copilot.app;

import io.github.supportops.copilot.batch.BatchPace;
import io.github.supportops.copilot.batch.ModelPrice;
import io.github.supportops.copilot.batch.RunBudget;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The options of {@code enrich} that limit what it sends and spends. */
final class LimitOptions {
    private static final String NUMBER = "\\d{1,9}(?:\\.\\d{1,12})?";
    private static final Pattern PRICE = Pattern.compile("(.+)=(" + NUMBER + "),(" + NUMBER + ")");

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command = CommandSpec.create();

    @Option(
            names = "--max-cost-usd",
            paramLabel = "X",
            description = "Stop before the calls of this job could cost more than X US dollars. Needs --price.")
    private @Nullable String maxCostUsd;

    @Option(
            names = "--max-calls",
            paramLabel = "N",
            description = "Stop after N calls of this job, those of the runs it continues included.")
    private @Nullable Long maxCalls;

    @Option(
            names = "--price",
            paramLabel = "MODEL=PROMPT,COMPLETION",
            description =
                    "What a model costs in US dollars for a million tokens sent and received. Take it from your provider's"
                            + " price list. May be repeated.")
    private List<String> prices = List.of();

    @Option(
            names = "--requests-per-minute",
            paramLabel = "N",
            description = "The most calls in a minute, spread evenly. Default: as fast as the provider allows.")
    private @Nullable Integer requestsPerMinute;

    @Option(
            names = "--tickets-per-call",
            paramLabel = "N",
            defaultValue = "1",
            description = "Let one call carry up to N short tickets (at most 50), which shares the tokens of the"
                    + " instructions. Default: ${DEFAULT-VALUE}.")
    private int ticketsPerCall;

    /** {@return how many tickets one call may carry} */
    int ticketsPerCall() {
        if (ticketsPerCall < 1 || ticketsPerCall > 50) {
            throw wrong("--tickets-per-call must be between 1 and 50: " + ticketsPerCall);
        }
        return ticketsPerCall;
    }

    /**
     * {@return the limits on calls and money}
     *
     * @param model the model that is going to be asked; empty where nothing costs money
     */
    RunBudget budget(Optional<String> model) {
        RunBudget.Builder budget = RunBudget.builder();
        Map<String, ModelPrice> known = prices();
        known.forEach(budget::price);
        Long calls = maxCalls;
        if (calls != null) {
            if (calls < 0) {
                throw wrong("--max-calls must not be negative: " + calls);
            }
            budget.maxCalls(calls);
        }
        String limit = maxCostUsd;
        if (limit != null) {
            BigDecimal most = dollars(limit);
            model.ifPresent(asked -> {
                requirePrice(known, asked);
                budget.maxCostUsd(most);
            });
        }
        return budget.build();
    }

    /** {@return the price of a model, if it was given} */
    Optional<ModelPrice> price(String model) {
        return Optional.ofNullable(prices().get(model));
    }

    /** {@return how fast to send} */
    BatchPace pace() {
        BatchPace.Builder pace = BatchPace.builder();
        Integer most = requestsPerMinute;
        if (most != null) {
            if (most < 1) {
                throw wrong("--requests-per-minute must be at least 1: " + most);
            }
            pace.requestsPerMinute(most);
        }
        return pace.build();
    }

    private Map<String, ModelPrice> prices() {
        Map<String, ModelPrice> known = new LinkedHashMap<>();
        for (String entry : prices) {
            Matcher parts = PRICE.matcher(entry);
            if (!parts.matches()) {
                throw wrong("--price must look like " + AnalyzerOptions.DEFAULT_MODEL + "=0.15,0.60: " + entry);
            }
            known.put(parts.group(1), ModelPrice.perMillionTokens(parts.group(2), parts.group(3)));
        }
        return known;
    }

    private BigDecimal dollars(String text) {
        if (!text.matches(NUMBER)) {
            throw wrong("--max-cost-usd must be a number of US dollars such as 2.50: " + text);
        }
        return new BigDecimal(text);
    }

    private void requirePrice(Map<String, ModelPrice> known, String model) {
        if (!known.containsKey(model)) {
            throw wrong("--max-cost-usd needs the price of " + model + "; add --price " + model
                    + "=PROMPT,COMPLETION in US dollars for a million tokens, as your provider lists it");
        }
    }

    private ParameterException wrong(String problem) {
        return new ParameterException(command.commandLine(), problem);
    }
}
