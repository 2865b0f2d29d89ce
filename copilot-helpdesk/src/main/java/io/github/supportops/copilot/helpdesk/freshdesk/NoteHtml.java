package io.github.supportops.copilot.helpdesk.freshdesk;

import io.github.supportops.copilot.helpdesk.TriageNote;
import java.nio.charset.StandardCharsets;

/**
 * A note as Freshdesk wants it: HTML in which nothing of the note's text is markup, and nothing is a placeholder: braces are
 * written as entities, so that no {@code {{ticket…}}} in a model's answer is ever filled in.
 */
final class NoteHtml {
    /** Below what a text column of 64 KiB holds. */
    static final int MOST_BYTES = 60_000;

    private NoteHtml() {}

    /** {@return the note; if it is too long, its draft is cut, never its marker} */
    static String of(TriageNote note) {
        int room = MOST_BYTES;
        String html = escaped(note.text());
        while (bytes(html) > MOST_BYTES) {
            html = escaped(note.text(room));
            room = room * 9 / 10;
        }
        return html;
    }

    static String escaped(String text) {
        StringBuilder html = new StringBuilder(text.length() + 64);
        String lines = text.replace("\r\n", "\n").replace('\r', '\n');
        for (int place = 0; place < lines.length(); place++) {
            char next = lines.charAt(place);
            switch (next) {
                case '&' -> html.append("&amp;");
                case '<' -> html.append("&lt;");
                case '>' -> html.append("&gt;");
                case '"' -> html.append("&quot;");
                case '\'' -> html.append("&#39;");
                case '{' -> html.append("&#123;");
                case '}' -> html.append("&#125;");
                case '\n' -> html.append("<br>");
                default -> html.append(Character.isISOControl(next) ? ' ' : next);
            }
        }
        return html.toString();
    }

    private static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}
