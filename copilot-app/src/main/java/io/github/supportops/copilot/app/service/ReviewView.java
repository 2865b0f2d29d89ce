package io.github.supportops.copilot.app.service;

import io.github.supportops.copilot.AnalysisJson;
import io.github.supportops.copilot.AnalysisResult;
import io.github.supportops.copilot.Provenance;
import io.github.supportops.copilot.TicketAnalysis;
import io.github.supportops.copilot.review.FeedbackEntry;
import io.github.supportops.copilot.review.Review;
import io.github.supportops.copilot.review.ReviewDecision;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A review as the service shows it. */
final class ReviewView {
    private ReviewView() {}

    static Map<String, @Nullable Object> of(Review review) {
        Map<String, @Nullable Object> view = new LinkedHashMap<>();
        view.put("id", review.id());
        view.put("state", review.state().wireName());
        view.put("version", review.version());
        view.put("created_at", review.createdAt().toString());
        view.put("ticket", Json.tree(AnalysisJson.writeTicket(review.ticket())));
        view.put("result", Json.tree(AnalysisJson.writeDetailed(review.result())));
        view.put(
                "reasons",
                review.result().reviewReasons().stream()
                        .map(reason -> reason.kind().wireName())
                        .distinct()
                        .toList());
        view.put(
                "decision",
                review.decision().map(made -> decision(review, made)).orElse(null));
        return view;
    }

    private static Map<String, @Nullable Object> decision(Review review, ReviewDecision made) {
        Map<String, @Nullable Object> view = new LinkedHashMap<>();
        view.put("decision", made.kind().wireName());
        view.put("by", made.by());
        view.put("at", made.at().toString());
        view.put("why", made.reason().orElse(null));
        view.put("analysis", made.correction().map(ReviewView::analysis).orElse(null));
        view.put(
                "changed",
                FeedbackEntry.of(review).changedFields().stream()
                        .map(field -> field.wireName())
                        .toList());
        return view;
    }

    /** The six fields as every other place writes them. */
    private static Object analysis(TicketAnalysis analysis) {
        AnalysisResult result = AnalysisResult.builder(
                        "person", analysis, Provenance.builder("person").build())
                .build();
        return Json.tree(AnalysisJson.write(result)).path("analysis");
    }
}
