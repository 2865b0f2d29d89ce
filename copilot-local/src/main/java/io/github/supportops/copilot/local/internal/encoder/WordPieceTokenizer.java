package io.github.supportops.copilot.local.internal.encoder;

import java.util.Arrays;
import java.util.Collections;
import java.util.Map;

/**
 * Splits text into the word pieces of a lower-case BERT vocabulary, with the same ids as the reference implementation.
 *
 * <p>Marker words such as {@code [SEP]} inside a text are read as ordinary characters: a ticket must not be able to end
 * its own sentence. Thread-safe.
 */
public final class WordPieceTokenizer {

    private static final int LONGEST_WORD = 100;
    private static final int UNKNOWN = 100;
    private static final int START = 101;
    private static final int END = 102;

    private final Map<String, Integer> vocabulary;

    WordPieceTokenizer(Map<String, Integer> vocabulary) {
        this.vocabulary = Collections.unmodifiableMap(vocabulary);
    }

    /** The ids of a text between a start and an end marker, cut to at most {@code maxTokens} ids. */
    public int[] tokenize(String text, int maxTokens) {
        Ids ids = new Ids(maxTokens - 1);
        ids.add(START);
        for (String word : BertNormalizer.words(text)) {
            if (ids.full()) {
                break;
            }
            addPieces(word, ids);
        }
        return ids.endedWith(END);
    }

    private void addPieces(String word, Ids ids) {
        if (word.codePointCount(0, word.length()) > LONGEST_WORD) {
            ids.add(UNKNOWN);
            return;
        }
        int before = ids.size;
        int from = 0;
        while (from < word.length()) {
            int to = word.length();
            Integer id = null;
            while (from < to) {
                String piece = word.substring(from, to);
                id = vocabulary.get(from == 0 ? piece : "##" + piece);
                if (id != null) {
                    break;
                }
                to--;
            }
            if (id == null) {
                // One piece without an entry makes the whole word unknown, as the model was trained.
                ids.size = before;
                ids.add(UNKNOWN);
                return;
            }
            ids.add(id);
            from = to;
        }
    }

    /** A growing list of ids that drops what does not fit but still counts it, so a word can be taken back. */
    private static final class Ids {
        private final int limit;
        private int[] values = new int[32];
        private int size;

        Ids(int limit) {
            this.limit = limit;
        }

        boolean full() {
            return size >= limit;
        }

        void add(int id) {
            if (size == values.length) {
                values = Arrays.copyOf(values, size * 2);
            }
            values[size++] = id;
        }

        int[] endedWith(int end) {
            int kept = Math.min(size, limit);
            int[] result = Arrays.copyOf(values, kept + 1);
            result[kept] = end;
            return result;
        }
    }
}
