package io.github.supportops.copilot.compose;

import io.github.supportops.copilot.AnalysisField;
import io.github.supportops.copilot.TicketAnalyzer;
import io.github.supportops.copilot.cache.ResultCache;
import io.github.supportops.copilot.review.Calibration;
import io.github.supportops.copilot.review.ReviewPolicy;
import io.github.supportops.copilot.review.ReviewQueue;
import io.github.supportops.copilot.review.Thresholds;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Executor;

/**
 * Makes analyzers of analyzers. What is returned is thread-safe, starts no thread of its own, closes what it wraps and
 * passes a cancellation on to every call under way. Nesting reads outside in, and so does {@code toString()}:
 *
 * <pre>{@code
 * TicketAnalyzer analyzer = Analyzers.reviewed(
 *         Analyzers.rules(Analyzers.cached(Analyzers.fallback(openRouter, local), ResultCache.inMemory(10_000)), vip),
 *         ReviewPolicy.standard());
 * // Reviewed(Rules[vip-floor](Cached(Fallback(OpenRouter[...], Local[...]))))
 * }</pre>
 *
 * <p>Rules and review belong outside a cache, so that a change to them also reaches results that were kept.
 */
public final class Analyzers {
    private static final Thresholds CASCADE_THRESHOLDS =
            Thresholds.ofLabels(0.6).with(AnalysisField.INTENT, 0.9);

    private Analyzers() {}

    /**
     * Asks the next analyzer when one fails: provider unavailable, setup (no key, no credits, budget used up), invalid
     * answer, a ticket that is too long or blocked. A ticket that cannot be read, a closed analyzer and a cancellation are
     * not covered up. The result names who answered, with the calls of those that failed; when all fail, the failure most
     * worth another try is thrown with the calls of all.
     */
    public static TicketAnalyzer fallback(TicketAnalyzer first, TicketAnalyzer... next) {
        return new FallbackAnalyzer(several(first, next), Elapsed.Clock.SYSTEM);
    }

    /**
     * The thresholds of a cascade that is given none: 0.9 for the intent, which decides where a ticket goes, and 0.6 for the
     * other labels. On tickets from elsewhere the offline analyzer then answers about two thirds alone.
     *
     * @return the thresholds
     */
    public static Thresholds cascadeThresholds() {
        return CASCADE_THRESHOLDS;
    }

    /** As {@link #cascade(Thresholds, TicketAnalyzer, TicketAnalyzer...)} with {@link #cascadeThresholds()}. */
    public static TicketAnalyzer cascade(TicketAnalyzer cheap, TicketAnalyzer... next) {
        return cascade(CASCADE_THRESHOLDS, cheap, next);
    }

    /**
     * Asks the next, dearer analyzer when the one before failed or a field's confidence is below its threshold, absent
     * confidence included. The six fields always come from one analyzer. When all that come after fail, the unsure result
     * is given with a review reason.
     */
    public static TicketAnalyzer cascade(Thresholds thresholds, TicketAnalyzer cheap, TicketAnalyzer... next) {
        Objects.requireNonNull(thresholds, "thresholds");
        return new CascadeAnalyzer(thresholds, several(cheap, next), Elapsed.Clock.SYSTEM);
    }

    /**
     * Asks all at the same time; each label is what most said, between equals what the earlier analyzer said. The share
     * of agreement becomes the label's confidence, and every label without full agreement adds a review reason. More than
     * half must answer.
     *
     * @throws IllegalArgumentException if there are more than 20
     */
    public static TicketAnalyzer vote(TicketAnalyzer first, TicketAnalyzer... others) {
        return VoteAnalyzer.of(several(first, others), Elapsed.Clock.SYSTEM);
    }

    /**
     * Asks one analyzer several times and lets its samples vote. Useful for a model that samples; costs that many calls a
     * ticket.
     *
     * @throws IllegalArgumentException if samples is not within 2 and 20
     */
    public static TicketAnalyzer sampled(TicketAnalyzer analyzer, int samples) {
        return VoteAnalyzer.sampling(Objects.requireNonNull(analyzer, "analyzer"), samples, Elapsed.Clock.SYSTEM);
    }

    /**
     * Keeps results and gives them to tickets with the same content; such tickets that arrive together share one call. A
     * kept result costs nothing and says so: no attempts, no usage, a step {@code cache}. A result is found again by a ticket
     * with the same content and an analyzer of the same {@link TicketAnalyzer#variant()}: the same model, prompt and schema
     * version. The cache is not closed.
     */
    public static TicketAnalyzer cached(TicketAnalyzer analyzer, ResultCache cache) {
        return cached(analyzer, cache, analyzer.variant());
    }

    /**
     * As {@link #cached(TicketAnalyzer, ResultCache)}, for an analyzer that does not know its own variant, such as one of
     * yours whose {@code toString()} is another one in every process.
     *
     * @param variant whatever changes the answer: analyzer, model, prompt and schema version. Results of another variant
     *     are not found
     */
    public static TicketAnalyzer cached(TicketAnalyzer analyzer, ResultCache cache, String variant) {
        Objects.requireNonNull(analyzer, "analyzer");
        Objects.requireNonNull(cache, "cache");
        return new CachedAnalyzer(analyzer, cache, Objects.requireNonNull(variant, "variant"));
    }

    /**
     * Applies rules of the house to every result, in this order.
     *
     * @throws IllegalArgumentException if there is none, or two have the same name
     */
    public static TicketAnalyzer rules(TicketAnalyzer analyzer, List<BusinessRule> rules) {
        RulesStage stage = new RulesStage(rules);
        return new TransformingAnalyzer(
                "Rules[" + stage.names() + "]", Objects.requireNonNull(analyzer, "analyzer"), stage::apply);
    }

    /** As {@link #rules(TicketAnalyzer, List)}. */
    public static TicketAnalyzer rules(TicketAnalyzer analyzer, BusinessRule... rules) {
        return rules(analyzer, List.of(rules));
    }

    /** Replaces measured confidence by what it turned out to mean; the calibration's version is in the provenance. */
    public static TicketAnalyzer calibrated(TicketAnalyzer analyzer, Calibration calibration) {
        return new TransformingAnalyzer(
                "Calibrated[" + calibration.version() + "]",
                Objects.requireNonNull(analyzer, "analyzer"),
                (ticket, result) -> calibration.apply(result));
    }

    /** Puts the policy's reasons on every result a person should look at. */
    public static TicketAnalyzer reviewed(TicketAnalyzer analyzer, ReviewPolicy policy) {
        Objects.requireNonNull(policy, "policy");
        return new TransformingAnalyzer(
                "Reviewed",
                Objects.requireNonNull(analyzer, "analyzer"),
                (ticket, result) -> result.toBuilder()
                        .reviewReasons(policy.reasons(ticket, result))
                        .build());
    }

    /**
     * As {@link #reviewed(TicketAnalyzer, ReviewPolicy)}, and puts every result a person should look at into the queue
     * before the caller gets it. The thread that ended the call waits for the queue, which suits one in memory; for a
     * database give an executor. The queue is not closed.
     *
     * <p>A result that could not be queued is still given, with its reasons and a step {@code review} that begins with
     * {@code not queued}; submit it again.
     */
    public static TicketAnalyzer reviewing(TicketAnalyzer analyzer, ReviewPolicy policy, ReviewQueue queue) {
        return reviewing(analyzer, policy, queue, Runnable::run);
    }

    /**
     * As {@link #reviewing(TicketAnalyzer, ReviewPolicy, ReviewQueue)}, waiting for the queue on the executor's threads.
     * The executor is not closed.
     */
    public static TicketAnalyzer reviewing(
            TicketAnalyzer analyzer, ReviewPolicy policy, ReviewQueue queue, Executor executor) {
        return new ReviewingAnalyzer(
                Objects.requireNonNull(analyzer, "analyzer"),
                Objects.requireNonNull(policy, "policy"),
                Objects.requireNonNull(queue, "queue"),
                Objects.requireNonNull(executor, "executor"));
    }

    private static List<TicketAnalyzer> several(TicketAnalyzer first, TicketAnalyzer... next) {
        List<TicketAnalyzer> all = new ArrayList<>();
        all.add(Objects.requireNonNull(first, "first"));
        for (TicketAnalyzer analyzer : next) {
            all.add(Objects.requireNonNull(analyzer, "next"));
        }
        if (all.size() < 2) {
            throw new IllegalArgumentException("Give at least two analyzers; one alone needs no wrapper");
        }
        return all;
    }
}
