package io.github.supportops.copilot.helpdesk;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** An incoming webhook call, as it came over the wire. {@code toString()} shows sizes only. */
public final class WebhookRequest {
    /** The largest body that is looked at. */
    public static final int MOST_BYTES = 1 << 20;

    private final Map<String, List<String>> headers;
    private final Map<String, List<String>> query;
    private final byte[] body;
    private final Instant receivedAt;

    /**
     * Creates it.
     *
     * @param headers by name; case does not matter
     * @param query decoded parameters of the address, by name
     * @param body the raw bytes, on which signatures are computed; copied
     * @param receivedAt when it came
     */
    public WebhookRequest(
            Map<String, List<String>> headers, Map<String, List<String>> query, byte[] body, Instant receivedAt) {
        this.headers = new TreeMap<>();
        headers.forEach((name, values) ->
                this.headers.merge(name.toLowerCase(Locale.ROOT), List.copyOf(values), WebhookRequest::both));
        this.query = new TreeMap<>();
        query.forEach((name, values) -> this.query.put(name, List.copyOf(values)));
        this.body = body.clone();
        this.receivedAt = Objects.requireNonNull(receivedAt, "receivedAt");
    }

    /** {@return the one value of a header; absent when it is missing or there are several} */
    public Optional<String> header(String name) {
        return only(headers.get(name.toLowerCase(Locale.ROOT)));
    }

    /** {@return the one value of a query parameter; absent when it is missing or there are several} */
    public Optional<String> parameter(String name) {
        return only(query.get(name));
    }

    /** {@return the raw bytes} */
    public byte[] body() {
        return body.clone();
    }

    /** {@return when it came} */
    public Instant receivedAt() {
        return receivedAt;
    }

    /** The same header in two spellings is two headers, of which none can be trusted. */
    private static List<String> both(List<String> one, List<String> other) {
        return Stream.concat(one.stream(), other.stream()).toList();
    }

    private static Optional<String> only(@Nullable List<String> values) {
        return values != null && values.size() == 1 ? Optional.of(values.get(0)) : Optional.empty();
    }

    @Override
    public String toString() {
        return "WebhookRequest[" + body.length + " bytes]";
    }
}
