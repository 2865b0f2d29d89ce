package io.github.supportops.copilot.helpdesk.salesforce;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.stream.Collectors;

/** Values in SOQL. Nothing a customer, an agent or a model wrote goes into a query; ids and times are checked before. */
final class Soql {
    private Soql() {}

    /** {@return a text in quotes} */
    static String text(String value) {
        StringBuilder quoted = new StringBuilder("'");
        value.codePoints().forEach(point -> {
            switch (point) {
                case '\\' -> quoted.append("\\\\");
                case '\'' -> quoted.append("\\'");
                case '\n' -> quoted.append("\\n");
                case '\r' -> quoted.append("\\r");
                case '\t' -> quoted.append("\\t");
                default -> quoted.appendCodePoint(point);
            }
        });
        return quoted.append('\'').toString();
    }

    /** {@return texts in quotes and parentheses, for IN} */
    static String texts(Collection<String> values) {
        return values.stream().map(Soql::text).collect(Collectors.joining(",", "(", ")"));
    }

    /** {@return a time, which stands without quotes; Salesforce takes milliseconds, so the rest is dropped} */
    static String time(Instant time) {
        return time.truncatedTo(ChronoUnit.MILLIS).toString();
    }

    /** {@return a query as a parameter of an address, in UTF-8} */
    static String encoded(String query) {
        return URLEncoder.encode(query, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
