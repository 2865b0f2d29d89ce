package io.github.supportops.copilot.app.service;

import io.github.supportops.copilot.Intent;
import io.github.supportops.copilot.ReviewReason;
import io.github.supportops.copilot.Urgency;
import io.github.supportops.copilot.review.FeedbackExport;
import io.github.supportops.copilot.review.Review;
import io.github.supportops.copilot.review.ReviewOrder;
import io.github.supportops.copilot.review.ReviewPage;
import io.github.supportops.copilot.review.ReviewQuery;
import io.github.supportops.copilot.review.ReviewQueue;
import io.github.supportops.copilot.review.ReviewState;
import io.github.supportops.copilot.review.UnknownReviewException;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** {@code /reviews} and {@code /feedback}: what people decide, and what it teaches. */
final class ReviewRoutes implements RouteGroup {
    private static final int MOST_DECISION_BYTES = 262_144;

    private final ReviewQueue reviews;
    private final RequestBody body;
    private final Admission downloads;

    ReviewRoutes(ReviewQueue reviews, RequestBody body, Admission downloads) {
        this.reviews = reviews;
        this.body = body;
        this.downloads = downloads;
    }

    @Override
    public void addTo(RoutesConfig routes) {
        routes.get("/reviews", this::list);
        routes.get("/reviews/{id}", this::show);
        routes.post("/reviews/{id}/decision", this::decide);
        routes.get("/feedback", this::feedback);
    }

    private void list(Context context) {
        ReviewPage page = reviews.list(query(context));
        Map<String, @Nullable Object> answer = new LinkedHashMap<>();
        answer.put("reviews", page.reviews().stream().map(ReviewView::of).toList());
        answer.put("next", page.next().orElse(null));
        context.contentType(Json.TYPE).result(Json.write(answer));
    }

    private static ReviewQuery query(Context context) {
        ReviewQuery.Builder query = ReviewQuery.builder();
        query.states(set(context, "state", ReviewState::of));
        query.intents(set(context, "intent", Intent::of));
        query.urgencies(set(context, "urgency", Urgency::of));
        query.reasons(set(context, "reason", ReviewReason.Kind::of));
        Parameters.text(context, "ticket_id").ifPresent(query::ticketId);
        Parameters.text(context, "customer_id").ifPresent(query::customerId);
        checked(context, "order", order -> query.order(ReviewOrder.of(order)));
        query.limit(Parameters.number(context, "limit", 1, ReviewQuery.LARGEST_LIMIT, ReviewQuery.STANDARD_LIMIT));
        Parameters.text(context, "after").ifPresent(query::after);
        try {
            return query.build();
        } catch (IllegalArgumentException wrongCursor) {
            throw Parameters.wrong("after", "is not the cursor of a page before: start without one");
        }
    }

    /** Several values stand behind commas. */
    private static <T> Set<T> set(Context context, String name, Function<String, T> reader) {
        try {
            return Parameters.text(context, name).stream()
                    .flatMap(text -> Arrays.stream(text.split(",")))
                    .map(reader)
                    .collect(Collectors.toSet());
        } catch (IllegalArgumentException unknown) {
            throw Parameters.wrong(name, "is none of the allowed names: " + unknown.getMessage());
        }
    }

    private static void checked(Context context, String name, Consumer<String> use) {
        try {
            Parameters.text(context, name).ifPresent(use);
        } catch (IllegalArgumentException unknown) {
            throw Parameters.wrong(name, "is none of the allowed names: " + unknown.getMessage());
        }
    }

    private void show(Context context) {
        String id = context.pathParam("id");
        Review review = reviews.find(id).orElseThrow(() -> new UnknownReviewException(id));
        context.contentType(Json.TYPE).result(Json.write(ReviewView.of(review)));
    }

    private void decide(Context context) {
        Parameters.requireJson(context);
        context.future(() -> body.text(context, MOST_DECISION_BYTES).thenAccept(text -> decide(context, text)));
    }

    private void decide(Context context, String text) {
        DecisionReader request = new DecisionReader(Json.object(text));
        Review decided = reviews.decide(context.pathParam("id"), request.version(), request.decision());
        context.contentType(Json.TYPE).result(Json.write(ReviewView.of(decided)));
    }

    /** All decisions, one a line; as long as it is, it is written page by page. */
    private void feedback(Context context) {
        boolean labelledOnly = Parameters.flag(context, "labelled");
        downloads.during(() -> export(context, labelledOnly));
    }

    private void export(Context context, boolean labelledOnly) {
        context.contentType(Json.LINES_TYPE);
        try {
            Writer out =
                    new BufferedWriter(new OutputStreamWriter(context.res().getOutputStream(), StandardCharsets.UTF_8));
            if (labelledOnly) {
                FeedbackExport.labelledTickets(reviews.feedback(), out);
            } else {
                FeedbackExport.everything(reviews.feedback(), out);
            }
            out.flush();
        } catch (IOException gone) {
            throw new UncheckedIOException(gone);
        }
    }
}
