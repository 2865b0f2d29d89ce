package io.github.supportops.copilot.local.internal.encoder;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/**
 * Reads the 30,000 word pieces out of the {@code "vocab"} object of a tokenizer.json, and nothing else of it. A JSON parser
 * would do as well, but loading one costs a tenth of a second before the first answer.
 */
final class VocabularyReader {

    private static final byte[] START = "\"vocab\":".getBytes(StandardCharsets.US_ASCII);

    private final byte[] json;
    private int position;

    private VocabularyReader(byte[] json) {
        this.json = json;
    }

    /** The id of every word piece. */
    static Map<String, Integer> read(InputStream in) throws IOException {
        return new VocabularyReader(in.readAllBytes()).vocabulary();
    }

    private Map<String, Integer> vocabulary() throws IOException {
        position = start();
        expect('{');
        Map<String, Integer> vocabulary = new HashMap<>(1 << 16);
        byte next = skipSpace();
        while (next == '"') {
            String piece = string();
            expect(':');
            vocabulary.put(piece, number());
            next = skipSpace();
            if (next == ',') {
                position++;
                next = skipSpace();
            }
        }
        expect('}');
        return vocabulary;
    }

    private int start() throws IOException {
        for (int from = 0; from + START.length <= json.length; from++) {
            int same = 0;
            while (same < START.length && json[from + same] == START[same]) {
                same++;
            }
            if (same == START.length) {
                return from + same;
            }
        }
        throw new IOException("the tokenizer file has no \"vocab\"");
    }

    private String string() throws IOException {
        int from = ++position;
        while (at(position) != '"') {
            if (json[position] == '\\') {
                return escaped(from);
            }
            position++;
        }
        String piece = new String(json, from, position - from, StandardCharsets.UTF_8);
        position++;
        return piece;
    }

    /** A string with a quote or backslash in it; there are a handful. */
    private String escaped(int from) throws IOException {
        StringBuilder piece = new StringBuilder(new String(json, from, position - from, StandardCharsets.UTF_8));
        while (at(position) != '"') {
            if (json[position] == '\\') {
                position++;
                if (at(position) != '"' && json[position] != '\\' && json[position] != '/') {
                    throw broken();
                }
            }
            piece.append((char) json[position++]);
        }
        position++;
        return piece.toString();
    }

    private int number() throws IOException {
        int digit = skipSpace() - '0';
        if (digit < 0 || digit > 9) {
            throw broken();
        }
        int value = 0;
        while (digit >= 0 && digit <= 9) {
            value = value * 10 + digit;
            digit = at(++position) - '0';
        }
        return value;
    }

    private void expect(char wanted) throws IOException {
        if (skipSpace() != wanted) {
            throw broken();
        }
        position++;
    }

    private byte skipSpace() throws IOException {
        while (at(position) == ' ' || json[position] == '\n' || json[position] == '\r' || json[position] == '\t') {
            position++;
        }
        return json[position];
    }

    private byte at(int place) throws IOException {
        if (place >= json.length) {
            throw broken();
        }
        return json[place];
    }

    private IOException broken() {
        return new IOException("the vocabulary in the tokenizer file breaks off at byte " + position);
    }
}
