package io.github.supportops.copilot.internal.reply;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Recognises the marks around what a model wrote for itself. A draft in there is not the answer. Knows the tags of most
 * models, {@code [THINK]} of Mistral's, the triangles of Kimi's and the channels of gpt-oss.
 */
final class ThinkMarks {
    private static final Pattern MARK = Pattern.compile(
            "<(?<slash>/?)(?:[a-z]{1,10}:)?"
                    + "(?<tag>think|thinking|thought|thoughts|reasoning|reflection|scratchpad|analysis)\\s{0,10}>"
                    + "|\\[(?<mistralSlash>/?)THINK]"
                    + "|\u25c1(?<kimiSlash>/?)think\u25b7"
                    + "|<\\|channel\\|>\\s{0,10}(?<channel>[a-z]+)[^<]{0,80}(?:<\\|constrain\\|>[^<]{0,20})?<\\|message\\|>"
                    + "|(?<end><\\|end\\|>)",
            Pattern.CASE_INSENSITIVE);

    private static final String CHANNEL = "channel";

    private final String text;
    private final Matcher matcher;

    ThinkMarks(String text) {
        this.text = text;
        this.matcher = MARK.matcher(text).useAnchoringBounds(false).useTransparentBounds(true);
    }

    /**
     * A mark.
     *
     * @param kind what it does
     * @param name which of the marks, so that only its own kind closes it
     * @param end where the text after it starts
     */
    record Mark(Kind kind, String name, int end) {
        /** {@return whether it ends any message of a channel, which may as well be the answer} */
        boolean endsMessage() {
            return name.equals(CHANNEL);
        }
    }

    enum Kind {
        /** Thinking starts. */
        OPEN,
        /** Thinking ends. */
        CLOSE,
        /** What a channel for the answer starts with: all before it was not the answer. */
        ANSWER
    }

    /** The mark that starts exactly here, or null. */
    @Nullable
    Mark at(int place) {
        return mayStart(place) && matcher.region(place, text.length()).lookingAt() ? mark() : null;
    }

    /** Spares most places the regular expression. */
    private boolean mayStart(int place) {
        if (place + 1 >= text.length()) {
            return false;
        }
        char next = text.charAt(place + 1);
        return switch (text.charAt(place)) {
            case '<' -> next == '/' || next == '|' || Character.isLetter(next);
            case '[' -> next == '/' || next == 'T' || next == 't';
            case '\u25c1' -> true;
            default -> false;
        };
    }

    /** Where the thinking that this mark opened ends, or -1 when it never does. */
    int endOf(Mark opening) {
        matcher.region(opening.end(), text.length());
        while (matcher.find()) {
            Mark next = mark();
            if (next.kind() == Kind.ANSWER) {
                return matcher.start();
            }
            if (next.kind() == Kind.CLOSE && next.name().equals(opening.name())) {
                return next.end();
            }
        }
        return -1;
    }

    private Mark mark() {
        String channel = matcher.group("channel");
        if (channel != null) {
            boolean draft = channel.equalsIgnoreCase("analysis");
            return new Mark(draft ? Kind.OPEN : Kind.ANSWER, CHANNEL, matcher.end());
        }
        if (matcher.group("end") != null) {
            return new Mark(Kind.CLOSE, CHANNEL, matcher.end());
        }
        if (matcher.group("tag") != null) {
            return tag(matcher.group("slash"), matcher.group("tag").toLowerCase(Locale.ROOT));
        }
        String slash = matcher.group("mistralSlash");
        return slash != null ? tag(slash, "[think]") : tag(matcher.group("kimiSlash"), "kimi");
    }

    private Mark tag(String slash, String name) {
        return new Mark(slash.isEmpty() ? Kind.OPEN : Kind.CLOSE, name, matcher.end());
    }
}
