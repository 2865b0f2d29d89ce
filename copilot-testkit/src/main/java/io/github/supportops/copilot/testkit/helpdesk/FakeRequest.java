package io.github.supportops.copilot.testkit.helpdesk;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** A request that came to a fake server. */
record FakeRequest(String method, URI address, Map<String, String> headers, String body) {

    /** The path, decoded, without the query. */
    String path() {
        return address.getPath();
    }

    /** A decoded parameter of the query. */
    Optional<String> parameter(String name) {
        return Optional.ofNullable(parameters().get(name));
    }

    Map<String, String> parameters() {
        Map<String, String> all = new HashMap<>();
        String query = address.getRawQuery();
        if (query != null) {
            for (String pair : query.split("&", -1)) {
                int equals = pair.indexOf('=');
                String name = equals < 0 ? pair : pair.substring(0, equals);
                all.put(decoded(name), equals < 0 ? "" : decoded(pair.substring(equals + 1)));
            }
        }
        return all;
    }

    Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name.toLowerCase(Locale.ROOT)));
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }
}
