package io.github.supportops.copilot.openrouter;

import io.github.supportops.copilot.internal.json.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One case of the data files under {@code answers}, whose README says how they are written. */
record AnswerCase(int number, String kind, String title, Map<String, String> settings, String text) {
    private static final List<String> FILES =
            List.of("1-around.txt", "2-where.txt", "3-spelling.txt", "4-refused.txt", "5-explained.txt", "6-fuzz.txt");
    private static final Pattern HEADER = Pattern.compile("=== (\\d{3}) (\\w+) \\| (.+)");
    private static final Pattern MACRO = Pattern.compile("⟦([^⟧]*)⟧");
    private static final String EXPLAINED =
            "{\"rationale\":\"A double charge.\",\"evidence\":[\"I was charged twice\"],\"language\":\"en\","
                    + ScriptedExchange.GOOD.substring(1);

    static List<AnswerCase> all() {
        return FILES.stream().flatMap(file -> read(file).stream()).toList();
    }

    String setting(String name, String otherwise) {
        return settings.getOrDefault(name, otherwise);
    }

    List<String> listed(String name, String separator) {
        return Arrays.stream(settings.get(name).split(separator, -1))
                .map(String::strip)
                .filter(part -> !part.isEmpty())
                .map(AnswerCase::expanded)
                .toList();
    }

    @Override
    public String toString() {
        return "%03d %s: %s".formatted(number, kind, title);
    }

    private static List<AnswerCase> read(String file) {
        List<AnswerCase> cases = new ArrayList<>();
        for (String block : contents(file).split("(?m)^(?==== )", -1)) {
            if (!block.isBlank()) {
                cases.add(parsed(block));
            }
        }
        return cases;
    }

    private static AnswerCase parsed(String block) {
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
        return new AnswerCase(
                Integer.parseInt(header.group(1)),
                header.group(2),
                header.group(3),
                settings,
                expanded(withoutLastLineEnd));
    }

    private static String expanded(String text) {
        return MACRO.matcher(text).replaceAll(found -> Matcher.quoteReplacement(meaning(found.group(1))));
    }

    private static String meaning(String macro) {
        return switch (macro) {
            case "good" -> ScriptedExchange.GOOD;
            case "\"good\"" -> Json.write(ScriptedExchange.GOOD);
            case "\"\"good\"\"" -> Json.write(Json.write(ScriptedExchange.GOOD));
            case "explained" -> EXPLAINED;
            default -> {
                String[] repeated = macro.split("×", 2);
                yield repeated.length == 2
                        ? repeated[1].repeat(Integer.parseInt(repeated[0]))
                        : String.valueOf((char) Integer.parseInt(macro, 16));
            }
        };
    }

    private static String contents(String file) {
        try (InputStream stream = AnswerCase.class.getResourceAsStream("answers/" + file)) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
