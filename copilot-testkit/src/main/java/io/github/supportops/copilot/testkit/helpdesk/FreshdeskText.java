package io.github.supportops.copilot.testkit.helpdesk;

/** Between text and the HTML Freshdesk keeps. */
final class FreshdeskText {
    private FreshdeskText() {}

    static String html(String text) {
        return "<div>"
                + text.replace("&", "&amp;")
                        .replace("<", "&lt;")
                        .replace(">", "&gt;")
                        .replace("\n", "<br>")
                + "</div>";
    }

    static String plain(String html) {
        return html.replaceAll("(?i)<br\\s*/?>", "\n")
                .replaceAll("<[^>]*>", "")
                .replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&quot;", "\"")
                .replace("&#39;", "'")
                .replace("&#123;", "{")
                .replace("&#125;", "}")
                .replace("&nbsp;", " ")
                .replace("&amp;", "&")
                .strip();
    }
}
