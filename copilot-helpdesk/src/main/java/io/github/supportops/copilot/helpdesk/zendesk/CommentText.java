package io.github.supportops.copilot.helpdesk.zendesk;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.supportops.copilot.helpdesk.internal.HtmlText;

/** The plain text of a comment: Zendesk's own if there is one, otherwise what is left of the HTML without its tags. */
final class CommentText {
    /** What Zendesk takes for one comment, so that nothing of a real one is lost. */
    static final int MOST_CHARACTERS = 65_536;

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

    /** Without the empty lines that blocks leave behind: Zendesk's own plain text has none either. */
    static String fromHtml(String html) {
        return HtmlText.of(html, MOST_CHARACTERS).replaceAll("\n+", "\n");
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
