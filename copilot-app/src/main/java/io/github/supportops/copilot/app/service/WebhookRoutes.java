package io.github.supportops.copilot.app.service;

import io.github.supportops.copilot.helpdesk.HelpdeskSync;
import io.github.supportops.copilot.helpdesk.WebhookNotice;
import io.github.supportops.copilot.helpdesk.WebhookRefusedException;
import io.github.supportops.copilot.helpdesk.WebhookRequest;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.time.Instant;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;

/**
 * {@code POST /webhooks/SYSTEM}: a help desk says that a ticket changed. The call is verified, written down and answered;
 * the ticket is looked at afterwards.
 */
final class WebhookRoutes implements RouteGroup {
    static final String PREFIX = "/webhooks/";

    private final Map<String, HelpdeskSync> syncs;
    private final RequestBody body;
    private final Executor writers;

    WebhookRoutes(Map<String, HelpdeskSync> syncs, ServiceParts parts) {
        this.syncs = syncs;
        this.body = parts.body();
        this.writers = parts.threads();
    }

    @Override
    public void addTo(RoutesConfig routes) {
        routes.post(PREFIX + "{system}", this::handle);
    }

    private void handle(Context context) {
        String system = context.pathParam("system");
        HelpdeskSync sync = syncs.get(system);
        if (sync == null) {
            throw new ProblemException(
                    ProblemType.NOT_FOUND, "No webhooks are taken for this system; docs/helpdesk.md says what to set");
        }
        context.future(() -> body.bytes(context, WebhookRequest.MOST_BYTES)
                .thenAcceptAsync(bytes -> answer(context, taken(sync, context, bytes)), writers));
    }

    private static WebhookNotice taken(HelpdeskSync sync, Context context, byte[] bytes) {
        try {
            return sync.accept(new WebhookRequest(headers(context), context.queryParamMap(), bytes, Instant.now()));
        } catch (WebhookRefusedException refused) {
            throw problem(refused);
        }
    }

    private static Map<String, List<String>> headers(Context context) {
        Map<String, List<String>> headers = new HashMap<>();
        for (String name : Collections.list(context.req().getHeaderNames())) {
            headers.put(name, Collections.list(context.req().getHeaders(name)));
        }
        return headers;
    }

    private static ProblemException problem(WebhookRefusedException refused) {
        ProblemType type = switch (refused.reason()) {
            case NOT_CONFIGURED -> ProblemType.SETUP;
            case NOT_AUTHENTIC, OUT_OF_TIME -> ProblemType.UNAUTHORIZED;
            case UNREADABLE -> ProblemType.MALFORMED_REQUEST;
            case TOO_LARGE -> ProblemType.TOO_LARGE;
        };
        return new ProblemException(type, String.valueOf(refused.getMessage()));
    }

    private static void answer(Context context, WebhookNotice notice) {
        context.contentType(notice.replyType()).result(notice.replyBody());
    }
}
