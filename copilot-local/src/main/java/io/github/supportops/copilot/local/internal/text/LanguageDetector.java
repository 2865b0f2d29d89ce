package io.github.supportops.copilot.local.internal.text;

import java.io.BufferedReader;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.lang.Character.UnicodeScript;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Tells the language of a ticket from its script and, in Latin script, from frequent words. Immutable and thread-safe.
 *
 * <p>It is made for one question, "can the English analyzer be trusted with this?", and answers {@code en} when nothing
 * speaks against it.
 */
public final class LanguageDetector {

    /** What is answered when the text is not English and no known language either. */
    public static final String UNKNOWN = "und";

    private static final String FILE = "/io/github/supportops/copilot/local/languages.txt";
    private static final String ENGLISH = "en";
    private static final Pattern NO_LANGUAGE = Pattern.compile("\\S*[@/#\\d]\\S*");
    private static final Pattern NOT_A_LETTER = Pattern.compile("[^\\p{L}\\p{M}'\u2019]+");
    private static final Map<UnicodeScript, String> SCRIPTS = scripts();

    private final Map<String, Set<String>> words;

    private LanguageDetector(Map<String, Set<String>> words) {
        this.words = words;
    }

    /** Reads the word lists that come with the library. */
    public static LanguageDetector load() {
        try (InputStream in = LanguageDetector.class.getResourceAsStream(FILE)) {
            if (in == null) {
                throw new FileNotFoundException(FILE + " is missing from the jar");
            }
            Map<String, Set<String>> words = new LinkedHashMap<>();
            BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                int colon = line.indexOf(':');
                if (!line.startsWith("#") && colon > 0) {
                    words.put(
                            line.substring(0, colon),
                            Set.of(List.of(line.substring(colon + 1).strip().split("\\s+")).stream()
                                    .distinct()
                                    .toArray(String[]::new)));
                }
            }
            return new LanguageDetector(words);
        } catch (IOException e) {
            throw new UncheckedIOException("the word lists cannot be read", e);
        }
    }

    private static Map<UnicodeScript, String> scripts() {
        Map<UnicodeScript, String> scripts = new EnumMap<>(UnicodeScript.class);
        scripts.put(UnicodeScript.CYRILLIC, "ru");
        scripts.put(UnicodeScript.GREEK, "el");
        scripts.put(UnicodeScript.ARABIC, "ar");
        scripts.put(UnicodeScript.HEBREW, "he");
        scripts.put(UnicodeScript.DEVANAGARI, "hi");
        scripts.put(UnicodeScript.BENGALI, "bn");
        scripts.put(UnicodeScript.TAMIL, "ta");
        scripts.put(UnicodeScript.TELUGU, "te");
        scripts.put(UnicodeScript.THAI, "th");
        scripts.put(UnicodeScript.HIRAGANA, "ja");
        scripts.put(UnicodeScript.KATAKANA, "ja");
        scripts.put(UnicodeScript.HANGUL, "ko");
        scripts.put(UnicodeScript.HAN, "zh");
        return scripts;
    }

    /** The language of a text as a BCP 47 tag; {@code en} for a text without letters. */
    public String detect(String text) {
        String byScript = byScript(text);
        return byScript.isEmpty() ? byWords(text) : byScript;
    }

    /** The language of a foreign script that makes up a third of the letters; empty for Latin text. */
    private static String byScript(String text) {
        Map<String, Integer> counts = new HashMap<>();
        int letters = 0;
        for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
            int character = text.codePointAt(i);
            if (Character.isLetter(character)) {
                letters++;
                String language = SCRIPTS.get(UnicodeScript.of(character));
                if (language != null) {
                    counts.merge(language, 1, Integer::sum);
                }
            }
        }
        int foreign = counts.values().stream().mapToInt(Integer::intValue).sum();
        if (foreign * 3 <= letters || foreign == 0) {
            return "";
        }
        // Japanese mixes in Chinese characters, so a few kana decide.
        if (counts.getOrDefault("ja", 0) * 10 > foreign) {
            return "ja";
        }
        return counts.entrySet().stream()
                .max(Map.Entry.<String, Integer>comparingByValue().thenComparing(Map.Entry.comparingByKey()))
                .orElseThrow()
                .getKey();
    }

    private String byWords(String text) {
        String prose = NO_LANGUAGE.matcher(text.toLowerCase(Locale.ROOT)).replaceAll(" ");
        List<String> tokens = NOT_A_LETTER
                .splitAsStream(prose)
                .map(word -> word.replace('\u2019', '\''))
                // Single letters are abbreviations as often as words.
                .filter(word -> word.length() > 1)
                .toList();
        String best = ENGLISH;
        int english = hits(words.getOrDefault(ENGLISH, Set.of()), tokens);
        int most = english;
        for (Map.Entry<String, Set<String>> language : words.entrySet()) {
            int hits = hits(language.getValue(), tokens);
            if (hits > most) {
                best = language.getKey();
                most = hits;
            }
        }
        if (most == english && english == 0 && tokens.size() >= 3 && foreignLetters(tokens) > 0) {
            return UNKNOWN;
        }
        return best;
    }

    private static int hits(Set<String> known, List<String> tokens) {
        int hits = 0;
        for (String token : tokens) {
            hits += known.contains(token) ? 1 : 0;
        }
        return hits;
    }

    private static long foreignLetters(List<String> tokens) {
        return tokens.stream()
                .flatMapToInt(String::chars)
                .filter(character -> character > 127 && Character.isLetter(character))
                .count();
    }
}
