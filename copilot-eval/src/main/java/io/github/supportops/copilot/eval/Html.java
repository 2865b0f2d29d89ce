package io.github.supportops.copilot.eval;

import java.util.Map;

/** Writes HTML so that nothing from outside can become markup: every text and every attribute value is escaped. */
final class Html {
    private final StringBuilder out = new StringBuilder();

    /** Adds markup of this library; never pass anything from outside. */
    Html markup(String trusted) {
        out.append(trusted);
        return this;
    }

    Html text(String untrusted) {
        out.append(escaped(untrusted));
        return this;
    }

    Html element(String name, String untrusted) {
        return element(name, Map.of(), untrusted);
    }

    Html element(String name, Map<String, String> attributes, String untrusted) {
        out.append('<').append(name);
        attributes.forEach((key, value) ->
                out.append(' ').append(key).append("=\"").append(escaped(value)).append('"'));
        out.append('>').append(escaped(untrusted)).append("</").append(name).append('>');
        return this;
    }

    String write() {
        return out.toString();
    }

    static String escaped(String text) {
        StringBuilder safe = new StringBuilder(text.length());
        text.codePoints().forEach(point -> {
            switch (point) {
                case '&' -> safe.append("&amp;");
                case '<' -> safe.append("&lt;");
                case '>' -> safe.append("&gt;");
                case '"' -> safe.append("&quot;");
                case '\'' -> safe.append("&#39;");
                default -> safe.appendCodePoint(Character.isISOControl(point) ? ' ' : point);
            }
        });
        return safe.toString();
    }
}
