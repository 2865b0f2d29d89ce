package io.github.supportops.copilot.helpdesk.zendesk;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.regex.Pattern;

/** The plain text of a comment: Zendesk's own if there is one, otherwise what is left of the HTML without its tags. */
final class CommentText {
    /** What Zendesk takes for one comment, so that nothing of a real one is lost. */
    static final int MOST_CHARACTERS = 65_536;

    private static final Pattern UNSEEN =
            Pattern.compile("(?is)<(script|style)\\b[^>]{0,1000}>.{0,65536}?</\\1\\s{0,9}>|<!--.{0,65536}?-->");
    private static final Pattern LINE_END = Pattern.compile("(?i)<(?:br|/p|/div|/li|/tr|/h[1-6])\\b[^>]{0,200}>");
    private static final Pattern TAG = Pattern.compile("<[a-zA-Z/!][^<>]{0,5000}>");

    private CommentText() {}

    static String of(JsonNode comment) {
        for (String name : new String[] {"plain_body", "body"}) {
            String text = comment.path(name).asText("");
            if (comment.path(name).isTextual() && !text.isBlank()) {
                return capped(text.replace("&nbsp;", " ")).strip();
            }
        }
        return comment.path("html_body").isTextual()
                ? fromHtml(capped(comment.path("html_body").textValue()))
                : "";
    }

    static String fromHtml(String html) {
        String seen = UNSEEN.matcher(html).replaceAll(" ");
        String lines = LINE_END.matcher(seen).replaceAll("\n");
        String text = TAG.matcher(lines).replaceAll("");
        return text.replace("&nbsp;", " ")
                .replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&quot;", "\"")
                .replace("&#39;", "'")
                .replace("&amp;", "&")
                .strip();
    }

    /** Both ends of what is too long: our notes are recognised by their last line. */
    private static String capped(String text) {
        if (text.length() <= MOST_CHARACTERS) {
            return text;
        }
        int half = MOST_CHARACTERS / 2;
        return text.substring(0, half) + "\n[...]\n" + text.substring(text.length() - half);
    }
}
