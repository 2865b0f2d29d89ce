package io.github.supportops.copilot.internal.text;

/** Makes text from outside harmless in a log line or message: control and invisible characters escaped, length capped. */
public final class SafeText {
    private static final int LONGEST = 200;

    private SafeText() {}

    /** {@return the text, harmless and at most 200 characters long} */
    public static String printable(String text) {
        StringBuilder safe = new StringBuilder(Math.min(text.length(), LONGEST) + 8);
        text.codePoints().limit(LONGEST).forEach(point -> append(safe, point));
        if (text.codePointCount(0, text.length()) > LONGEST) {
            safe.append("...");
        }
        return safe.toString();
    }

    private static void append(StringBuilder safe, int point) {
        int type = Character.getType(point);
        boolean invisible = Character.isISOControl(point)
                || type == Character.FORMAT
                || type == Character.LINE_SEPARATOR
                || type == Character.PARAGRAPH_SEPARATOR
                || type == Character.SURROGATE;
        if (invisible) {
            safe.append(String.format("\\u%04x", point));
        } else {
            safe.appendCodePoint(point);
        }
    }
}
