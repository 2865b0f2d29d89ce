package io.github.supportops.copilot.app.service;

import io.github.supportops.copilot.AnalysisField;
import io.github.supportops.copilot.review.FeedbackEntry;
import io.github.supportops.copilot.review.FeedbackPage;
import io.github.supportops.copilot.review.Review;
import io.github.supportops.copilot.review.ReviewDecision;
import io.github.supportops.copilot.review.ReviewQuery;
import io.github.supportops.copilot.review.ReviewQueue;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * {@code GET /stats}: the figures of the review desk. Decisions are read once and counted as they come; what was erased in
 * the meantime stays in the counts until the service is started again, for counts name nobody.
 */
final class Dashboard implements RouteGroup {
    private final ReviewQueue reviews;
    private final MeterRegistry registry;
    private final Map<String, Rates> byPrompt = new TreeMap<>();
    private final Map<String, Long> changed = new LinkedHashMap<>();
    private long place;

    Dashboard(ReviewQueue reviews, MeterRegistry registry) {
        this.reviews = reviews;
        this.registry = registry;
        for (AnalysisField field : AnalysisField.values()) {
            changed.put(field.wireName(), 0L);
        }
    }

    @Override
    public void addTo(RoutesConfig routes) {
        routes.get("/stats", this::show);
    }

    private void show(Context context) {
        context.contentType(Json.TYPE).result(Json.write(figures()));
    }

    private synchronized Map<String, @Nullable Object> figures() {
        readOn();
        Map<String, @Nullable Object> figures = new LinkedHashMap<>();
        Map<String, Long> states = new LinkedHashMap<>();
        reviews.counts().forEach((state, count) -> states.put(state.wireName(), count));
        figures.put("reviews", states);
        List<Review> oldest =
                reviews.list(ReviewQuery.pending().limit(1).build()).reviews();
        figures.put(
                "oldest_pending",
                oldest.isEmpty() ? null : oldest.get(0).createdAt().toString());
        List<Map<String, Object>> prompts = new ArrayList<>();
        byPrompt.forEach((prompt, rates) -> prompts.add(rates.view(prompt)));
        figures.put("prompts", prompts);
        figures.put("changed_fields", new LinkedHashMap<>(changed));
        figures.put("analyses", analyses());
        return figures;
    }

    private void readOn() {
        for (FeedbackPage page = reviews.feedback().read(place, 500);
                !page.entries().isEmpty();
                page = reviews.feedback().read(place, 500)) {
            page.entries().forEach(this::count);
            place = page.next();
        }
    }

    private void count(FeedbackEntry entry) {
        String prompt = entry.prompt()
                .map(identity -> identity.id() + " " + identity.version())
                .orElse(entry.said().provenance().analyzer());
        byPrompt.computeIfAbsent(prompt, name -> new Rates())
                .add(entry.decision().kind());
        entry.changedFields().forEach(field -> changed.merge(field.wireName(), 1L, Long::sum));
    }

    private Map<String, Object> analyses() {
        double seconds = 0;
        long succeeded = 0;
        long failed = 0;
        for (Timer timer : registry.find("copilot.analysis").timers()) {
            if ("success".equals(timer.getId().getTag("outcome"))) {
                succeeded += timer.count();
                seconds += timer.totalTime(TimeUnit.SECONDS);
            } else {
                failed += timer.count();
            }
        }
        Map<String, Object> analyses = new LinkedHashMap<>();
        analyses.put("succeeded", succeeded);
        analyses.put("failed", failed);
        analyses.put("mean_ms", succeeded == 0 ? 0 : Math.round(seconds * 1e3 / succeeded));
        analyses.put(
                "cost_usd",
                registry.find("copilot.cost.usd").counters().stream()
                        .mapToDouble(Counter::count)
                        .sum());
        return analyses;
    }

    /** How people judged what one prompt said. */
    private static final class Rates {
        private final Map<String, Long> kinds = new LinkedHashMap<>();

        void add(ReviewDecision.Kind kind) {
            kinds.merge(kind.wireName(), 1L, Long::sum);
        }

        Map<String, Object> view(String prompt) {
            Map<String, Object> view = new LinkedHashMap<>();
            view.put("prompt", prompt);
            for (ReviewDecision.Kind kind : ReviewDecision.Kind.values()) {
                view.put(kind.wireName(), kinds.getOrDefault(kind.wireName(), 0L));
            }
            return view;
        }
    }
}
