package io.github.supportops.copilot.openrouter;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Which of OpenRouter's providers may serve a call: the {@code provider} object of a request. Everything is absent by
 * default, which leaves the choice to OpenRouter and the account's settings. Immutable. Source: OpenRouter documentation,
 * "Provider selection".
 */
public final class ProviderPreferences {
    private final Map<String, Object> fields;

    private ProviderPreferences(Builder builder) {
        this.fields = new TreeMap<>(builder.fields);
        Map<String, Object> price = new LinkedHashMap<>();
        putPrice(price, "prompt", builder.maxPromptPrice);
        putPrice(price, "completion", builder.maxCompletionPrice);
        if (!price.isEmpty()) {
            fields.put("max_price", price);
        }
    }

    /** {@return preferences that prefer nothing} */
    public static Builder builder() {
        return new Builder();
    }

    /** {@return the fields as they go on the wire, in a fixed order} */
    Map<String, Object> fields() {
        return fields;
    }

    private static void putPrice(Map<String, Object> price, String name, @Nullable BigDecimal usdPerMillionTokens) {
        if (usdPerMillionTokens != null) {
            price.put(name, usdPerMillionTokens);
        }
    }

    @Override
    public String toString() {
        return "ProviderPreferences" + fields;
    }

    /** What to sort providers by. */
    public enum Sort {
        /** Cheapest first. */
        PRICE,
        /** Most tokens a second first. */
        THROUGHPUT,
        /** Quickest first token first. */
        LATENCY
    }

    /** Builds {@link ProviderPreferences}. Not thread-safe. */
    public static final class Builder {
        private final Map<String, Object> fields = new LinkedHashMap<>();
        private @Nullable BigDecimal maxPromptPrice;
        private @Nullable BigDecimal maxCompletionPrice;

        private Builder() {}

        /** Tries these providers first, in this order. */
        public Builder order(String... providers) {
            return put("order", List.of(providers));
        }

        /** Uses no other providers than these. */
        public Builder only(String... providers) {
            return put("only", List.of(providers));
        }

        /** Never uses these providers. */
        public Builder ignore(String... providers) {
            return put("ignore", List.of(providers));
        }

        /** Whether other providers may step in. OpenRouter's default: true. */
        public Builder allowFallbacks(boolean allow) {
            return put("allow_fallbacks", allow);
        }

        /** Whether only providers that support every parameter may serve. OpenRouter's default: false. */
        public Builder requireParameters(boolean require) {
            return put("require_parameters", require);
        }

        /** Whether providers that may keep or train on prompts are allowed. OpenRouter's default: allowed. */
        public Builder allowDataCollection(boolean allow) {
            return put("data_collection", allow ? "allow" : "deny");
        }

        /** Uses only endpoints with zero data retention. */
        public Builder zeroDataRetention() {
            return put("zdr", true);
        }

        /** Uses only these weights' precisions, for example {@code fp8}. */
        public Builder quantizations(String... names) {
            return put("quantizations", List.of(names));
        }

        /** Sorts providers instead of balancing the load among them. */
        public Builder sort(Sort by) {
            return put("sort", by.name().toLowerCase(java.util.Locale.ROOT));
        }

        /** Refuses to pay more, in US dollars per million tokens. @throws IllegalArgumentException if one is negative */
        public Builder maxPrice(BigDecimal promptUsdPerMillion, BigDecimal completionUsdPerMillion) {
            for (BigDecimal price : List.of(promptUsdPerMillion, completionUsdPerMillion)) {
                if (price.signum() < 0) {
                    throw new IllegalArgumentException("A price must not be negative: " + price);
                }
            }
            this.maxPromptPrice = promptUsdPerMillion;
            this.maxCompletionPrice = completionUsdPerMillion;
            return this;
        }

        /** {@return the preferences} */
        public ProviderPreferences build() {
            return new ProviderPreferences(this);
        }

        private Builder put(String name, Object value) {
            Objects.requireNonNull(value, name);
            fields.put(name, value instanceof List<?> list ? new ArrayList<>(list) : value);
            return this;
        }
    }
}
