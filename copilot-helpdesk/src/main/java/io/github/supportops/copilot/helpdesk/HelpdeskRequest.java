package io.github.supportops.copilot.helpdesk;

import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A request as it would go out, for dry runs. {@code toString()} leaves out the body, which holds the note.
 *
 * @param method for example {@code PUT}
 * @param path path and query, without host
 * @param json the body, or null; read it with {@link #body()}
 */
public record HelpdeskRequest(
        String method, String path, @Nullable String json) {
    /** Checks method and path. */
    public HelpdeskRequest {
        Objects.requireNonNull(method, "method");
        Objects.requireNonNull(path, "path");
    }

    /** {@return the JSON body} */
    public Optional<String> body() {
        return Optional.ofNullable(json);
    }

    @Override
    public String toString() {
        return method + " " + path;
    }
}
