package io.github.supportops.copilot.app.service;

import io.javalin.config.RoutesConfig;

/**
 * The routes of one area. A new area is a class of its own, a line in {@link WebServer} and a description in {@link
 * OpenApiPaths}; guard, limits, access log and errors are there for it already.
 */
@FunctionalInterface
interface RouteGroup {
    void addTo(RoutesConfig routes);
}
