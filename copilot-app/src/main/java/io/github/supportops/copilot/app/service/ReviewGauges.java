package io.github.supportops.copilot.app.service;

import io.github.supportops.copilot.review.Review;
import io.github.supportops.copilot.review.ReviewQuery;
import io.github.supportops.copilot.review.ReviewQueue;
import io.github.supportops.copilot.review.ReviewState;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;

/** How many reviews stand where, and how long the oldest one waits. Read whenever metrics are. */
final class ReviewGauges {
    private ReviewGauges() {}

    static void register(ReviewQueue reviews, MeterRegistry registry, Supplier<Instant> clock) {
        for (ReviewState state : ReviewState.values()) {
            Gauge.builder("copilot.reviews", reviews, queue -> queue.counts().getOrDefault(state, 0L))
                    .description("Reviews by state")
                    .tag("state", state.wireName())
                    .register(registry);
        }
        Gauge.builder("copilot.reviews.oldest.pending.age", reviews, queue -> oldestAge(queue, clock.get()))
                .description("How long the oldest pending review waits")
                .baseUnit("seconds")
                .register(registry);
    }

    private static double oldestAge(ReviewQueue queue, Instant now) {
        List<Review> oldest = queue.list(ReviewQuery.pending().limit(1).build()).reviews();
        return oldest.isEmpty()
                ? 0
                : Duration.between(oldest.get(0).createdAt(), now).toMillis() / 1e3;
    }
}
