package io.github.supportops.copilot.csv;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Cuts a text into records, so that one with wrong quotes costs only itself. The cells are left to commons-csv; this knows
 * just enough of RFC 4180 to tell a line end inside quotes from one that ends the record.
 */
final class CsvRecords {
    /** A cell of 1 MiB is fine, a file swallowed by one unclosed quote is not. */
    static final int LONGEST_RECORD = 4 * 1024 * 1024;

    /** Each costs a second look at the rest of the file, so there is an end to it. */
    private static final int MOST_UNCLOSED = 100;

    private final Path file;
    private final CsvText text;
    private final char delimiter;
    private final StringBuilder record = new StringBuilder();
    private int unclosedSeen;

    CsvRecords(Path file, CsvText text, char delimiter) {
        this.file = file;
        this.text = text;
        this.delimiter = delimiter;
    }

    /**
     * One record as it stands in the file, without its line end.
     *
     * @param text the characters
     * @param line where it starts
     * @param problem what is wrong with its quotes, or null
     */
    record RawRecord(String text, long line, @Nullable String problem) {}

    /** {@return the next record that is not an empty line, or null at the end of the file} */
    @Nullable
    RawRecord next() {
        RawRecord next = cut();
        while (next != null && next.text().isEmpty()) {
            next = cut();
        }
        return next;
    }

    private @Nullable RawRecord cut() {
        record.setLength(0);
        long startLine = text.line();
        Quotes quotes = new Quotes();
        int firstLineEnd = -1;
        while (true) {
            long line = text.line();
            long column = text.column();
            int character = text.next();
            if (character == CsvText.END) {
                return atEnd(startLine, quotes, firstLineEnd);
            }
            boolean lineEnd = character == '\n' || character == '\r';
            if (lineEnd && !quotes.isOpen()) {
                if (character == '\r' && text.nextIs('\n')) {
                    text.next();
                }
                return new RawRecord(record.toString(), startLine, quotes.problem());
            }
            record.append((char) character);
            if (lineEnd && firstLineEnd < 0) {
                firstLineEnd = record.length();
            }
            quotes.accept((char) character, line, column);
            if (record.length() > LONGEST_RECORD) {
                throw tooLong(startLine, quotes);
            }
        }
    }

    /** The end of the file inside quotes: the record's first line is taken as broken, the others get another chance. */
    private @Nullable RawRecord atEnd(long startLine, Quotes quotes, int firstLineEnd) {
        if (!quotes.isOpen()) {
            return record.length() == 0 ? null : new RawRecord(record.toString(), startLine, quotes.problem());
        }
        if (++unclosedSeen > MOST_UNCLOSED) {
            throw TicketFileException.at(
                    file,
                    quotes.openedLine,
                    quotes.openedAt(),
                    "more than " + MOST_UNCLOSED + " quotes are never closed");
        }
        int end = firstLineEnd < 0 ? record.length() : firstLineEnd;
        String firstLine = record.substring(0, end);
        String rest = record.substring(end);
        long restLine = startLine + 1;
        if (firstLine.endsWith("\r") && rest.startsWith("\n")) {
            rest = rest.substring(1);
        }
        text.goBack(rest, restLine);
        String problem = "line " + quotes.openedLine + ", column " + quotes.openedAt()
                + ": the quote opened here is never closed; close it or double it";
        return new RawRecord(firstLine.stripTrailing(), startLine, problem);
    }

    private TicketFileException tooLong(long startLine, Quotes quotes) {
        String reason = quotes.isOpen()
                ? "the quote opened here is not closed within " + LONGEST_RECORD + " characters; close it or double it"
                : "the row is longer than " + LONGEST_RECORD + " characters; split it, or check the delimiter";
        return quotes.isOpen()
                ? TicketFileException.at(file, quotes.openedLine, quotes.openedAt(), reason)
                : TicketFileException.at(file, startLine, null, reason);
    }

    /** Follows the quotes of one record. */
    private final class Quotes {
        private State state = State.CELL_START;
        private long openedLine;
        private long openedColumn;
        private @Nullable String problem;

        void accept(char character, long line, long column) {
            state = switch (state) {
                case CELL_START -> atCellStart(character, line, column);
                case PLAIN -> character == delimiter ? State.CELL_START : State.PLAIN;
                case QUOTED -> character == '"' ? State.QUOTE_IN_QUOTED : State.QUOTED;
                case QUOTE_IN_QUOTED -> character == '"' ? State.QUOTED : afterClosing(character, line, column);
                case CLOSED -> afterClosing(character, line, column);
                case BROKEN -> State.BROKEN;
            };
        }

        private State atCellStart(char character, long line, long column) {
            if (character == '"') {
                openedLine = line;
                openedColumn = column;
                return State.QUOTED;
            }
            return character == delimiter ? State.CELL_START : State.PLAIN;
        }

        private State afterClosing(char character, long line, long column) {
            if (character == delimiter) {
                return State.CELL_START;
            }
            if (Character.isWhitespace(character)) {
                return State.CLOSED;
            }
            problem = "line " + line + ", column " + column
                    + ": text follows a closing quote; double the quotes inside a quoted cell";
            return State.BROKEN;
        }

        boolean isOpen() {
            return state == State.QUOTED;
        }

        String openedAt() {
            return Long.toString(openedColumn);
        }

        @Nullable
        String problem() {
            return problem;
        }
    }

    private enum State {
        CELL_START,
        PLAIN,
        QUOTED,
        QUOTE_IN_QUOTED,
        CLOSED,
        /** Nothing can be known any more: the record ends with the line. */
        BROKEN
    }
}
