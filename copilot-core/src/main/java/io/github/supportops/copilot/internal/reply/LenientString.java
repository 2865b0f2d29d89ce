package io.github.supportops.copilot.internal.reply;

import java.util.Set;

/** Reads one quoted string, whichever quotes it has. */
final class LenientString {
    private final String text;
    private final WorkLimit work;
    private final Set<Repair> repairs;
    private int at;

    LenientString(String text, int start, WorkLimit work, Set<Repair> repairs) {
        this.text = text;
        this.at = start;
        this.work = work;
        this.repairs = repairs;
    }

    static boolean opens(char character) {
        return character == '"' || character == '\'' || isSmartDouble(character) || isSmartSingle(character);
    }

    int end() {
        return at;
    }

    String read() throws Unreadable {
        char opening = text.charAt(at++);
        noteQuotes(opening);
        StringBuilder value = new StringBuilder();
        while (true) {
            char next = take();
            if (closes(opening, next)) {
                return value.toString();
            }
            if (next == '\\') {
                escape(value);
            } else {
                if (next < ' ') {
                    repairs.add(Repair.RAW_CONTROL_CHARACTER);
                }
                value.append(next);
            }
        }
    }

    private void noteQuotes(char opening) {
        if (opening == '\'') {
            repairs.add(Repair.SINGLE_QUOTES);
        } else if (opening != '"') {
            repairs.add(Repair.SMART_QUOTES);
        }
    }

    private boolean closes(char opening, char next) throws Unreadable {
        if (opening == '"') {
            return next == '"';
        }
        boolean sameKind = isSmartDouble(opening)
                ? next == '"' || isSmartDouble(next)
                : next == '\'' || (opening != '\'' && isSmartSingle(next));
        return sameKind && endsAToken();
    }

    private static boolean isSmartDouble(char character) {
        return character == '\u201c' || character == '\u201d' || character == '\u201e';
    }

    private static boolean isSmartSingle(char character) {
        return character == '\u2018' || character == '\u2019' || character == '\u201a';
    }

    /** An apostrophe inside a word is not the end: after the end of a string only , : } or ] can follow. */
    private boolean endsAToken() throws Unreadable {
        int next = at;
        while (next < text.length() && Character.isWhitespace(text.charAt(next))) {
            work.spend(1);
            next++;
        }
        return next >= text.length() || ",:}]".indexOf(text.charAt(next)) >= 0;
    }

    private void escape(StringBuilder value) throws Unreadable {
        char escaped = take();
        switch (escaped) {
            case 'n' -> value.append('\n');
            case 't' -> value.append('\t');
            case 'r' -> value.append('\r');
            case 'b' -> value.append('\b');
            case 'f' -> value.append('\f');
            case '"', '\\', '/' -> value.append(escaped);
            case 'u' -> value.append(unicode());
            default -> {
                repairs.add(Repair.UNKNOWN_ESCAPE);
                value.append(escaped);
            }
        }
    }

    private char unicode() throws Unreadable {
        if (at + 4 > text.length()) {
            throw new Unreadable();
        }
        int code = 0;
        for (int i = 0; i < 4; i++) {
            int digit = Character.digit(take(), 16);
            if (digit < 0) {
                throw new Unreadable();
            }
            code = code * 16 + digit;
        }
        return (char) code;
    }

    private char take() throws Unreadable {
        work.spend(1);
        if (at >= text.length()) {
            throw new Unreadable();
        }
        return text.charAt(at++);
    }
}
