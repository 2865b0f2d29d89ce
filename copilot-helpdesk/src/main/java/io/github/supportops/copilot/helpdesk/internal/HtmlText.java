package io.github.supportops.copilot.helpdesk.internal;

import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * The text of a message's HTML: markup, scripts and quoted mails are left out, blocks become lines. One pass, and bounded: the
 * HTML comes from whoever wrote the mail.
 */
public final class HtmlText {
    private static final Set<String> BLOCKS = Set.of(
            "br", "p", "div", "li", "ul", "ol", "tr", "table", "h1", "h2", "h3", "h4", "h5", "h6", "pre", "blockquote");
    private static final Set<String> HIDDEN = Set.of("script", "style", "head", "title");
    private static final Map<String, String> ENTITIES = Map.of(
            "amp", "&", "lt", "<", "gt", ">", "quot", "\"", "apos", "'", "nbsp", " ", "ndash", "\u2013", "mdash",
            "\u2014", "hellip", "\u2026", "euro", "\u20ac");

    private final String html;
    private final int mostCharacters;
    private final StringBuilder text = new StringBuilder();
    private int place;
    private boolean spacePending;

    private HtmlText(String html, int mostCharacters) {
        this.html = html;
        this.mostCharacters = mostCharacters;
    }

    /** {@return the text, at most so many characters of it} */
    public static String of(String html, int mostCharacters) {
        HtmlText reader = new HtmlText(html, mostCharacters);
        reader.read();
        return cut(reader.text.toString().strip(), mostCharacters);
    }

    /** {@return the text, cut between two characters} */
    public static String cut(String text, int mostCharacters) {
        if (text.length() <= mostCharacters) {
            return text;
        }
        boolean splits = Character.isHighSurrogate(text.charAt(mostCharacters - 1));
        return text.substring(0, splits ? mostCharacters - 1 : mostCharacters);
    }

    private void read() {
        while (place < html.length() && text.length() <= mostCharacters) {
            char next = html.charAt(place);
            if (next == '<' && startsTag()) {
                readTag();
            } else if (next == '&') {
                readEntity();
            } else {
                append(String.valueOf(next));
                place++;
            }
        }
    }

    private boolean startsTag() {
        if (place + 1 >= html.length()) {
            return false;
        }
        char next = html.charAt(place + 1);
        return Character.isLetter(next) || next == '/' || next == '!' || next == '?';
    }

    private void readTag() {
        if (html.startsWith("<!--", place)) {
            place = behind("-->", place);
            return;
        }
        int end = html.indexOf('>', place);
        String tag = html.substring(place + 1, end < 0 ? html.length() : end);
        place = end < 0 ? html.length() : end + 1;
        String name = nameOf(tag);
        if (BLOCKS.contains(name)) {
            newLine();
        } else if (name.equals("td") || name.equals("th")) {
            spacePending = true;
        }
        if (HIDDEN.contains(name) && !tag.startsWith("/")) {
            skipTo(name);
        } else if (isQuote(name, tag)) {
            skipQuote(name);
        }
    }

    private static String nameOf(String tag) {
        int start = tag.startsWith("/") ? 1 : 0;
        int end = start;
        while (end < tag.length() && Character.isLetterOrDigit(tag.charAt(end))) {
            end++;
        }
        return tag.substring(start, end).toLowerCase(Locale.ROOT);
    }

    /** Mail programs and help desks put the mail that is answered into blocks of these classes. */
    private static boolean isQuote(String name, String tag) {
        return (name.equals("div") || name.equals("blockquote"))
                && !tag.startsWith("/")
                && (tag.contains("freshdesk_quote") || tag.contains("gmail_quote"));
    }

    private void skipTo(String name) {
        int end = indexOfClose(name, place);
        place = end < 0 ? html.length() : behind(">", end);
    }

    private void skipQuote(String name) {
        int depth = 1;
        while (depth > 0) {
            int tag = html.indexOf('<', place);
            if (tag < 0) {
                place = html.length();
                return;
            }
            int end = behind(">", tag);
            String inside = html.substring(tag + 1, Math.max(tag + 1, end - 1));
            if (nameOf(inside).equals(name)) {
                depth += inside.startsWith("/") ? -1 : 1;
            }
            place = end;
        }
    }

    private int indexOfClose(String name, int from) {
        int found = html.indexOf("</", from);
        while (found >= 0 && !html.regionMatches(true, found + 2, name, 0, name.length())) {
            found = html.indexOf("</", found + 2);
        }
        return found;
    }

    private int behind(String end, int from) {
        int found = html.indexOf(end, from);
        return found < 0 ? html.length() : found + end.length();
    }

    private void readEntity() {
        int end = html.substring(place, Math.min(html.length(), place + 10)).indexOf(';') + place;
        String name = end < place ? "" : html.substring(place + 1, end);
        String meaning = ENTITIES.getOrDefault(name, numbered(name));
        if (meaning.isEmpty()) {
            append("&");
            place++;
        } else {
            append(meaning);
            place = end + 1;
        }
    }

    private static String numbered(String name) {
        if (!name.matches("#([0-9]{1,7}|[xX][0-9a-fA-F]{1,6})")) {
            return "";
        }
        boolean hex = Character.toLowerCase(name.charAt(1)) == 'x';
        int point = hex ? Integer.parseInt(name.substring(2), 16) : Integer.parseInt(name.substring(1));
        boolean isText = Character.isValidCodePoint(point)
                && !(point >= 0xD800 && point <= 0xDFFF)
                && (Character.isWhitespace(point) || !Character.isISOControl(point));
        return isText ? Character.toString(point) : "\uFFFD";
    }

    /** White space of any length is one space, as a browser shows it. */
    private void append(String piece) {
        if (piece.isBlank() || piece.equals("\u00A0")) {
            spacePending = true;
            return;
        }
        if (spacePending && text.length() > 0 && text.charAt(text.length() - 1) != '\n') {
            text.append(' ');
        }
        spacePending = false;
        text.append(piece);
    }

    private void newLine() {
        spacePending = false;
        if (text.length() > 0 && !endsWithEmptyLine()) {
            text.append('\n');
        }
    }

    private boolean endsWithEmptyLine() {
        int length = text.length();
        return length >= 2 && text.charAt(length - 1) == '\n' && text.charAt(length - 2) == '\n';
    }
}
