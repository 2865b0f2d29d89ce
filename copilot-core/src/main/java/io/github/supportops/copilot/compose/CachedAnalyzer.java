package io.github.supportops.copilot.compose;

import io.github.supportops.copilot.AnalysisResult;
import io.github.supportops.copilot.Provenance;
import io.github.supportops.copilot.Ticket;
import io.github.supportops.copilot.TicketAnalyzer;
import io.github.supportops.copilot.cache.CacheKey;
import io.github.supportops.copilot.cache.ResultCache;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers from the cache what was answered before, and lets tickets with the same content that arrive together share one
 * call. Failures are not kept.
 */
final class CachedAnalyzer extends WrappingAnalyzer {
    private static final Logger LOG = LoggerFactory.getLogger(CachedAnalyzer.class);

    private final ResultCache cache;
    private final String variant;
    private final Map<CacheKey, Flight> flights = new HashMap<>();

    CachedAnalyzer(TicketAnalyzer analyzer, ResultCache cache, String variant) {
        super("Cached", List.of(analyzer));
        this.cache = cache;
        this.variant = variant;
    }

    @Override
    void run(Ticket ticket, Relay relay) {
        CacheKey key = CacheKey.of(variant, ticket);
        Optional<AnalysisResult> kept = found(key);
        if (kept.isPresent()) {
            relay.complete(free(ticket, kept.get(), "hit"));
            return;
        }
        join(key, ticket, relay);
    }

    private void join(CacheKey key, Ticket ticket, Relay relay) {
        Flight flight;
        boolean first;
        synchronized (flights) {
            first = !flights.containsKey(key);
            flight = flights.computeIfAbsent(key, unused -> new Flight());
            flight.board(ticket, relay);
        }
        relay.whenComplete((result, failure) -> leave(key, flight, relay));
        if (first) {
            flight.depart(Relay.started(wrapped().get(0), ticket), (result, failure) -> {
                if (result != null) {
                    keep(key, result);
                }
                land(key, flight);
            });
        }
    }

    /** The last one to leave ends the call: nobody waits for it any more. */
    private void leave(CacheKey key, Flight flight, Relay relay) {
        synchronized (flights) {
            if (!flight.leave(relay)) {
                return;
            }
            flights.remove(key, flight);
        }
        flight.cancel();
    }

    private void land(CacheKey key, Flight flight) {
        List<Flight.Passenger> passengers;
        synchronized (flights) {
            flights.remove(key, flight);
            passengers = flight.unload();
        }
        flight.deliver(passengers);
    }

    private Optional<AnalysisResult> found(CacheKey key) {
        try {
            return cache.find(key);
        } catch (RuntimeException failed) {
            LOG.warn("The result cache could not be read, so the analyzer is asked: {}", failed.getClass());
            return Optional.empty();
        }
    }

    private void keep(CacheKey key, AnalysisResult result) {
        try {
            cache.store(key, result);
        } catch (RuntimeException failed) {
            LOG.warn("The result cache could not keep a result: {}", failed.getClass());
        }
    }

    /** A result nobody paid for again: the calls stay with the ticket they were made for, so that sums come out right. */
    static AnalysisResult free(Ticket ticket, AnalysisResult result, String how) {
        Provenance provenance = result.provenance().toBuilder()
                .attempts(List.of())
                .duration(Duration.ZERO)
                .step("cache", how)
                .build();
        return Results.forTicket(ticket, result, provenance);
    }
}
