package io.github.supportops.copilot.csv;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The characters of a file, one at a time, with the line and column they stand at, and a way back to a mark. */
final class CsvText {
    static final int END = -1;

    private static final String LIKELY = ",;\t|";

    private final Path file;
    private final Reader reader;
    private final String encoding;
    private final char[] buffer = new char[32 * 1024];
    private int position;
    private int limit;
    private @Nullable String replay;
    private int replayPosition;

    private long line = 1;
    private long column = 1;
    private boolean afterReturn;

    CsvText(Path file, Reader reader, String encoding) {
        this.file = file;
        this.reader = reader;
        this.encoding = encoding;
    }

    /** {@return the line of the next character, starting with 1} */
    long line() {
        return line;
    }

    /** {@return the place of the next character in its line, starting with 1} */
    long column() {
        return column;
    }

    /** {@return the next character, or {@link #END}} */
    int next() {
        int character = take();
        if (character == '\n' && afterReturn) {
            afterReturn = false;
        } else if (character == '\n' || character == '\r') {
            line++;
            column = 1;
            afterReturn = character == '\r';
        } else {
            column++;
            afterReturn = false;
        }
        return character;
    }

    /** {@return whether the next character is the given one, without taking it} */
    boolean nextIs(char expected) {
        if (replay != null && replayPosition < replay.length()) {
            return replay.charAt(replayPosition) == expected;
        }
        return (position < limit || fill()) && buffer[position] == expected;
    }

    /** Gives out the text again, as the start of the given line, before going on. Only at the end of the file. */
    void goBack(String text, long startLine) {
        this.replay = text;
        this.replayPosition = 0;
        this.line = startLine;
        this.column = 1;
        this.afterReturn = false;
    }

    /** {@return the delimiter that the first line uses most outside quotes; a comma where it uses none} */
    char likelyDelimiter() {
        if (position == limit) {
            fill();
        }
        int[] counts = new int[LIKELY.length()];
        boolean quoted = false;
        for (int i = position; i < limit; i++) {
            boolean lineEnd = buffer[i] == '\n' || buffer[i] == '\r';
            if (lineEnd && !quoted) {
                break;
            }
            quoted ^= buffer[i] == '"';
            int candidate = LIKELY.indexOf(buffer[i]);
            if (candidate >= 0 && !quoted) {
                counts[candidate]++;
            }
        }
        int best = 0;
        for (int i = 1; i < counts.length; i++) {
            best = counts[i] > counts[best] ? i : best;
        }
        return LIKELY.charAt(best);
    }

    private int take() {
        if (replay != null) {
            if (replayPosition < replay.length()) {
                return replay.charAt(replayPosition++);
            }
            replay = null;
        }
        return position < limit || fill() ? buffer[position++] : END;
    }

    private boolean fill() {
        try {
            position = 0;
            limit = Math.max(0, reader.read(buffer));
            return limit > 0;
        } catch (CharacterCodingException undecodable) {
            throw TicketFileException.at(
                    file,
                    line,
                    Long.toString(column),
                    "the bytes here are not " + encoding + "; give the file's encoding, for example windows-1252");
        } catch (IOException broken) {
            throw TicketFileException.of(file, "cannot be read", broken);
        }
    }
}
