package io.github.supportops.copilot.app.service;

import io.github.supportops.copilot.review.ReviewQueue;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BooleanSupplier;

/** {@code /health}, {@code /health/ready} and {@code /metrics}. */
final class StatusRoutes implements RouteGroup {
    private static final String METRICS_TYPE = "text/plain; version=0.0.4; charset=utf-8";

    private final Path dataDirectory;
    private final ReviewQueue reviews;
    private final PrometheusMeterRegistry registry;
    private final BooleanSupplier stopping;

    StatusRoutes(Path dataDirectory, ReviewQueue reviews, PrometheusMeterRegistry registry, BooleanSupplier stopping) {
        this.dataDirectory = dataDirectory;
        this.reviews = reviews;
        this.registry = registry;
        this.stopping = stopping;
    }

    @Override
    public void addTo(RoutesConfig routes) {
        routes.get("/health", this::health);
        routes.get("/health/ready", this::ready);
        routes.get("/metrics", this::metrics);
    }

    /** The process lives. */
    private void health(Context context) {
        context.contentType(Json.TYPE).result("{\"status\":\"up\"}");
    }

    /** Requests can be served: 200, otherwise 503. It makes no call to a model, for those cost money. */
    private void ready(Context context) {
        Map<String, String> checks = new LinkedHashMap<>();
        checks.put("service", stopping.getAsBoolean() ? "stopping" : "up");
        checks.put("reviews", reviewsAnswer() ? "up" : "down");
        checks.put("data_directory", Files.isWritable(dataDirectory) ? "up" : "down");
        boolean ready = checks.values().stream().allMatch("up"::equals);
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("status", ready ? "up" : "down");
        body.put("checks", checks);
        context.status(ready ? 200 : 503).contentType(Json.TYPE).result(Json.write(body));
    }

    private void metrics(Context context) {
        context.contentType(METRICS_TYPE).result(registry.scrape());
    }

    private boolean reviewsAnswer() {
        try {
            reviews.counts();
            return true;
        } catch (RuntimeException down) {
            return false;
        }
    }
}
