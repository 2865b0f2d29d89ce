package io.github.supportops.copilot.compose;

import io.github.supportops.copilot.AnalysisException;
import io.github.supportops.copilot.AnalysisResult;
import io.github.supportops.copilot.Ticket;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * One call that several tickets with the same content wait for. The first of those still waiting gets the result with the
 * calls it took; the others get it as free, so that a sum over all results counts each call once. Boarding, leaving and
 * unloading happen under the owner's lock.
 */
final class Flight {
    private final List<Passenger> waiting = new ArrayList<>();
    private final CompletableFuture<AnalysisResult> landed = new CompletableFuture<>();

    void board(Ticket ticket, Relay relay) {
        waiting.add(new Passenger(ticket, relay));
    }

    /** {@return whether it was the last one that waited} */
    boolean leave(Relay relay) {
        return waiting.removeIf(passenger -> passenger.relay() == relay) && waiting.isEmpty();
    }

    List<Passenger> unload() {
        List<Passenger> all = List.copyOf(waiting);
        waiting.clear();
        return all;
    }

    void depart(
            CompletableFuture<AnalysisResult> call, BiConsumer<@Nullable AnalysisResult, @Nullable Throwable> arrived) {
        landed.whenComplete((result, failure) -> call.cancel(true));
        call.whenComplete((result, failure) -> {
            if (failure == null) {
                landed.complete(result);
            } else {
                landed.completeExceptionally(Relay.cause(failure));
            }
            arrived.accept(result, failure);
        });
    }

    /** Ends the call, also one that is only about to start. */
    void cancel() {
        landed.cancel(true);
    }

    void deliver(List<Passenger> passengers) {
        landed.whenComplete((result, failure) -> {
            for (int place = 0; place < passengers.size(); place++) {
                Passenger passenger = passengers.get(place);
                if (failure == null) {
                    passenger.receive(Objects.requireNonNull(result), place == 0);
                } else {
                    passenger.relay().fail(place == 0 ? failure : withoutCalls(failure));
                }
            }
        });
    }

    private static Throwable withoutCalls(Throwable failure) {
        return failure instanceof AnalysisException analysis ? FallThrough.withoutCalls(analysis) : failure;
    }

    /** Somebody who waits for the result. */
    record Passenger(Ticket ticket, Relay relay) {
        void receive(AnalysisResult result, boolean pays) {
            relay.complete(
                    pays
                            ? Results.forTicket(ticket, result, result.provenance())
                            : CachedAnalyzer.free(ticket, result, "shared the call of a ticket with the same content"));
        }
    }
}
