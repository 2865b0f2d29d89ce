package io.github.supportops.copilot.helpdesk.salesforce;

import java.util.Locale;
import java.util.Map;

/**
 * Turns the HTML of a mail or comment into plain text of bounded length: tags become spaces or line ends, scripts, styles
 * and comments vanish, entities are read once. It runs in one pass and cannot fail: broken markup gives odd text, no error.
 */
final class PlainText {
    private static final Map<String, String> NAMED = Map.of(
            "amp", "&", "lt", "<", "gt", ">", "quot", "\"", "apos", "'", "nbsp", " ", "ndash", "\u2013", "mdash",
            "\u2014", "hellip", "\u2026", "euro", "\u20ac");
    private static final String[] HIDDEN = {"script", "style", "head", "title"};
    private static final String LINE_ENDS = " br p div li tr h1 h2 h3 h4 h5 h6 blockquote ";

    private PlainText() {}

    /**
     * {@return the text of some HTML}
     *
     * @param mostChars where the text is cut; markup beyond eight times this length is not looked at
     */
    static String ofHtml(String html, int mostChars) {
        String source = html.length() > 8L * mostChars ? html.substring(0, 8 * mostChars) : html;
        StringBuilder text = new StringBuilder();
        int place = 0;
        while (place < source.length() && text.length() < 2L * mostChars) {
            char next = source.charAt(place);
            if (next == '<') {
                place = afterTag(source, place, text);
            } else if (next == '&') {
                place = afterEntity(source, place, text);
            } else {
                text.append(next == '\n' || next == '\r' || next == '\t' ? ' ' : next);
                place++;
            }
        }
        return cut(tidy(text), mostChars);
    }

    /** {@return a text of at most so many characters, never ending within a character pair} */
    static String cut(String text, int mostChars) {
        if (text.length() <= mostChars) {
            return text;
        }
        int end = Character.isHighSurrogate(text.charAt(mostChars - 1)) ? mostChars - 1 : mostChars;
        return text.substring(0, end);
    }

    private static int afterTag(String source, int open, StringBuilder text) {
        if (source.startsWith("<!--", open)) {
            int end = source.indexOf("-->", open + 4);
            return end < 0 ? source.length() : end + 3;
        }
        char first = open + 1 < source.length() ? source.charAt(open + 1) : ' ';
        if (!Character.isLetter(first) && first != '/' && first != '!' && first != '?') {
            text.append('<');
            return open + 1;
        }
        int close = source.indexOf('>', open);
        if (close < 0) {
            return source.length();
        }
        String name = name(source, open, close);
        for (String hidden : HIDDEN) {
            if (name.equals(hidden) && source.charAt(close - 1) != '/') {
                return afterElement(source, close, hidden);
            }
        }
        text.append(LINE_ENDS.contains(" " + name.replace("/", "") + " ") ? '\n' : ' ');
        return close + 1;
    }

    private static String name(String source, int open, int close) {
        int end = open + 1;
        while (end < close && end - open < 16 && (Character.isLetterOrDigit(source.charAt(end)) || end == open + 1)) {
            end++;
        }
        return source.substring(open + 1, end).toLowerCase(Locale.ROOT);
    }

    private static int afterElement(String source, int from, String name) {
        for (int place = source.indexOf("</", from); place >= 0; place = source.indexOf("</", place + 2)) {
            if (source.regionMatches(true, place + 2, name, 0, name.length())) {
                int close = source.indexOf('>', place);
                return close < 0 ? source.length() : close + 1;
            }
        }
        return source.length();
    }

    private static int afterEntity(String source, int start, StringBuilder text) {
        int end = start + 1;
        while (end < source.length() && end - start <= 10 && source.charAt(end) != ';') {
            end++;
        }
        if (end >= source.length() || source.charAt(end) != ';') {
            text.append('&');
            return start + 1;
        }
        String entity = source.substring(start + 1, end);
        if (entity.matches("#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}")) {
            boolean hex = entity.charAt(1) == 'x' || entity.charAt(1) == 'X';
            int point = hex ? Integer.parseInt(entity.substring(2), 16) : Integer.parseInt(entity.substring(1));
            if (Character.isValidCodePoint(point) && !Character.isISOControl(point)) {
                text.appendCodePoint(point);
            }
            return end + 1;
        }
        String named = NAMED.get(entity);
        text.append(named == null ? "&" : named);
        return named == null ? start + 1 : end + 1;
    }

    private static String tidy(StringBuilder text) {
        StringBuilder tidy = new StringBuilder();
        boolean blank = true;
        for (String line : text.toString().split("\n", -1)) {
            String words = line.replaceAll("[ \\u00a0]+", " ").strip();
            if (!words.isEmpty() || !blank) {
                tidy.append(words).append('\n');
            }
            blank = words.isEmpty();
        }
        return tidy.toString().strip();
    }
}
