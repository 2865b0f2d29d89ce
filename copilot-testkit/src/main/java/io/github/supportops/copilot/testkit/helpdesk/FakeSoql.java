package io.github.supportops.copilot.testkit.helpdesk;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The part of SOQL that a sync needs, read as strictly as the original: AND and OR do not mix without parentheses, times stand
 * without quotes, texts with them.
 */
final class FakeSoql {
    private static final Pattern TOKEN = Pattern.compile(
            "\\s*(?:('(?:\\\\[\\\\'nrt\"]|[^'\\\\])*')"
                    + "|([0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:.]+Z)|([0-9]+(?:\\.[0-9]+)?)|([A-Za-z_][A-Za-z0-9_.]*)|(<=|>=|!=|[=<>(),]))");

    private final List<String> tokens = new ArrayList<>();
    private int place;

    private FakeSoql(String query) {
        Matcher token = TOKEN.matcher(query);
        int end = 0;
        while (end < query.length() && !query.substring(end).isBlank()) {
            if (!token.find(end) || token.start() != end) {
                throw new MalformedQueryException("unexpected token: '" + query.charAt(end) + "'");
            }
            tokens.add(token.group().strip());
            end = token.end();
        }
    }

    /** A query that cannot be read. */
    static final class MalformedQueryException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        MalformedQueryException(String message) {
            super(message);
        }
    }

    /** A query; {@code limit} is -1 for none. */
    record Select(
            List<String> fields,
            List<Select> children,
            String from,
            @Nullable Condition where,
            List<Order> order,
            int limit) {}

    /** One column to sort by. */
    record Order(String field, boolean descending) {}

    /** A condition. */
    sealed interface Condition permits All, Any, Compare, In {}

    /** AND. */
    record All(List<Condition> parts) implements Condition {}

    /** OR. */
    record Any(List<Condition> parts) implements Condition {}

    /** A comparison with a text, an instant, a number, a flag or null. */
    record Compare(String field, String operator, @Nullable Object value) implements Condition {}

    /** IN. */
    record In(String field, List<Object> values) implements Condition {}

    static Select parse(String query) {
        FakeSoql reader = new FakeSoql(query);
        Select select = reader.select();
        if (reader.place != reader.tokens.size()) {
            throw new MalformedQueryException("unexpected token: '" + reader.peek() + "'");
        }
        return select;
    }

    private Select select() {
        expect("SELECT");
        List<String> fields = new ArrayList<>();
        List<Select> children = new ArrayList<>();
        do {
            if (accept("(")) {
                children.add(select());
                expect(")");
            } else {
                fields.add(name());
            }
        } while (accept(","));
        expect("FROM");
        String from = name();
        Condition where = accept("WHERE") ? condition() : null;
        List<Order> order = new ArrayList<>();
        if (accept("ORDER")) {
            expect("BY");
            do {
                String field = name();
                boolean descending = accept("DESC");
                if (!descending) {
                    accept("ASC");
                }
                order.add(new Order(field, descending));
            } while (accept(","));
        }
        int limit = accept("LIMIT") ? Integer.parseInt(next()) : -1;
        return new Select(fields, children, from, where, order, limit);
    }

    private Condition condition() {
        List<Condition> parts = new ArrayList<>();
        parts.add(simple());
        String word = peek().toUpperCase(Locale.ROOT);
        if (!word.equals("AND") && !word.equals("OR")) {
            return parts.get(0);
        }
        while (accept(word)) {
            parts.add(simple());
        }
        if (peek().equalsIgnoreCase("AND") || peek().equalsIgnoreCase("OR")) {
            throw new MalformedQueryException("unexpected token: '" + peek() + "'");
        }
        return word.equals("AND") ? new All(parts) : new Any(parts);
    }

    private Condition simple() {
        if (accept("(")) {
            Condition inner = condition();
            expect(")");
            return inner;
        }
        String field = name();
        if (accept("IN")) {
            expect("(");
            List<Object> values = new ArrayList<>();
            do {
                Object value = value();
                if (value == null) {
                    throw new MalformedQueryException("null in a list");
                }
                values.add(value);
            } while (accept(","));
            expect(")");
            return new In(field, values);
        }
        String operator = next();
        if (!List.of("=", "!=", "<", "<=", ">", ">=").contains(operator)) {
            throw new MalformedQueryException("unexpected token: '" + operator + "'");
        }
        return new Compare(field, operator, value());
    }

    private @Nullable Object value() {
        String token = next();
        if (token.startsWith("'")) {
            return unescaped(token.substring(1, token.length() - 1));
        }
        if (token.matches("[0-9]{4}-.*")) {
            if (token.matches(".*\\.[0-9]{4,}.*")) {
                throw new MalformedQueryException("finer than a millisecond: " + token);
            }
            try {
                return Instant.parse(token);
            } catch (java.time.DateTimeException broken) {
                throw new MalformedQueryException("not a time: " + token);
            }
        }
        return switch (token.toLowerCase(Locale.ROOT)) {
            case "true" -> true;
            case "false" -> false;
            case "null" -> null;
            default -> {
                if (!token.matches("[0-9.]+")) {
                    throw new MalformedQueryException("unexpected token: '" + token + "'");
                }
                yield new BigDecimal(token);
            }
        };
    }

    private static String unescaped(String text) {
        StringBuilder plain = new StringBuilder();
        for (int at = 0; at < text.length(); at++) {
            char letter = text.charAt(at);
            if (letter == '\\') {
                at++;
                plain.append(
                        switch (text.charAt(at)) {
                            case 'n' -> '\n';
                            case 'r' -> '\r';
                            case 't' -> '\t';
                            default -> text.charAt(at);
                        });
            } else {
                plain.append(letter);
            }
        }
        return plain.toString();
    }

    private String name() {
        String token = next();
        if (!token.matches("[A-Za-z_][A-Za-z0-9_.]*")) {
            throw new MalformedQueryException("unexpected token: '" + token + "'");
        }
        return token;
    }

    private String peek() {
        return place < tokens.size() ? tokens.get(place) : "";
    }

    private String next() {
        if (place >= tokens.size()) {
            throw new MalformedQueryException("unexpected token: '<EOF>'");
        }
        return tokens.get(place++);
    }

    private boolean accept(String word) {
        if (peek().equalsIgnoreCase(word)) {
            place++;
            return true;
        }
        return false;
    }

    private void expect(String word) {
        if (!accept(word)) {
            throw new MalformedQueryException("expecting '" + word + "', found '" + peek() + "'");
        }
    }
}
