package io.github.supportops.copilot.local.internal.text;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Takes the layout of a mail off: quoted earlier mails, signatures and, from longer mails, greeting and closing. What is
 * left are the words that the customer wrote this time.
 */
final class MailLayout {

    /** Shorter texts keep their greeting and their thanks: there, "thank you" may be all that was said. */
    private static final int LONG_MAIL = 300;

    /** A closing counts only this close to the end; "thanks" in the middle opens another paragraph. */
    private static final int CLOSING_LINES = 9;

    private static final Pattern QUOTE_HEADER =
            Pattern.compile("(?i)^\\s*(on\\b.{3,120}\\bwrote:|-{2,}\\s*(original|forwarded) message\\s*-{2,}|_{10,}|"
                    + "begin forwarded message:)\\s*$");
    private static final Pattern HEADER_FIELD = Pattern.compile("(?i)^\\s*(from|sent|to|cc|date):\\s+\\S.*$");
    private static final Pattern QUOTED = Pattern.compile("^\\s*>.*$");
    private static final Pattern SIGNATURE = Pattern.compile(
            "(?i)^\\s*(--\\s?|sent from my .*|sent via .*|get outlook for .*|this (e-?mail|message) (and any|is "
                    + "(confidential|intended)).*)$");
    private static final Pattern SUBJECT = Pattern.compile("(?i)^\\s*(subject|betreff|re|fwd?):\\s*");
    private static final Pattern GREETING = Pattern.compile(
            "(?i)^\\s*((dear|hi|hello|hey|greetings|good (morning|afternoon|evening|day)|to whom it may "
                    + "concern)\\b[^.?]{0,60}[,:!.]?)\\s*$");
    private static final Pattern CLOSING = Pattern.compile(
            "(?i)^\\s*((best|kind|warm|warmest|many|with|yours|thanks|thank you|cheers|regards|sincerely|respectfully|"
                    + "cordially|faithfully|looking forward|take care)\\b[^.?]{0,50})[,.!]?\\s*$");

    private MailLayout() {}

    /** The customer's own words, lines kept; the whole text again when nothing would be left. */
    static String strip(String message) {
        List<String> lines = new ArrayList<>();
        for (String line : message.lines().toList()) {
            if (QUOTE_HEADER.matcher(line).matches() && !blank(lines)) {
                break;
            }
            if (SIGNATURE.matcher(line).matches() && !blank(lines)) {
                break;
            }
            if (!QUOTED.matcher(line).matches()) {
                lines.add(SUBJECT.matcher(line).replaceFirst(""));
            }
        }
        dropForwardedHeader(lines);
        if (message.length() > LONG_MAIL) {
            dropClosing(lines);
            dropGreeting(lines);
        }
        String stripped = String.join("\n", lines).strip();
        return stripped.isEmpty() ? message.strip() : stripped;
    }

    private static boolean blank(List<String> lines) {
        return lines.stream().allMatch(String::isBlank);
    }

    /** Cuts at the block of From, Sent, To lines with which some mail programs open the earlier mail. */
    private static void dropForwardedHeader(List<String> lines) {
        for (int i = 1; i + 1 < lines.size(); i++) {
            if (HEADER_FIELD.matcher(lines.get(i)).matches()
                    && HEADER_FIELD.matcher(lines.get(i + 1)).matches()) {
                lines.subList(i, lines.size()).clear();
                return;
            }
        }
    }

    private static void dropClosing(List<String> lines) {
        for (int i = Math.max(2, lines.size() - CLOSING_LINES); i < lines.size(); i++) {
            if (CLOSING.matcher(lines.get(i)).matches()) {
                lines.subList(i, lines.size()).clear();
                return;
            }
        }
    }

    private static void dropGreeting(List<String> lines) {
        int kept = 0;
        while (kept < Math.min(5, lines.size())
                && (lines.get(kept).isBlank()
                        || GREETING.matcher(lines.get(kept)).matches())) {
            kept++;
        }
        lines.subList(0, kept).clear();
    }
}
