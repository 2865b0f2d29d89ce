package io.github.supportops.copilot.openrouter;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads numbered cases: a line {@code === 001 kind | title}, settings, {@code ---}, and a text up to the next case. */
final class CaseFile {
    private static final Pattern HEADER = Pattern.compile("=== (\\d{3}) (\\w+) \\| (.+)");

    private CaseFile() {}

    /** One case as it stands in the file. */
    record Case(int number, String kind, String title, Map<String, String> settings, String text) {
        String setting(String name, String otherwise) {
            return settings.getOrDefault(name, otherwise);
        }

        @Override
        public String toString() {
            return "%03d %s: %s".formatted(number, kind, title);
        }
    }

    static List<Case> read(String resource) {
        List<Case> cases = new ArrayList<>();
        for (String block : contents(resource).split("(?m)^(?==== )", -1)) {
            if (!block.isBlank()) {
                cases.add(parsed(block));
            }
        }
        return cases;
    }

    private static Case parsed(String block) {
        int body = block.indexOf("\n---\n");
        String[] head = block.substring(0, body).split("\n", -1);
        Matcher header = HEADER.matcher(head[0]);
        if (!header.matches()) {
            throw new IllegalArgumentException("Not the first line of a case: " + head[0]);
        }
        Map<String, String> settings = new LinkedHashMap<>();
        for (int i = 1; i < head.length; i++) {
            String[] setting = head[i].split(":", 2);
            settings.put(setting[0], setting[1].strip());
        }
        String text = block.substring(body + "\n---\n".length());
        String withoutLastLineEnd = text.endsWith("\n") ? text.substring(0, text.length() - 1) : text;
        return new Case(
                Integer.parseInt(header.group(1)), header.group(2), header.group(3), settings, withoutLastLineEnd);
    }

    private static String contents(String resource) {
        try (InputStream stream = CaseFile.class.getResourceAsStream(resource)) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
