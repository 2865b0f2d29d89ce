package io.github.supportops.copilot.app.service;

import io.javalin.http.Context;

/** Names a request by its route, so that logs and metrics hold no ids and only as many names as there are routes. */
final class Routes {
    static final String UNKNOWN = "unknown";

    private Routes() {}

    static String of(Context context) {
        var endpoint = context.endpoints().lastHttpEndpoint();
        return endpoint == null ? UNKNOWN : endpoint.path;
    }
}
