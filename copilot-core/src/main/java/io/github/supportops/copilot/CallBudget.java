package io.github.supportops.copilot;

import java.util.Optional;

/**
 * Says before each call whether it may be made, so that a limit is never passed: the worst case is reserved, and settled
 * with what the call really cost. Implementations are thread-safe and quick.
 */
@FunctionalInterface
public interface CallBudget {

    /** {@return a reservation, or empty when the worst case of this call would pass the limit} */
    Optional<Reservation> tryReserve(CallEstimate estimate);

    /** The share of the budget that one call may use up. */
    @FunctionalInterface
    interface Reservation {
        /** Replaces the worst case by what the ledger says; called exactly once for each reservation. */
        void settle(Attempt attempt);
    }

    /**
     * The most a call can use.
     *
     * @param model the model asked for
     * @param requestBytes the size of the request; no tokenizer makes more tokens than bytes
     * @param maxCompletionTokens the most tokens the answer may have
     */
    record CallEstimate(String model, int requestBytes, int maxCompletionTokens) {}
}
