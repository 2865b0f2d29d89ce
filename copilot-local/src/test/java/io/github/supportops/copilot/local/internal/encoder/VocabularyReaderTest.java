package io.github.supportops.copilot.local.internal.encoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VocabularyReaderTest {

    private static Map<String, Integer> read(String json) throws IOException {
        return VocabularyReader.read(new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void piecesWithQuotesBackslashesAndForeignLettersAreRead() throws IOException {
        assertThat(
                        read(
                                "{\"model\": {\"vocab\": {\"a\": 0, \"##\\\\\":12,\n \"\\\"\" : 3, \"\u00fc\": 41}, \"b\": 5}}"))
                .containsExactlyInAnyOrderEntriesOf(Map.of("a", 0, "##\\", 12, "\"", 3, "\u00fc", 41));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"vocab\": ",
                "{\"vocab\": {\"a",
                "{\"vocab\": {\"a\": x}}",
                "{\"vocab\": {\"a\\n\": 1}}",
                "{\"vocab\": {\"a\": 1"
            })
    void aBrokenFileIsRefused(String json) {
        assertThatThrownBy(() -> read(json)).isInstanceOf(IOException.class);
    }

    @Test
    void theShippedVocabularyIsWhole() throws IOException {
        assertThat(SentenceEncoders.tokenizer().tokenize("hello", 8)).containsExactly(101, 7592, 102);
    }
}
