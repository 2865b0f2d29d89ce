package io.github.supportops.copilot.local.internal.text;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Takes out of a bug tracker's markdown what a form or a machine wrote: comments of the template, check boxes, tables of
 * versions, code and stack traces. Thousands of such lines look alike in bug reports, wishes and questions and would drown
 * the two sentences that tell which it is.
 */
final class IssueLayout {

    /** Shorter texts are seldom forms, and a line of code may be all that they say. */
    private static final int SHORTEST_FORM = 200;

    private static final Pattern COMMENT = Pattern.compile("(?s)<!--.*?-->");
    private static final Pattern FOLDED = Pattern.compile("(?is)<details>.*?(</details>|\\z)");
    private static final Pattern PICTURE = Pattern.compile("!\\[[^\\]]{0,200}\\]\\([^)]{0,500}\\)");
    private static final Pattern LINK = Pattern.compile("https?://\\S{20,}");
    private static final Pattern FENCE = Pattern.compile("^\\s{0,3}(```|~~~).*$");
    private static final Pattern NOISE = Pattern.compile(
            "^\\s*(?:\\|.*\\|?|[-*]\\s*\\[[ xX]\\].*|_No response_|N/A|[-=*_]{3,}|"
                    + "at [\\w.$/<>]+\\(.*\\).*|File \".*\", line \\d+.*|\\.{3} \\d+ more|#\\d+ 0x[0-9a-f]+ .*|[-+]?0x[0-9a-f]{6,}.*)\\s*$");
    private static final Pattern HEADING = Pattern.compile("^\\s{0,3}#{1,6}\\s+");

    private IssueLayout() {}

    /** The reporter's own words, lines kept; the whole text again when nothing would be left. */
    static String strip(String text) {
        if (text.length() < SHORTEST_FORM) {
            return text;
        }
        String plain = text;
        if (text.indexOf('<') >= 0) {
            plain = FOLDED.matcher(COMMENT.matcher(text).replaceAll(" ")).replaceAll(" ");
        }
        if (plain.contains("](")) {
            plain = PICTURE.matcher(plain).replaceAll(" ");
        }
        if (plain.contains("://")) {
            plain = LINK.matcher(plain).replaceAll("link");
        }
        String stripped = String.join("\n", words(plain)).strip();
        return stripped.isEmpty() ? text : stripped;
    }

    private static List<String> words(String text) {
        List<String> words = new ArrayList<>();
        boolean code = false;
        int codeLines = 0;
        for (String line : text.lines().toList()) {
            if (FENCE.matcher(line).matches()) {
                code = !code;
                codeLines = 0;
            } else if (!NOISE.matcher(line).matches() && (!code || codeLines++ == 0)) {
                // The first line of a block often is the error message.
                words.add(HEADING.matcher(line).replaceFirst(""));
            }
        }
        return words;
    }
}
