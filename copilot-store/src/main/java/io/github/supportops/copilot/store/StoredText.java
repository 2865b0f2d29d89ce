package io.github.supportops.copilot.store;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * Text in a form every database keeps as it is. PostgreSQL refuses the character NUL, and half of a surrogate pair has no
 * form in UTF-8, so both are written as escapes, and so is the backslash that starts one.
 */
final class StoredText {
    private static final int LONGEST_KEY = 200;

    private StoredText() {}

    /** {@return the text with escapes; different texts stay different} */
    static String encode(String text) {
        StringBuilder encoded = new StringBuilder(text.length() + 8);
        for (int at = 0; at < text.length(); at++) {
            char next = text.charAt(at);
            if (next == '\\') {
                encoded.append("\\\\");
            } else if (next == 0 || isLoneSurrogate(text, at)) {
                encoded.append(String.format("\\u%04x", (int) next));
            } else {
                encoded.append(next);
            }
        }
        return encoded.toString();
    }

    /** {@return the text that was encoded} */
    static String decode(String encoded) {
        StringBuilder text = new StringBuilder(encoded.length());
        for (int at = 0; at < encoded.length(); at++) {
            char next = encoded.charAt(at);
            if (next != '\\') {
                text.append(next);
            } else if (encoded.charAt(at + 1) == '\\') {
                text.append('\\');
                at++;
            } else {
                text.append((char) Integer.parseInt(encoded.substring(at + 2, at + 6), 16));
                at += 5;
            }
        }
        return text.toString();
    }

    static @Nullable String decodeNullable(@Nullable String encoded) {
        return encoded == null ? null : decode(encoded);
    }

    /**
     * {@return an id in a form that fits an index: itself, or where it is long or holds what is not printable its hash
     * behind a #}
     */
    static String key(String id) {
        boolean plain = id.length() <= LONGEST_KEY
                && !id.startsWith("#")
                && id.chars().noneMatch(letter -> Character.isISOControl(letter) || isSurrogate(letter));
        return plain ? id : "#" + hash(id);
    }

    private static boolean isSurrogate(int letter) {
        return letter >= Character.MIN_SURROGATE && letter <= Character.MAX_SURROGATE;
    }

    private static boolean isLoneSurrogate(String text, int at) {
        char here = text.charAt(at);
        if (Character.isHighSurrogate(here)) {
            return at + 1 == text.length() || !Character.isLowSurrogate(text.charAt(at + 1));
        }
        return Character.isLowSurrogate(here) && (at == 0 || !Character.isHighSurrogate(text.charAt(at - 1)));
    }

    private static String hash(String text) {
        try {
            // UTF-16 keeps lone surrogates apart, which UTF-8 would turn into the same question mark.
            byte[] units = new byte[text.length() * 2];
            for (int at = 0; at < text.length(); at++) {
                units[2 * at] = (byte) (text.charAt(at) >> 8);
                units[2 * at + 1] = (byte) text.charAt(at);
            }
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(units));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("Every Java runtime has SHA-256", impossible);
        }
    }
}
