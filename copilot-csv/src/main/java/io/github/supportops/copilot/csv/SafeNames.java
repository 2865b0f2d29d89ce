package io.github.supportops.copilot.csv;

/** Shows a name from a file in a message: control and invisible characters escaped, length capped. */
final class SafeNames {
    private static final int LONGEST = 60;

    private SafeNames() {}

    static String show(String name) {
        StringBuilder shown = new StringBuilder("\"");
        name.codePoints().limit(LONGEST).forEach(point -> {
            if (Character.isLetterOrDigit(point) || (point >= ' ' && point < 0x7f)) {
                shown.appendCodePoint(point);
            } else {
                shown.append(String.format("\\u%04x", point));
            }
        });
        return shown.append(name.codePointCount(0, name.length()) > LONGEST ? "...\"" : "\"")
                .toString();
    }
}
