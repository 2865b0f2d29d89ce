package io.github.supportops.copilot.openrouter;

import io.github.supportops.copilot.Attempt;
import io.github.supportops.copilot.AttemptOutcome;
import io.github.supportops.copilot.FailureKind;
import io.github.supportops.copilot.TokenUsage;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Splits the calls that several tickets shared into each one's part. All parts together are the whole to the last token and
 * the last digit: what does not divide goes to the tickets at the front.
 */
final class SharedBill {
    /** Digits after the point up to which a cost is split evenly. */
    private static final int FINEST_SCALE = 12;

    private final List<Attempt> calls;
    private final int tickets;

    SharedBill(List<Attempt> calls, int tickets) {
        this.calls = calls;
        this.tickets = tickets;
    }

    /** {@return the part of the ticket at a place, starting with 0} */
    List<Attempt> part(int place) {
        return calls.stream()
                .map(call -> part(call, place, call.outcome(), call.failure().orElse(null), call.detail()))
                .toList();
    }

    /** {@return the same for a ticket about which the last call said nothing that can be used} */
    List<Attempt> partOfUnanswered(int place, FailureKind failure, String detail) {
        int last = calls.size() - 1;
        return IntStream.range(0, calls.size())
                .mapToObj(at -> at < last
                        ? part(
                                calls.get(at),
                                place,
                                calls.get(at).outcome(),
                                calls.get(at).failure().orElse(null),
                                calls.get(at).detail())
                        : part(calls.get(at), place, AttemptOutcome.INVALID_ANSWER, failure, detail))
                .toList();
    }

    private Attempt part(
            Attempt call, int place, AttemptOutcome outcome, @Nullable FailureKind failure, String detail) {
        return Attempt.builder(call.number(), call.model(), outcome)
                .failure(failure)
                .status(call.status().isPresent() ? call.status().getAsInt() : null)
                .detail(detail)
                .usage(part(call.usage(), place))
                .duration(call.duration())
                .possiblyBilled(call.possiblyBilled())
                .responseId(call.responseId().orElse(null))
                .answeredBy(call.answeredBy().orElse(null))
                .repairs(call.repairs())
                .retryAfter(call.retryAfter().orElse(null))
                .sharedBy(tickets)
                .build();
    }

    private TokenUsage part(TokenUsage whole, int place) {
        return new TokenUsage(
                part(whole.promptTokens(), place),
                part(whole.completionTokens(), place),
                part(whole.cachedTokens(), place),
                part(whole.reasoningTokens(), place),
                whole.cost().map(cost -> part(cost, place)).orElse(null));
    }

    private long part(long whole, int place) {
        return whole / tickets + (place < whole % tickets ? 1 : 0);
    }

    private BigDecimal part(BigDecimal whole, int place) {
        BigDecimal each =
                whole.divide(BigDecimal.valueOf(tickets), Math.max(whole.scale(), FINEST_SCALE), RoundingMode.DOWN);
        BigDecimal rest = whole.subtract(each.multiply(BigDecimal.valueOf(tickets)));
        BigDecimal part = place == 0 ? each.add(rest) : each;
        return part.stripTrailingZeros();
    }
}
