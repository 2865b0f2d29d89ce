package io.github.supportops.copilot.openrouter;

import io.github.supportops.copilot.internal.json.Json;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One case of the data files under {@code answers}, whose README says how they are written. */
record AnswerCase(int number, String kind, String title, Map<String, String> settings, String text) {
    private static final List<String> FILES =
            List.of("1-around.txt", "2-where.txt", "3-spelling.txt", "4-refused.txt", "5-explained.txt", "6-fuzz.txt");
    private static final Pattern MACRO = Pattern.compile("⟦([^⟧]*)⟧");
    private static final String EXPLAINED =
            "{\"rationale\":\"A double charge.\",\"evidence\":[\"I was charged twice\"],\"language\":\"en\","
                    + ScriptedExchange.GOOD.substring(1);

    static List<AnswerCase> all() {
        return FILES.stream()
                .flatMap(file -> CaseFile.read("answers/" + file).stream())
                .map(AnswerCase::of)
                .toList();
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

    private static AnswerCase of(CaseFile.Case raw) {
        return new AnswerCase(raw.number(), raw.kind(), raw.title(), raw.settings(), expanded(raw.text()));
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
}
