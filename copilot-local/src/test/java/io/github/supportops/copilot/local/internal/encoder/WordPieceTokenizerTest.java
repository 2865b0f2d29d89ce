package io.github.supportops.copilot.local.internal.encoder;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The expected ids were made with the reference tokenizer of the model. */
class WordPieceTokenizerTest {

    private static WordPieceTokenizer tokenizer;

    @BeforeAll
    static void load() throws IOException {
        tokenizer = SentenceEncoders.tokenizer();
    }

    private static int[] ids(String text) {
        return tokenizer.tokenize(text, 256);
    }

    @Test
    void lowerCasesAndSplitsPunctuation() {
        assertThat(ids("Hello, World! It's $5.00 (really)."))
                .containsExactly(
                        101, 7592, 1010, 2088, 999, 2009, 1005, 1055, 1002, 1019, 1012, 4002, 1006, 2428, 1007, 1012,
                        102);
    }

    @Test
    void splitsRareWordsIntoPieces() {
        assertThat(ids("unsubscribing tokenization invoiceflow"))
                .containsExactly(101, 4895, 6342, 5910, 26775, 12322, 2075, 19204, 3989, 1999, 6767, 6610, 12314, 102);
    }

    @Test
    void stripsAccents() {
        assertThat(ids("Caf\u00e9 na\u00efve \u00dcn\u00efc\u00f6d\u00e9 \u00c5ngstr\u00f6m"))
                .containsExactly(101, 7668, 15743, 27260, 17076, 15687, 102);
    }

    @Test
    void separatesIdeographs() {
        assertThat(ids("\u8ba2\u5355 4711 \u5728\u54ea\u91cc"))
                .containsExactly(101, 100, 100, 4700, 14526, 100, 100, 1962, 102);
    }

    @Test
    void keepsEmojiAsUnknownOrPieces() {
        assertThat(ids("great \ud83d\ude42 job")).containsExactly(101, 2307, 100, 3105, 102);
    }

    @Test
    void dropsControlCharactersAndJoinsWhiteSpace() {
        assertThat(ids("a\u0000b\u0009c\u000bd\u00a0e\u2028f")).containsExactly(101, 11113, 3729, 1041, 1042, 102);
    }

    @Test
    void readsTypographicMarks() {
        assertThat(ids("it\u2019s \u201cfine\u201d \u2013 ok\u2026"))
                .containsExactly(101, 2009, 1521, 1055, 1523, 2986, 1524, 1516, 7929, 1529, 102);
    }

    @Test
    void emptyTextIsOnlyTheMarkers() {
        assertThat(ids("")).containsExactly(101, 102);
    }

    @Test
    void textIsCutToTheLimitAndStillEnded() {
        assertThat(tokenizer.tokenize("one two three four five six", 5))
                .hasSize(5)
                .startsWith(101)
                .endsWith(102);
    }

    @Test
    void markerInTheTextDoesNotEndTheSentence() {
        assertThat(ids("stop [SEP] here")).endsWith(102).containsOnlyOnce(102);
    }

    @Test
    void wordOfMoreThanAHundredLettersIsUnknown() {
        assertThat(ids("a".repeat(101))).containsExactly(101, 100, 102);
    }
}
