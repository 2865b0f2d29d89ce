package io.github.supportops.copilot.app.service;

import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;

/** Puts the routes behind the guard, and the server behind its limits. */
final class WebServer {
    private static final int MOST_HEADER_BYTES = 16_384;
    private static final int WAITING_CONNECTIONS = 1_024;
    private static final int MOST_CONNECTIONS = 8_192;
    private static final int IDLE_MILLIS = 20_000;

    private final ServiceContext service;
    private final Guard guard;
    private final AtomicBoolean stopping = new AtomicBoolean();

    private WebServer(ServiceContext service) {
        this.service = service;
        this.guard = new Guard(service.settings().token());
    }

    static Javalin start(ServiceContext service) throws IOException {
        Javalin server = Javalin.create(new WebServer(service)::configure);
        try {
            server.start(service.settings().host(), service.settings().port());
            return server;
        } catch (RuntimeException failed) {
            throw new UncheckedIOException(
                    "The service cannot listen on " + service.settings().host() + ":"
                            + service.settings().port() + "; is the port in use?",
                    new IOException(failed));
        }
    }

    private void configure(JavalinConfig config) {
        config.startup.showJavalinBanner = false;
        config.startup.showOldJavalinVersionWarning = false;
        config.startup.startupWatcherEnabled = false;
        config.http.prefer405over404 = true;
        config.http.maxRequestSize = service.settings().maxTicketBytes();
        config.jetty.threadPool = service.threads();
        config.jetty.addConnector(this::connector);
        config.jetty.modifyServer(this::limit);
        config.jetty.modifyHttpConfiguration(WebServer::limit);
        config.requestLogger.http(this::log);
        routes(config.routes);
    }

    /** The usual 50 places for connections that are not taken up yet are too few when a thousand clients come at once. */
    private Connector connector(Server server, HttpConfiguration http) {
        ServerConnector connector = new ServerConnector(server, new HttpConnectionFactory(http));
        connector.setHost(service.settings().host());
        connector.setPort(service.settings().port());
        connector.setAcceptQueueSize(WAITING_CONNECTIONS);
        connector.setIdleTimeout(IDLE_MILLIS);
        connector.addBean(
                new SlowHeaders(connector, service.settings().bodyTimeout().dividedBy(2)));
        connector.addBean(new NetworkConnectionLimit(MOST_CONNECTIONS, connector));
        return connector;
    }

    private void limit(Server server) {
        // Without a time to stop, the server would drop the requests that are under way.
        server.setStopTimeout(service.settings().stopTimeout().toMillis());
        server.setErrorHandler(new PlainErrors());
    }

    private static void limit(HttpConfiguration http) {
        http.setRequestHeaderSize(MOST_HEADER_BYTES);
        http.setIdleTimeout(IDLE_MILLIS);
        http.setUriCompliance(UriCompliance.DEFAULT);
    }

    private void log(Context context, Float milliseconds) {
        AccessLog.write(context, milliseconds);
        service.metrics()
                .request(String.valueOf(context.method()), Routes.of(context), context.statusCode(), milliseconds);
    }

    private void routes(RoutesConfig routes) {
        routes.before(context -> {
            SecurityHeaders.set(context);
            if (isSignIn(context)) {
                guard.requireSameOrigin(context);
            } else if (!isWebhook(context)) {
                guard.check(context);
            }
        });
        routes.exception(Exception.class, (failure, context) -> refuse(context, Problems.of(failure)));
        routes.exception(HttpResponseException.class, (failure, context) -> refuse(context, Problems.of(failure)));
        areas().forEach(area -> area.addTo(routes));
    }

    /** Everything that is served. Another area is one line more. */
    private List<RouteGroup> areas() {
        ServiceParts parts = service.parts();
        return List.of(
                new AnalyzeRoute(service.analyzer(), parts),
                new BatchRoute(service.jobs(), parts),
                new JobRoutes(service.jobs(), parts.downloads()),
                new ReviewRoutes(service.reviews(), parts.body(), parts.downloads()),
                new ErasureRoutes(new TicketEraser(service.reviews(), service.jobs())),
                new Dashboard(service.reviews(), service.registry()),
                new SessionRoutes(guard, parts.body()),
                new DeskRoutes(),
                new StatusRoutes(
                        service.settings().dataDirectory(), service.reviews(), service.registry(), stopping::get),
                new WebhookRoutes(service.settings().webhooks(), parts),
                new DocsRoutes());
    }

    /** A help desk cannot bring our token; it proves itself by what {@link WebhookRoutes} checks. */
    private boolean isWebhook(Context context) {
        String path = context.path();
        return context.req().getMethod().equals("POST")
                && path.startsWith(WebhookRoutes.PREFIX)
                && service.settings().webhooks().containsKey(path.substring(WebhookRoutes.PREFIX.length()));
    }

    private boolean isSignIn(Context context) {
        return guard.needsToken()
                && context.path().equals(SessionRoutes.SIGN_IN)
                && context.req().getMethod().equals("POST");
    }

    static void refuse(Context context, ProblemException problem) {
        boolean browser = problem.type() == ProblemType.UNAUTHORIZED
                && context.path().equals("/")
                && String.valueOf(context.header("Accept")).contains("text/html");
        if (browser) {
            SessionRoutes.askForToken(context);
            return;
        }
        problem.headers().forEach(context::header);
        // The name of the type says it all; a charset would be one parameter too many.
        context.res().setCharacterEncoding(null);
        context.status(problem.type().status())
                .contentType(Json.PROBLEM_TYPE)
                .result(Json.write(problem.body()).getBytes(StandardCharsets.UTF_8));
    }
}
