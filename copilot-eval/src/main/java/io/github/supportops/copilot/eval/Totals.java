package io.github.supportops.copilot.eval;

import io.github.supportops.copilot.FailureKind;
import io.github.supportops.copilot.TokenUsage;
import java.time.Duration;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What an evaluation took.
 *
 * @param tickets how many there were
 * @param answered how many got an answer
 * @param reviewed how many of those ask for a person
 * @param failures the others, by kind
 * @param answeredBy how many were answered by which analyzer
 * @param medianLatency half of the answered tickets took no longer; zero without any
 * @param latency95 95 % of them took no longer
 * @param usage tokens and cost of all calls
 */
public record Totals(
        int tickets,
        int answered,
        int reviewed,
        Map<FailureKind, Integer> failures,
        Map<String, Integer> answeredBy,
        Duration medianLatency,
        Duration latency95,
        TokenUsage usage) {
    /** Copies the maps, keeping their order. */
    public Totals {
        failures = Collections.unmodifiableMap(new TreeMap<>(failures));
        answeredBy = Collections.unmodifiableMap(new TreeMap<>(answeredBy));
    }

    static Totals of(List<ScoredTicket> scored) {
        Map<FailureKind, Integer> failures = new EnumMap<>(FailureKind.class);
        Map<String, Integer> answeredBy = new TreeMap<>();
        int reviewed = 0;
        TokenUsage usage = TokenUsage.none();
        for (ScoredTicket ticket : scored) {
            ticket.failure().ifPresent(kind -> failures.merge(kind, 1, Integer::sum));
            ticket.result()
                    .ifPresent(result -> answeredBy.merge(result.provenance().analyzer(), 1, Integer::sum));
            reviewed += ticket.result().filter(result -> result.needsReview()).isPresent() ? 1 : 0;
            usage = usage.plus(ticket.usage());
        }
        List<Duration> latencies = scored.stream()
                .flatMap(ticket -> ticket.latency().stream())
                .sorted()
                .toList();
        return new Totals(
                scored.size(),
                answeredBy.values().stream().mapToInt(Integer::intValue).sum(),
                reviewed,
                failures,
                answeredBy,
                quantile(latencies, 0.5),
                quantile(latencies, 0.95),
                usage);
    }

    private static Duration quantile(List<Duration> sorted, double share) {
        int place = (int) Math.ceil(share * sorted.size()) - 1;
        return sorted.isEmpty() ? Duration.ZERO : sorted.get(Math.max(0, place));
    }
}
