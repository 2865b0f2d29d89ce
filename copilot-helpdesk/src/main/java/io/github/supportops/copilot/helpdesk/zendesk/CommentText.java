package io.github.supportops.copilot.helpdesk.zendesk;

import com.fasterxml.jackson.databind.JsonNode;

/** The plain text of a comment: Zendesk's own if there is one, otherwise what is left of the HTML without its tags. */
final class CommentText {
    /** What Zendesk takes for one comment, so that nothing of a real one is lost. */
    static final int MOST_CHARACTERS = 65_536;

    private static final String[] HIDDEN = {"script", "style"};
    private static final String[] LINE_ENDS = {"br", "/p", "/div", "/li", "/tr", "/h"};

    private CommentText() {}

    static String of(JsonNode comment) {
        for (String name : new String[] {"plain_body", "body"}) {
            JsonNode text = comment.path(name);
            if (text.isTextual() && !text.textValue().isBlank()) {
                return capped(text.textValue().replace("&nbsp;", " ")).strip();
            }
        }
        JsonNode html = comment.path("html_body");
        return html.isTextual() ? fromHtml(capped(html.textValue())) : "";
    }

    /** Takes one pass, whatever the HTML is: it comes from whoever wrote the mail. */
    static String fromHtml(String html) {
        StringBuilder text = new StringBuilder();
        int place = 0;
        while (place < html.length()) {
            int open = html.indexOf('<', place);
            if (open < 0) {
                break;
            }
            text.append(html, place, open);
            place = behindTag(html, open, text);
        }
        text.append(html, Math.min(place, html.length()), html.length());
        return text.toString()
                .replace("&nbsp;", " ")
                .replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&quot;", "\"")
                .replace("&#39;", "'")
                .replace("&amp;", "&")
                .strip();
    }

    private static int behindTag(String html, int open, StringBuilder text) {
        for (String name : HIDDEN) {
            if (html.regionMatches(true, open + 1, name, 0, name.length())) {
                return behind(html, "</" + name, open);
            }
        }
        if (html.startsWith("<!--", open)) {
            return behind(html, "--", open + 4);
        }
        for (String name : LINE_ENDS) {
            if (html.regionMatches(true, open + 1, name, 0, name.length())) {
                text.append('\n');
                break;
            }
        }
        char first = open + 1 < html.length() ? html.charAt(open + 1) : ' ';
        if (first != '/' && first != '!' && !Character.isLetter(first)) {
            text.append('<');
            return open + 1;
        }
        return behind(html, "", open);
    }

    /** Behind the first {@code >} that follows a text; the end if there is none. */
    private static int behind(String html, String text, int from) {
        int found = from;
        while (!html.regionMatches(true, found, text, 0, text.length())) {
            found++;
            if (found >= html.length()) {
                return html.length();
            }
        }
        int close = html.indexOf('>', found);
        return close < 0 ? html.length() : close + 1;
    }

    /** Both ends of what is too long: our notes are recognised by their last line. */
    private static String capped(String text) {
        if (text.length() <= MOST_CHARACTERS) {
            return text;
        }
        int half = MOST_CHARACTERS / 2;
        int head = Character.isHighSurrogate(text.charAt(half - 1)) ? half - 1 : half;
        int tail = text.length() - half;
        tail = Character.isLowSurrogate(text.charAt(tail)) ? tail + 1 : tail;
        return text.substring(0, head) + "\n[...]\n" + text.substring(tail);
    }
}
