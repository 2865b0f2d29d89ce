package io.github.supportops.copilot.openrouter;

import io.github.supportops.copilot.AnalysisException;
import io.github.supportops.copilot.AnalysisResult;
import io.github.supportops.copilot.InvalidAnswerException;
import io.github.supportops.copilot.Ticket;
import io.github.supportops.copilot.internal.json.Json;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * Throws mutated answers at the analyzer. Whatever comes, each analysis must end at once, with a result that is whole or
 * with an {@link InvalidAnswerException}; nothing else may be thrown and nothing may take long. The same seed makes the same
 * inputs. To run it for minutes, see {@code docs/errors.md}.
 */
final class AnswerFuzz {
    /** The time of this thread alone, so that a busy machine is not mistaken for a slow reader. */
    private static final ThreadMXBean CPU = ManagementFactory.getThreadMXBean();

    private static final Duration LONGEST = Duration.ofSeconds(1);
    private static final Ticket TICKET = Ticket.of("T-1", "The invoice of June is wrong. I was charged twice.");
    private static final String[] PIECES = {
        "{",
        "}",
        "[",
        "]",
        "\"",
        "'",
        "\\",
        ",",
        ":",
        "“",
        "”",
        "‘",
        "’",
        "„",
        "```",
        "```json\n",
        "~~~",
        "<think>",
        "</think>",
        "[THINK]",
        "[/THINK]",
        "<|channel|>analysis<|message|>",
        "<|channel|>final<|message|>",
        "<|end|>",
        "◁think▷",
        "//",
        "/*",
        "*/",
        "\n",
        "\r",
        "\t",
        " ",
        "\u0000",
        "\ud83d",
        "\ude00",
        "\ufeff",
        "\u00a0",
        "\\u0000",
        "\\ud83d",
        "\\x",
        "null",
        "true",
        "False",
        "None",
        "NaN",
        "1e400",
        "1e99999999999",
        "-",
        "0",
        "9".repeat(120),
        "intent",
        "\"intent\":",
        "urgency",
        "billing",
        "\"High\"",
        "Technical Issue",
        "{\"output\":",
        "[[[[[[[[",
        "{\"intent\":{\"type\":\"string\"}}",
        "\"evidence\":[\"I was\"]",
        "\"\\\"{}\\\"\"",
        "{\"thinking\":",
        "{}"
    };

    private final SplittableRandom random;
    private final List<String> seeds = AnswerCase.all().stream()
            .map(AnswerCase::text)
            .filter(text -> text.length() < 3_000)
            .toList();
    private final ScriptedExchange provider = new ScriptedExchange();
    private final OpenRouterTicketAnalyzer plain = analyzer(false);
    private final OpenRouterTicketAnalyzer explaining = analyzer(true);
    private long accepted;
    private long slowestNanos;

    AnswerFuzz(long seed) {
        this.random = new SplittableRandom(seed);
    }

    /** Runs it for the given number of seconds, from the given seed. */
    public static void main(String[] arguments) {
        long seconds = arguments.length > 0 ? Long.parseLong(arguments[0]) : 300;
        long seed = arguments.length > 1 ? Long.parseLong(arguments[1]) : System.nanoTime();
        AnswerFuzz fuzz = new AnswerFuzz(seed);
        long until = System.nanoTime() + Duration.ofSeconds(seconds).toNanos();
        long inputs = 0;
        while (System.nanoTime() < until) {
            fuzz.once();
            inputs++;
        }
        System.out.println("seed " + seed + ": " + inputs + " inputs, " + fuzz.accepted + " accepted, slowest "
                + fuzz.slowestNanos / 1_000 + " microseconds");
    }

    /** {@return how many inputs were accepted so far} */
    long accepted() {
        return accepted;
    }

    /** Makes one input and throws an {@link AssertionError} that shows it when it does not end as it must. */
    void once() {
        String text = mutated();
        String body = body(text);
        provider.reply(200, body, Map.of());
        long start = CPU.getCurrentThreadCpuTime();
        CompletableFuture<AnalysisResult> analysis;
        try {
            analysis = (random.nextInt(4) == 0 ? explaining : plain).analyzeAsync(TICKET);
        } catch (RuntimeException | StackOverflowError escaped) {
            throw failure("Something escaped", body, escaped);
        }
        long taken = CPU.getCurrentThreadCpuTime() - start;
        slowestNanos = Math.max(slowestNanos, taken);
        if (!analysis.isDone()) {
            throw failure("The analysis never ends", body, null);
        }
        if (taken > LONGEST.toNanos()) {
            throw failure("The analysis took " + taken / 1_000_000 + " ms", body, null);
        }
        ended(analysis, body);
    }

    private void ended(CompletableFuture<AnalysisResult> analysis, String body) {
        try {
            AnalysisResult result = analysis.join();
            accepted++;
            Json.mapper().writeValueAsBytes(result.analysis().suggestedResponse());
            boolean invented = result.explanation().evidence().stream()
                    .anyMatch(quote -> !TICKET.message().contains(quote));
            if (invented) {
                throw failure("An evidence quote is not in the ticket", body, null);
            }
        } catch (CompletionException failed) {
            if (!(failed.getCause() instanceof AnalysisException)) {
                throw failure("Failed with something else", body, failed);
            }
        } catch (com.fasterxml.jackson.core.JsonProcessingException unwritable) {
            throw failure("The reply cannot be written", body, unwritable);
        }
    }

    private String mutated() {
        StringBuilder text = new StringBuilder(seeds.get(random.nextInt(seeds.size())));
        for (int i = random.nextInt(8); i >= 0; i--) {
            int at = random.nextInt(text.length() + 1);
            switch (random.nextInt(7)) {
                case 0 -> text.insert(at, PIECES[random.nextInt(PIECES.length)]);
                case 1 -> text.delete(at, Math.min(text.length(), at + 1 + random.nextInt(12)));
                case 2 -> text.insert(at, part(text));
                case 3 -> text.insert(at, part(new StringBuilder(seeds.get(random.nextInt(seeds.size())))));
                case 4 -> text.setLength(at);
                case 5 -> text.insert(at, PIECES[random.nextInt(PIECES.length)].repeat(1 + random.nextInt(200)));
                default -> text.insert(at, (char) random.nextInt(0x10000));
            }
        }
        return text.toString();
    }

    private String part(StringBuilder text) {
        int from = random.nextInt(text.length() + 1);
        return text.substring(from, Math.min(text.length(), from + random.nextInt(120)));
    }

    /** Mostly the text as content; sometimes in another place, and sometimes the envelope itself is broken. */
    private String body(String text) {
        String quoted = Json.write(text);
        String finish = random.nextInt(5) == 0 ? "length" : "stop";
        String message = switch (random.nextInt(8)) {
            case 0 -> "{\"content\":\"\",\"reasoning\":" + quoted + "}";
            case 1 -> "{\"tool_calls\":[{\"function\":{\"arguments\":" + quoted + "}}]}";
            case 2 -> "{\"content\":[{\"type\":\"text\",\"text\":" + quoted + "}]}";
            default -> "{\"content\":" + quoted + "}";
        };
        String body = "{\"choices\":[{\"finish_reason\":\"" + finish + "\",\"message\":" + message + "}]}";
        return random.nextInt(20) == 0 ? text : body;
    }

    private OpenRouterTicketAnalyzer analyzer(boolean explain) {
        return OpenRouterTicketAnalyzer.builder()
                .apiKey("sk-test")
                .httpClient(SharedClient.IDLE)
                .model("first/model")
                .maxAnswers(1)
                .maxRetries(0)
                .circuitBreaker(Integer.MAX_VALUE, Duration.ofSeconds(1))
                .explain(explain)
                .scheduler(new ManualScheduler())
                .exchange(provider)
                .build();
    }

    private static AssertionError failure(String what, String body, Throwable cause) {
        return new AssertionError(what + ": " + Json.write(body), cause);
    }
}
