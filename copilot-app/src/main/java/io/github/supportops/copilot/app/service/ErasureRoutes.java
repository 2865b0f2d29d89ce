package io.github.supportops.copilot.app.service;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.LinkedHashMap;
import java.util.Map;

/** {@code DELETE /tickets/{id}} and {@code DELETE /customers/{id}}: forgetting. */
final class ErasureRoutes implements RouteGroup {
    private final TicketEraser eraser;

    ErasureRoutes(TicketEraser eraser) {
        this.eraser = eraser;
    }

    @Override
    public void addTo(RoutesConfig routes) {
        routes.delete("/tickets/{id}", context -> answer(context, eraser.eraseTicket(context.pathParam("id"))));
        routes.delete("/customers/{id}", context -> answer(context, eraser.eraseCustomer(context.pathParam("id"))));
    }

    private static void answer(Context context, TicketEraser.Erasure erased) {
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("reviews", erased.reviews());
        answer.put("feedback_entries", erased.feedbackEntries());
        answer.put("jobs", erased.jobs());
        context.contentType(Json.TYPE).result(Json.write(answer));
    }
}
