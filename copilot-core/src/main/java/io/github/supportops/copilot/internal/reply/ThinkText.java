package io.github.supportops.copilot.internal.reply;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Takes away what a model wrote for itself, because a draft in there is not the answer. */
final class ThinkText {
    private static final Pattern TAG = Pattern.compile(
            "<(/?)(think|thinking|thought|thoughts|reasoning|reflection|scratchpad|analysis)\\s*>",
            Pattern.CASE_INSENSITIVE);
    private static final String FINAL_CHANNEL = "<|channel|>final<|message|>";

    private ThinkText() {}

    static String removedFrom(String text) {
        int channel = text.lastIndexOf(FINAL_CHANNEL);
        return withoutTags(channel < 0 ? text : text.substring(channel + FINAL_CHANNEL.length()));
    }

    private static String withoutTags(String text) {
        StringBuilder outside = new StringBuilder();
        Matcher tag = TAG.matcher(text);
        String open = "";
        int from = 0;
        while (tag.find()) {
            boolean closing = !tag.group(1).isEmpty();
            String name = tag.group(2).toLowerCase(Locale.ROOT);
            if (!closing && open.isEmpty()) {
                outside.append(text, from, tag.start());
                open = name;
            } else if (closing && open.isEmpty()) {
                outside.setLength(0);
                from = tag.end();
            } else if (closing && open.equals(name)) {
                open = "";
                from = tag.end();
            }
        }
        return open.isEmpty() ? outside.append(text, from, text.length()).toString() : outside.toString();
    }
}
