package io.github.supportops.copilot.app.service;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The OpenAPI 3.1 description of the routes. Fields and labels come from the schema that answers are validated with. */
final class OpenApiDocument {
    private OpenApiDocument() {}

    static Map<String, Object> build() {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("openapi", "3.1.0");
        document.put(
                "info",
                object(
                        "title", "AI Support Ops Copilot",
                        "version", "1",
                        "summary", "Triage of support tickets, with people in the loop",
                        "license", object("name", "Apache-2.0", "identifier", "Apache-2.0")));
        document.put("security", List.of(object("token", List.of()), object()));
        document.put("paths", OpenApiPaths.build());
        document.put(
                "components",
                object(
                        "schemas",
                        OpenApiSchemas.build(),
                        "responses",
                        object("Problem", problem()),
                        "securitySchemes",
                        object(
                                "token",
                                object(
                                        "type",
                                        "http",
                                        "scheme",
                                        "bearer",
                                        "description",
                                        "Needed when the service was started with a token."))));
        return document;
    }

    private static Map<String, Object> problem() {
        return object(
                "description",
                "The request is refused; the body says why.",
                "headers",
                object(
                        "Retry-After",
                        object(
                                "description",
                                "Seconds after which to try again; with 429 and 503.",
                                "schema",
                                object("type", "integer", "minimum", 1))),
                "content",
                object(Json.PROBLEM_TYPE, object("schema", reference("Problem"))));
    }

    static Map<String, Object> reference(String schema) {
        return object("$ref", "#/components/schemas/" + schema);
    }

    /** {@return an ordered object of names and values in turn} */
    static Map<String, Object> object(Object... namesAndValues) {
        Map<String, Object> object = new LinkedHashMap<>();
        for (int place = 0; place < namesAndValues.length; place += 2) {
            object.put((String) namesAndValues[place], namesAndValues[place + 1]);
        }
        return object;
    }
}
