package io.github.supportops.copilot.csv;

/**
 * Keeps a spreadsheet from running a cell as a formula, without losing anything: a text that would be run gets one
 * apostrophe in front, and reading takes it off again. A text that already has apostrophes there gets one more, so what was
 * read is always exactly what was written. Plain numbers such as {@code -5} stay as they are.
 */
final class FormulaGuard {
    /** What starts a formula in a spreadsheet, full-width forms included. */
    private static final String STARTS = "=+-@\t\r\n\0\uff1d\uff0b\uff0d\uff20";

    private FormulaGuard() {}

    static String encode(String text) {
        return wouldRun(text) ? "'" + text : text;
    }

    static String decode(String text) {
        return text.startsWith("'") && wouldRun(text) ? text.substring(1) : text;
    }

    /** Whether the text would be run as a formula once all its leading apostrophes were gone. */
    private static boolean wouldRun(String text) {
        int start = 0;
        while (start < text.length() && text.charAt(start) == '\'') {
            start++;
        }
        return start < text.length() && STARTS.indexOf(text.charAt(start)) >= 0 && !isNumber(text, start);
    }

    private static boolean isNumber(String text, int start) {
        char sign = text.charAt(start);
        int position = sign == '-' || sign == '+' ? start + 1 : start;
        boolean digits = position < text.length();
        for (; position < text.length(); position++) {
            char character = text.charAt(position);
            boolean digit = character >= '0' && character <= '9';
            boolean separator = (character == '.' || character == ',') && position > start + 1;
            digits &= digit || separator;
        }
        return digits;
    }
}
