package io.github.supportops.copilot.helpdesk.salesforce;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Takes earlier mails off a reply: they are in the conversation already, and an old complaint quoted under a thank-you must
 * not be triaged again. What would leave nothing is left alone.
 */
final class QuotedHistory {
    private static final Pattern START = Pattern.compile(
            "-{2,}\\s{0,5}(original message|forwarded message|ursprüngliche nachricht)\\s{0,5}-{2,}|_{20,}"
                    + "|on .{4,200} wrote:|am .{4,200} schrieb.{0,200}:|le .{4,200} a écrit\\s?:",
            Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
    private static final Pattern THREAD_TOKEN =
            Pattern.compile("ref:[!_0-9A-Za-z.]{10,80}:ref|thread::[0-9A-Za-z_\\-]{5,80}::");

    private QuotedHistory() {}

    static String without(String text) {
        List<String> kept = new ArrayList<>();
        for (String line : text.split("\r?\n|\r", -1)) {
            if (line.length() <= 500 && START.matcher(line.strip()).matches()) {
                break;
            }
            if (!line.startsWith(">")) {
                kept.add(line);
            }
        }
        String own =
                THREAD_TOKEN.matcher(String.join("\n", kept)).replaceAll("").strip();
        return own.isEmpty() ? text : own;
    }
}
