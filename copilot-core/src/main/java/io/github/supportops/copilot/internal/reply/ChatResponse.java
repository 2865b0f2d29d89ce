package io.github.supportops.copilot.internal.reply;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.supportops.copilot.TokenUsage;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A response in which a model spoke.
 *
 * @param id the provider's id, or null
 * @param model the model that answered, or null
 * @param finish why the model stopped
 * @param text what it said; empty when it said nothing
 * @param refused whether it declined in the field for refusals
 * @param usage tokens and cost
 * @param usageReported whether the response said anything about usage
 * @param repairs liberties taken so far
 * @param logProbabilities the tokens' probabilities as sent, or null
 */
public record ChatResponse(
        @Nullable String id,
        @Nullable String model,
        Finish finish,
        String text,
        boolean refused,
        TokenUsage usage,
        boolean usageReported,
        Set<Repair> repairs,
        @Nullable JsonNode logProbabilities) {

    /** Why a model stopped. */
    public enum Finish {
        /** By itself, or for a reason that is new to this library. */
        DONE,
        /** It ran out of tokens. */
        LENGTH,
        /** A filter stopped it. */
        FILTERED,
        /** The provider failed on the way. */
        ERROR
    }

    @Override
    public String toString() {
        return "ChatResponse[finish=" + finish + ", text=" + text.length() + " characters, refused=" + refused + "]";
    }
}
