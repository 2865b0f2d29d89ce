package io.github.supportops.copilot.app.service;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;

/** {@code /docs}: the description of the routes, to read and to try. All of it comes from this program. */
final class DocsRoutes implements RouteGroup {
    private static final String SWAGGER = "/META-INF/resources/webjars/swagger-ui/5.34.1/";
    private static final Map<String, String> ASSETS = Map.of(
            "swagger-ui.css", "text/css; charset=utf-8",
            "swagger-ui-bundle.js", "text/javascript; charset=utf-8");

    private final String document = Json.write(OpenApiDocument.build());

    @Override
    public void addTo(RoutesConfig routes) {
        routes.get("/openapi.json", this::openApi);
        routes.get("/docs", this::page);
        routes.get("/docs/{file}", this::asset);
    }

    private void openApi(Context context) {
        context.contentType(Json.TYPE).result(document);
    }

    private void page(Context context) {
        // The page sets styles from script, which our own policy forbids; it shows nothing but our own document.
        context.header(
                "Content-Security-Policy",
                SecurityHeaders.POLICY.replace("style-src 'self'", "style-src 'self' 'unsafe-inline'"));
        WebFiles.send(context, "docs.html");
    }

    private void asset(Context context) {
        String name = context.pathParam("file");
        if (name.equals("docs.js")) {
            WebFiles.send(context, name);
            return;
        }
        String type = ASSETS.get(name);
        if (type == null) {
            throw new ProblemException(ProblemType.NOT_FOUND, "There is no such file");
        }
        try (InputStream in = DocsRoutes.class.getResourceAsStream(SWAGGER + name)) {
            if (in == null) {
                throw new ProblemException(ProblemType.NOT_FOUND, "The documentation page is not part of this build");
            }
            context.header("Cache-Control", "private, max-age=86400")
                    .contentType(type)
                    .result(in.readAllBytes());
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }
}
