package io.github.supportops.copilot.openrouter;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.supportops.copilot.AnalysisResult;
import io.github.supportops.copilot.Ticket;
import io.github.supportops.copilot.internal.json.Json;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A short run of the fuzzer with fixed seeds, and texts made to take long. */
class AnswerFuzzTest {
    private static final int ONE_MEBIBYTE = 1 << 20;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void everyMutatedAnswerEndsAtOnceInAResultOrATypedFailure(long seed) {
        AnswerFuzz fuzz = new AnswerFuzz(seed);
        for (int i = 0; i < 1_500; i++) {
            fuzz.once();
        }
        assertThat(fuzz.accepted()).isPositive();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[",
                "{",
                "{}",
                "[1]",
                "{\"a\":",
                "\"",
                "'",
                "“",
                "\\",
                "{\"\\",
                "['",
                "[\"",
                "[“ ",
                "<think>",
                "</think>",
                "<think></think>",
                "<",
                "[THINK]",
                "<|channel|>",
                "<|channel|>analysis<|message|>",
                "//",
                "/*",
                "[/*",
                "[//\n",
                "```",
                "`",
                "{'a':'b' ",
                "{intent:",
                "{\"intent\":\"",
                " ",
                "\u0000",
                "[\"{\",",
                "{\"a\":\"`{\"},",
                "'{', ",
                "{} <think>",
                "[' ",
                "\n"
            })
    void aMebibyteOfAnythingIsReadWithinASecond(String piece) {
        String text = "{\"x\": " + piece.repeat(ONE_MEBIBYTE / piece.length());
        assertQuick(text);
        assertQuick(piece.repeat(ONE_MEBIBYTE / piece.length()) + ScriptedExchange.GOOD);
    }

    @Test
    void aMebibyteOfEncodedEncodingsIsReadWithinASecond() {
        String text = ScriptedExchange.GOOD;
        while (text.length() < ONE_MEBIBYTE / 2) {
            text = Json.write(text);
        }
        assertQuick(text);
    }

    private static void assertQuick(String content) {
        ScriptedExchange provider = new ScriptedExchange()
                .reply(200, "{\"choices\":[{\"message\":{\"content\":" + Json.write(content) + "}}]}", Map.of());
        OpenRouterTicketAnalyzer analyzer = OpenRouterTicketAnalyzer.builder()
                .apiKey("sk-test")
                .httpClient(SharedClient.IDLE)
                .model("first/model")
                .maxAnswers(1)
                .maxRetries(0)
                .maxBodyBytes(64 * ONE_MEBIBYTE)
                .scheduler(new ManualScheduler())
                .exchange(provider)
                .build();
        ThreadMXBean cpu = ManagementFactory.getThreadMXBean();
        long start = cpu.getCurrentThreadCpuTime();
        CompletableFuture<AnalysisResult> analysis = analyzer.analyzeAsync(Ticket.of("T-1", "Hello."));

        assertThat(analysis).isDone();
        assertThat(Duration.ofNanos(cpu.getCurrentThreadCpuTime() - start)).isLessThan(Duration.ofSeconds(1));
    }
}
