package io.github.supportops.copilot.app.service;

import io.javalin.config.RoutesConfig;
import java.util.List;

/** {@code /}: the review desk, a page and what it is made of. */
final class DeskRoutes implements RouteGroup {
    private static final List<String> FILES =
            List.of("desk.css", "desk.js", "review.js", "batch.js", "dashboard.js", "service.js");

    @Override
    public void addTo(RoutesConfig routes) {
        routes.get("/", context -> WebFiles.send(context, "desk.html"));
        for (String file : FILES) {
            routes.get("/" + file, context -> WebFiles.send(context, file));
        }
    }
}
