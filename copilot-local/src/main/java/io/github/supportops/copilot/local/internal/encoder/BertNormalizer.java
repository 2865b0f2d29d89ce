package io.github.supportops.copilot.local.internal.encoder;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Cleans a text and cuts it into lower-case words and single punctuation marks, the way BERT was trained. */
final class BertNormalizer {

    private BertNormalizer() {}

    static List<String> words(String text) {
        String plain = lowerCase(withoutAccents(clean(text)));
        List<String> words = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        plain.codePoints().forEach(character -> {
            if (isWhitespace(character)) {
                flush(word, words);
            } else if (isPunctuation(character)) {
                flush(word, words);
                words.add(Character.toString(character));
            } else {
                word.appendCodePoint(character);
            }
        });
        flush(word, words);
        return words;
    }

    private static void flush(StringBuilder word, List<String> words) {
        if (!word.isEmpty()) {
            words.add(word.toString());
            word.setLength(0);
        }
    }

    private static String clean(String text) {
        StringBuilder cleaned = new StringBuilder(text.length() + 16);
        text.codePoints().forEach(character -> {
            if (isWhitespace(character)) {
                cleaned.append(' ');
            } else if (isIdeograph(character)) {
                cleaned.append(' ').appendCodePoint(character).append(' ');
            } else if (!isControl(character)) {
                cleaned.appendCodePoint(character);
            }
        });
        return cleaned.toString();
    }

    private static String withoutAccents(String text) {
        if (text.chars().allMatch(character -> character < 128)) {
            return text;
        }
        String decomposed = Normalizer.normalize(text, Normalizer.Form.NFD);
        StringBuilder stripped = new StringBuilder(decomposed.length());
        decomposed
                .codePoints()
                .filter(character -> Character.getType(character) != Character.NON_SPACING_MARK)
                .forEach(stripped::appendCodePoint);
        return stripped.toString();
    }

    private static String lowerCase(String text) {
        return text.toLowerCase(Locale.ROOT);
    }

    private static boolean isWhitespace(int character) {
        // Vertical tab, form feed and next line are control characters to the reference: dropped, not spaces.
        return character == '\t' || character == '\n' || character == '\r' || Character.isSpaceChar(character);
    }

    private static boolean isControl(int character) {
        if (character == 0xfffd) {
            return true;
        }
        return switch (Character.getType(character)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.UNASSIGNED,
                    Character.PRIVATE_USE,
                    Character.SURROGATE -> true;
            default -> false;
        };
    }

    private static boolean isPunctuation(int character) {
        if (character < 128) {
            return (character >= 33 && character <= 47)
                    || (character >= 58 && character <= 64)
                    || (character >= 91 && character <= 96)
                    || (character >= 123 && character <= 126);
        }
        return switch (Character.getType(character)) {
            case Character.CONNECTOR_PUNCTUATION,
                    Character.DASH_PUNCTUATION,
                    Character.START_PUNCTUATION,
                    Character.END_PUNCTUATION,
                    Character.INITIAL_QUOTE_PUNCTUATION,
                    Character.FINAL_QUOTE_PUNCTUATION,
                    Character.OTHER_PUNCTUATION -> true;
            default -> false;
        };
    }

    private static boolean isIdeograph(int character) {
        return (character >= 0x4e00 && character <= 0x9fff)
                || (character >= 0x3400 && character <= 0x4dbf)
                || (character >= 0x20000 && character <= 0x2a6df)
                || (character >= 0x2a700 && character <= 0x2b73f)
                || (character >= 0x2b740 && character <= 0x2b81f)
                || (character >= 0x2b920 && character <= 0x2ceaf)
                || (character >= 0xf900 && character <= 0xfaff)
                || (character >= 0x2f800 && character <= 0x2fa1f);
    }
}
