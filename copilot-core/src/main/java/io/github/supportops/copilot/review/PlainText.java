package io.github.supportops.copilot.review;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Undoes the usual disguises of words: case, accents, wide and look-alike letters, digits for letters, invisible characters. */
final class PlainText {
    private static final Map<Character, Character> LOOK_ALIKES = Map.ofEntries(
            Map.entry('а', 'a'),
            Map.entry('е', 'e'),
            Map.entry('о', 'o'),
            Map.entry('р', 'p'),
            Map.entry('с', 'c'),
            Map.entry('у', 'y'),
            Map.entry('х', 'x'),
            Map.entry('і', 'i'),
            Map.entry('ѕ', 's'),
            Map.entry('ο', 'o'),
            Map.entry('α', 'a'),
            Map.entry('ι', 'i'),
            Map.entry('ρ', 'p'));
    private static final String DIGITS = "013457@$";
    private static final String LETTERS = "oieastas";

    private PlainText() {}

    /** The text in lower case without accents and invisible characters; look-alike letters are Latin ones. */
    static String of(String text) {
        String split = Normalizer.normalize(text, Normalizer.Form.NFKD).toLowerCase(Locale.ROOT);
        StringBuilder plain = new StringBuilder(split.length());
        for (int at = 0; at < split.length(); at++) {
            char next = split.charAt(at);
            int type = Character.getType(next);
            if (type != Character.FORMAT && type != Character.NON_SPACING_MARK) {
                plain.append(LOOK_ALIKES.getOrDefault(next, next).charValue());
            }
        }
        return plain.toString();
    }

    /** The words of a plain text: letters, digits and underscores; apostrophes are dropped. */
    static List<String> words(String plain) {
        List<String> words = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        for (int at = 0; at < plain.length(); at++) {
            char next = plain.charAt(at);
            if (Character.isLetterOrDigit(next) || next == '_' || next == '@' || next == '$') {
                word.append(next);
            } else if (next != '\'' && next != '’') {
                add(words, word);
            }
        }
        add(words, word);
        return words;
    }

    private static void add(List<String> words, StringBuilder word) {
        if (word.length() > 0) {
            words.add(lettersForDigits(word.toString()));
            word.setLength(0);
        }
    }

    /** Only in words that mix both: {@code 1gn0re} is a word, {@code 2024} and {@code 30} are not. */
    private static String lettersForDigits(String word) {
        if (word.chars().noneMatch(Character::isLetter) || word.chars().allMatch(Character::isLetter)) {
            return word;
        }
        StringBuilder letters = new StringBuilder(word.length());
        for (int at = 0; at < word.length(); at++) {
            int digit = DIGITS.indexOf(word.charAt(at));
            letters.append(digit < 0 ? word.charAt(at) : LETTERS.charAt(digit));
        }
        return letters.toString();
    }
}
