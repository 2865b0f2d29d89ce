package io.github.supportops.copilot.app.service;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request that is refused, as {@code application/problem+json} says it. Its texts hold no ticket text and no key, so
 * they may be logged.
 */
final class ProblemException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final ProblemType type;
    private final transient List<Map<String, String>> errors = new ArrayList<>();
    private final transient Map<String, String> headers = new LinkedHashMap<>();

    ProblemException(ProblemType type, String detail) {
        this(type, detail, null);
    }

    ProblemException(ProblemType type, String detail, @Nullable Throwable cause) {
        super(detail, cause);
        this.type = type;
    }

    /** Names a field of the request and what is wrong with it. */
    ProblemException field(String field, String wrong) {
        Map<String, String> error = new LinkedHashMap<>();
        error.put("field", field);
        error.put("detail", wrong);
        errors.add(error);
        return this;
    }

    ProblemException header(String name, String value) {
        headers.put(name, value);
        return this;
    }

    /** Says when to come again, in whole seconds and at least one. */
    ProblemException retryAfter(Duration wait) {
        return header(
                "Retry-After", String.valueOf(Math.max(1, wait.plusMillis(999).toSeconds())));
    }

    ProblemType type() {
        return type;
    }

    Map<String, String> headers() {
        return headers;
    }

    /** {@return the body, ready to be written as JSON} */
    Map<String, Object> body() {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("type", type.uri());
        body.put("title", type.title());
        body.put("status", type.status());
        body.put("detail", String.valueOf(getMessage()));
        if (!errors.isEmpty()) {
            body.put("errors", errors);
        }
        return body;
    }
}
