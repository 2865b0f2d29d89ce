package io.github.supportops.copilot.local.internal.text;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A named group of telling phrases. */
final class Cue {

    private final String name;
    private final Pattern pattern;

    Cue(String name, List<String> phrases) {
        this.name = name;
        String any = String.join("|", phrases)
                .replace("'", "['\u2019`]?")
                .replace(" ?", "\\s*")
                .replace(" ", "\\s+");
        this.pattern = Pattern.compile("(?<!\\w)(?:" + any + ")(?!\\w)", Pattern.CASE_INSENSITIVE);
    }

    String name() {
        return name;
    }

    Matcher in(String text) {
        return pattern.matcher(text);
    }
}
