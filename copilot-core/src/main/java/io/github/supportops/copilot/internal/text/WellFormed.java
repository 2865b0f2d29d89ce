package io.github.supportops.copilot.internal.text;

/** Replaces what cannot be written as text everywhere: halves of surrogate pairs and control characters. */
public final class WellFormed {
    private static final char REPLACEMENT = '\ufffd';

    private WellFormed() {}

    /** {@return the text with each such character replaced by U+FFFD; the same object when there is none} */
    public static String text(String text) {
        return repaired(text, false);
    }

    /** {@return the text with halves of surrogate pairs replaced, because they have no UTF-8; control characters stay} */
    public static String unicode(String text) {
        return repaired(text, true);
    }

    private static String repaired(String text, boolean controlsStay) {
        for (int i = 0; i < text.length(); i++) {
            if (isBroken(text, i, controlsStay)) {
                return copy(text, i, controlsStay);
            }
        }
        return text;
    }

    private static String copy(String text, int from, boolean controlsStay) {
        StringBuilder copy = new StringBuilder(text);
        for (int i = from; i < text.length(); i++) {
            if (isBroken(text, i, controlsStay)) {
                copy.setCharAt(i, REPLACEMENT);
            }
        }
        return copy.toString();
    }

    private static boolean isBroken(String text, int place, boolean controlsStay) {
        char character = text.charAt(place);
        if (Character.isHighSurrogate(character)) {
            return place + 1 == text.length() || !Character.isLowSurrogate(text.charAt(place + 1));
        }
        if (Character.isLowSurrogate(character)) {
            return place == 0 || !Character.isHighSurrogate(text.charAt(place - 1));
        }
        boolean control = character < ' ' && character != '\n' && character != '\r' && character != '\t';
        return control && !controlsStay;
    }
}
