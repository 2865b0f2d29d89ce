package io.github.supportops.copilot.csv;

import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * One record of a journal, which is one line: kind, row, checksum, payload. The checksum covers all but itself, so a line
 * that reads well is a line that was written so.
 *
 * @param kind what it records
 * @param row the row it is about; 0 for the start
 * @param payload JSON without line ends; empty for an intent
 */
record JournalLine(Kind kind, long row, String payload) {
    private static final int CHECKSUM_DIGITS = 8;
    private static final String HEX = "0123456789abcdef";

    /** What a line records. */
    enum Kind {
        /** The run: which input, which settings. Always first. */
        START('S'),
        /** A row is about to be sent. */
        INTENT('I'),
        /** A row has its result. */
        DONE('D'),
        /** A row has failed for good. */
        FAILED('F'),
        /** A run has ended early, and this is what its calls came to. */
        SPENT('P');

        private final char letter;

        Kind(char letter) {
            this.letter = letter;
        }

        static @Nullable Kind of(char letter) {
            for (Kind kind : values()) {
                if (kind.letter == letter) {
                    return kind;
                }
            }
            return null;
        }
    }

    /** {@return the line with its line end} */
    byte[] bytes() {
        String head = kind.letter + " " + row + " ";
        byte[] headBytes = head.getBytes(StandardCharsets.US_ASCII);
        byte[] body = payload.getBytes(StandardCharsets.UTF_8);
        CRC32C checksum = new CRC32C();
        checksum.update(headBytes, 0, headBytes.length);
        checksum.update(body, 0, body.length);
        byte[] line = new byte[headBytes.length + CHECKSUM_DIGITS + 1 + body.length + 1];
        System.arraycopy(headBytes, 0, line, 0, headBytes.length);
        int position = headBytes.length;
        long value = checksum.getValue();
        for (int digit = CHECKSUM_DIGITS - 1; digit >= 0; digit--) {
            line[position++] = (byte) HEX.charAt((int) (value >> (4 * digit)) & 0xf);
        }
        line[position++] = ' ';
        System.arraycopy(body, 0, line, position, body.length);
        line[line.length - 1] = '\n';
        return line;
    }

    /**
     * {@return the record of a line without its line end, or null where the line is not one that was written whole}
     *
     * @param withPayload whether to make a text of the payload; checked it is in any case
     */
    static @Nullable JournalLine read(byte[] line, int length, boolean withPayload) {
        int headEnd = 2;
        long row = 0;
        while (headEnd < length && headEnd < 20 && line[headEnd] >= '0' && line[headEnd] <= '9') {
            row = 10 * row + (line[headEnd++] - '0');
        }
        int bodyStart = headEnd + 1 + CHECKSUM_DIGITS + 1;
        Kind kind = length > 0 ? Kind.of((char) line[0]) : null;
        if (kind == null) {
            return null;
        }
        boolean shaped = bodyStart <= length
                && headEnd > 2
                && line[1] == ' '
                && line[headEnd] == ' '
                && line[bodyStart - 1] == ' ';
        if (!shaped || checksum(line, headEnd + 1) != computed(line, headEnd + 1, bodyStart, length)) {
            return null;
        }
        String payload = withPayload ? new String(line, bodyStart, length - bodyStart, StandardCharsets.UTF_8) : "";
        return new JournalLine(kind, row, payload);
    }

    private static long computed(byte[] line, int headLength, int bodyStart, int length) {
        CRC32C checksum = new CRC32C();
        checksum.update(line, 0, headLength);
        checksum.update(line, bodyStart, length - bodyStart);
        return checksum.getValue();
    }

    private static long checksum(byte[] line, int start) {
        long value = 0;
        for (int i = start; i < start + CHECKSUM_DIGITS; i++) {
            int digit = HEX.indexOf(line[i]);
            if (digit < 0) {
                return -1;
            }
            value = (value << 4) | digit;
        }
        return value;
    }

    @Override
    public String toString() {
        return "JournalLine[" + kind + " " + row + "]";
    }
}
