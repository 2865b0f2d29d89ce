package io.github.supportops.copilot.helpdesk.internal;

import io.github.supportops.copilot.helpdesk.HelpdeskRequest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One request to a help desk.
 *
 * @param method the HTTP method
 * @param path path and query behind the base address, starting with a slash
 * @param contentType the type of the body; ignored without a body
 * @param body the body, or null for none
 * @param headers further headers
 * @param lanes the classes of calls it counts for, see {@link Pacer}
 * @param repeatable whether it may be sent again when it is not known whether it had an effect
 * @param waits whether it waits for its turn; what follows a look at once has had its turn with that look
 */
public record Call(
        String method,
        String path,
        String contentType,
        @Nullable String body,
        Map<String, String> headers,
        List<String> lanes,
        boolean repeatable,
        boolean waits) {
    /** A call that waits for its turn. */
    public Call(
            String method,
            String path,
            String contentType,
            @Nullable String body,
            Map<String, String> headers,
            List<String> lanes,
            boolean repeatable) {
        this(method, path, contentType, body, headers, lanes, repeatable, true);
    }

    /** Copies what can change. */
    public Call {
        Objects.requireNonNull(method, "method");
        Objects.requireNonNull(contentType, "contentType");
        headers = Map.copyOf(headers);
        lanes = List.copyOf(lanes);
        if (!path.startsWith("/")) {
            throw new IllegalArgumentException("A path starts with a slash");
        }
    }

    /** {@return a repeatable GET} */
    public static Call get(String path, List<String> lanes) {
        return new Call("GET", path, "application/json", null, Map.of(), lanes, true);
    }

    /** {@return a request with a JSON body that may be repeated, because the same request twice is the same as once} */
    public static Call json(String method, String path, String body, List<String> lanes) {
        return new Call(method, path, "application/json", body, Map.of(), lanes, true);
    }

    /** {@return this call, sent once unless it is certain that it had no effect} */
    public Call once() {
        return new Call(method, path, contentType, body, headers, lanes, false, waits);
    }

    /**
     * {@return this call, sent without waiting for the limits; if it is refused for too many calls, it is not sent again, and
     * its classes pause} For a write that follows the look it depends on.
     */
    public Call atOnce() {
        return new Call(method, path, contentType, body, headers, lanes, repeatable, false);
    }

    /** {@return this call with one more header} */
    public Call header(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return new Call(method, path, contentType, body, more, lanes, repeatable, waits);
    }

    /** {@return this call as a dry run shows it} */
    public HelpdeskRequest preview() {
        return new HelpdeskRequest(method, path, body);
    }

    /** Shows no body and no query: both may hold text of tickets. */
    @Override
    public String toString() {
        int query = path.indexOf('?');
        return method + " " + (query < 0 ? path : path.substring(0, query));
    }
}
