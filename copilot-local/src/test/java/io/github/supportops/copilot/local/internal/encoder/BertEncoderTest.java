package io.github.supportops.copilot.local.internal.encoder;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class BertEncoderTest {

    private static final List<String> TEXTS = List.of(
            "I was charged twice for my subscription, please refund one of the payments.",
            "The app crashes whenever I open the settings page.",
            "It would be nice to have a dark mode.",
            "How do I reset my password?",
            "Your driver was rude and the food was cold. I am very disappointed with this service.",
            "ok");

    private static SentenceEncoder plain;

    @BeforeAll
    static void load() {
        plain = SentenceEncoders.plainJava();
    }

    @AfterAll
    static void close() {
        plain.close();
    }

    @Test
    void vectorsHaveLengthOne() {
        float[] vector = plain.encode(TEXTS.get(0));

        assertThat(vector).hasSize(SentenceEncoder.DIMENSIONS);
        assertThat(Vectors.dot(vector, vector)).isBetween(0.9999f, 1.0001f);
    }

    @Test
    void agreesWithOnnxruntime() {
        try (SentenceEncoder reference = SentenceEncoders.onnxRuntime()) {
            for (String text : TEXTS) {
                assertThat(Vectors.dot(plain.encode(text), reference.encode(text)))
                        .as(text)
                        .isGreaterThan(0.99f);
            }
        }
    }

    @Test
    void textsThatMeanAlikeLieCloser() {
        float[] login = plain.encode("I cannot log in to my account");

        assertThat(Vectors.dot(login, plain.encode("Signing in does not work for me")))
                .isGreaterThan(Vectors.dot(login, plain.encode("The pizza arrived cold")) + 0.1f);
    }

    @Test
    void reusedMemoryLeavesNoTraceOfTheTextBefore() {
        float[] alone = plain.encode(TEXTS.get(5));
        plain.encode(TEXTS.get(4));

        assertThat(plain.encode(TEXTS.get(5))).isEqualTo(alone);
    }

    @Test
    void threadsDoNotDisturbEachOther() throws Exception {
        List<float[]> expected = TEXTS.stream().map(plain::encode).toList();
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            List<Future<float[]>> results = new ArrayList<>();
            for (int round = 0; round < 24; round++) {
                String text = TEXTS.get(round % TEXTS.size());
                results.add(threads.submit(() -> plain.encode(text)));
            }
            for (int round = 0; round < results.size(); round++) {
                assertThat(results.get(round).get()).isEqualTo(expected.get(round % TEXTS.size()));
            }
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void textOfMoreThanTheLongestInputIsReadToTheLimit() {
        assertThat(plain.encode("word ".repeat(2_000))).isEqualTo(plain.encode("word ".repeat(300)));
    }
}
