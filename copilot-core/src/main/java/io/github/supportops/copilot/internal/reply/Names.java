package io.github.supportops.copilot.internal.reply;

import java.util.Locale;

/** Spelling that carries no meaning: case, the separators between words, and a full stop. */
final class Names {
    private Names() {}

    /** {@code "Technical Issue"}, {@code technical-issue} and {@code technicalIssue} become {@code technical_issue}. */
    static String normalised(String name) {
        StringBuilder normal = new StringBuilder(name.length() + 4);
        String stripped = name.strip();
        for (int i = 0; i < stripped.length(); i++) {
            char next = stripped.charAt(i);
            boolean hump = Character.isUpperCase(next) && i > 0 && Character.isLowerCase(stripped.charAt(i - 1));
            boolean separator = next == ' ' || next == '-' || next == '/' || next == '_' || next == '.';
            if ((hump || separator) && normal.length() > 0 && normal.charAt(normal.length() - 1) != '_') {
                normal.append('_');
            }
            if (!separator) {
                normal.append(next);
            }
        }
        int end = normal.length();
        boolean fullStop = stripped.endsWith(".") && end > 0 && normal.charAt(end - 1) == '_';
        return normal.substring(0, fullStop ? end - 1 : end).toLowerCase(Locale.ROOT);
    }
}
