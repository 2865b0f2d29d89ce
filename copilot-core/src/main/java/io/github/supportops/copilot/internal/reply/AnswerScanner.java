package io.github.supportops.copilot.internal.reply;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * Goes once through a text that is not plain JSON and collects the JSON values in it. Thinking is left out, and marks of
 * thinking inside a JSON string are part of the string. Takes time linear in the length of the text.
 */
final class AnswerScanner {
    private static final int MOST_VALUES = 200;
    private static final int LONGEST_NAME = 40;
    private static final Pattern FENCE = Pattern.compile("(?:`+|~{3,})[a-zA-Z0-9_+-]*");

    private final String text;
    private final Predicate<String> isField;
    private final ThinkMarks marks;
    private final WorkLimit work;
    private final List<Found> found = new ArrayList<>();
    private final StringBuilder around = new StringBuilder();
    private int at;
    private int afterLastValue;
    private boolean thought;
    private boolean unreadable;
    private boolean brokenAnswer;
    private boolean conflict;

    /**
     * A value and the liberties that reading it took.
     *
     * @param value what was read
     * @param repairs what was put right
     */
    record Found(JsonNode value, Set<Repair> repairs) {
        @Override
        public String toString() {
            return "Found[repairs=" + repairs + "]";
        }
    }

    AnswerScanner(String text, Predicate<String> isField) {
        this.text = text;
        this.isField = isField;
        this.marks = new ThinkMarks(text);
        this.work = new WorkLimit(text.length());
    }

    AnswerScanner scan() {
        while (at < text.length() && !work.isSpent() && found.size() <= MOST_VALUES) {
            char next = text.charAt(at);
            boolean marked = mark();
            if (!marked && (next == '{' || next == '[')) {
                value();
            } else if (!marked) {
                around.append(next);
                at++;
            }
        }
        return this;
    }

    List<Found> found() {
        return found;
    }

    /** {@return the liberties taken with what stood around the values} */
    Set<Repair> surroundings() {
        Set<Repair> repairs = EnumSet.noneOf(Repair.class);
        if (thought) {
            repairs.add(Repair.THINK_TEXT);
        }
        String words = FENCE.matcher(around).replaceAll("");
        if (words.length() != around.length()) {
            repairs.add(Repair.CODE_FENCE);
        }
        if (!words.isBlank()) {
            repairs.add(Repair.PROSE);
        }
        return repairs;
    }

    /** {@return whether nothing but thinking was there} */
    boolean isBlank() {
        return found.isEmpty() && around.toString().isBlank();
    }

    /** {@return whether every bracket was readable and nothing but a fence follows the last value} */
    boolean endsWithValue() {
        return !unreadable
                && !found.isEmpty()
                && FENCE.matcher(around.substring(afterLastValue))
                        .replaceAll("")
                        .isBlank();
    }

    /** {@return whether the text says two things: a key twice with different values, or the start of another answer} */
    boolean contradictsItself() {
        return conflict || brokenAnswer || found.size() > MOST_VALUES;
    }

    private boolean mark() {
        ThinkMarks.Mark mark = marks.at(at);
        boolean strayEnd = mark != null && mark.kind() == ThinkMarks.Kind.CLOSE && mark.endsMessage();
        if (mark == null || strayEnd) {
            return false;
        }
        thought = true;
        if (mark.kind() == ThinkMarks.Kind.OPEN) {
            int end = marks.endOf(mark);
            at = end < 0 ? text.length() : end;
        } else {
            forget();
            at = mark.end();
        }
        return true;
    }

    /** What stood before the end of thinking was thinking, even when nothing said so at its start. */
    private void forget() {
        found.clear();
        around.setLength(0);
        afterLastValue = 0;
        unreadable = false;
        brokenAnswer = false;
        conflict = false;
    }

    private void value() {
        LenientJson json = new LenientJson(text, at, work);
        try {
            found.add(new Found(json.readValue(), json.repairs()));
            conflict |= json.hasConflictingKeys();
            at = json.end();
            afterLastValue = around.length();
        } catch (Unreadable tryTheNextBracket) {
            unreadable = true;
            brokenAnswer |= startsAnAnswer();
            around.append(text.charAt(at));
            at++;
        }
    }

    /** Whether the bracket here is followed by the name of a field, so that it is an answer that broke off. */
    private boolean startsAnAnswer() {
        int start = at + 1;
        while (start < text.length()
                && " \t\r\n\"'\u201c\u2018".indexOf(text.charAt(start)) >= 0
                && start < at + LONGEST_NAME) {
            start++;
        }
        int end = start;
        while (end < text.length() && end < start + LONGEST_NAME && isNamePart(text.charAt(end))) {
            end++;
        }
        return text.charAt(at) == '{' && end > start && isField.test(text.substring(start, end));
    }

    private static boolean isNamePart(char character) {
        return Character.isLetterOrDigit(character) || character == '_' || character == '-';
    }
}
