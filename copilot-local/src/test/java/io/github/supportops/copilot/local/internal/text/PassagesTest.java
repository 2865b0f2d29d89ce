package io.github.supportops.copilot.local.internal.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class PassagesTest {

    @Test
    void shortTextIsOnePassage() {
        assertThat(Passages.of("It is broken. Please help!")).containsExactly("It is broken. Please help!");
    }

    @Test
    void longTextIsReadWholeInPassagesOfAboutEqualLength() {
        String sentence = "The lift in our building stopped between two floors again. ";
        List<String> passages = Passages.of(sentence.repeat(30));

        assertThat(String.join(" ", passages)).isEqualTo(sentence.repeat(30).strip());
        assertThat(passages).hasSizeBetween(4, 6).allMatch(passage -> passage.length() < 600);
    }

    @Test
    void sentenceWithoutEndIsCutBetweenWords() {
        assertThat(Passages.sentences("word ".repeat(300)))
                .allMatch(piece -> piece.length() <= Passages.PASSAGE_CHARACTERS && piece.endsWith("word"));
    }

    @Test
    void textWithoutSpacesIsCutBetweenCharacters() {
        assertThat(String.join("", Passages.sentences("🙂".repeat(500)))).isEqualTo("🙂".repeat(500));
    }

    @Test
    void readingStopsAtSomeLength() {
        assertThat(Passages.of("One more sentence of a very long text. ".repeat(5_000)))
                .hasSize(Passages.MOST_PASSAGES);
    }

    @Test
    void blankTextHasNoPassages() {
        assertThat(Passages.of(" \n ")).isEmpty();
    }
}
