package io.github.supportops.copilot.openrouter;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.supportops.copilot.AnalysisField;
import io.github.supportops.copilot.AnalysisResult;
import io.github.supportops.copilot.Attempt;
import io.github.supportops.copilot.AuthorRole;
import io.github.supportops.copilot.FailureKind;
import io.github.supportops.copilot.InvalidAnswerException;
import io.github.supportops.copilot.Ticket;
import io.github.supportops.copilot.TicketMessage;
import io.github.supportops.copilot.internal.json.Json;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every answer of the data files, sent through the whole analyzer, ends as its case says, after exactly one call. */
class AnswerCasesTest {
    private static final Ticket TICKET = Ticket.builder(
                    "T-1",
                    "The invoice of June is wrong. I was charged twice, please refund!\n"
                            + "It says “paid in full”, but it isn't.")
            .subject("Invoice 2026-06")
            .thread(List.of(TicketMessage.of(AuthorRole.CUSTOMER, "Nobody answered me last week.")))
            .build();

    private final ScriptedExchange provider = new ScriptedExchange();

    static List<AnswerCase> cases() {
        return AnswerCase.all();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void endsAsItsCaseSays(AnswerCase given) {
        provider.reply(200, envelope(given), Map.of());

        String[] expected = given.setting("expect", "nothing").split(" ", 2);
        String details = expected.length == 2 ? expected[1] : "";
        switch (expected[0]) {
            case "accepted" -> accepted(given, result(given), details);
            case "rejected" ->
                assertThat(issues(failure(given, FailureKind.INVALID_ANSWER)))
                        .containsExactlyInAnyOrder(details.split(", ", -1));
            case "truncated" ->
                assertThat(issues(failure(given, FailureKind.TRUNCATED_ANSWER))).containsExactly("TRUNCATED $");
            case "refused" ->
                assertThat(failure(given, FailureKind.REFUSAL).issues()).isEmpty();
            default -> throw new IllegalArgumentException("expect: " + expected[0]);
        }
        assertThat(provider.requests).hasSize(1);
    }

    @Test
    void thereAreEnoughCasesOfEveryKind() {
        assertThat(cases()).hasSizeGreaterThanOrEqualTo(280);
        assertThat(cases())
                .extracting(AnswerCase::number)
                .containsExactlyElementsOf(
                        IntStream.rangeClosed(1, cases().size()).boxed().toList());
        assertThat(cases())
                .extracting(AnswerCase::kind)
                .contains(
                        "clean",
                        "code_fence",
                        "prose",
                        "think",
                        "reasoning_field",
                        "content_parts",
                        "tool_call",
                        "wrapper")
                .contains("single_element_array", "double_encoding", "trailing_comma", "comment", "single_quotes")
                .contains("smart_quotes", "raw_characters", "unquoted_key", "python", "key_spelling", "extra_key")
                .contains(
                        "label_spelling", "flag_as_text", "combined", "label", "flag", "missing", "null", "reply_text")
                .contains("conflict", "repeated", "schema_echo", "not_json", "not_an_object", "empty", "cut", "finish")
                .contains("hostile", "explained", "evidence", "tags");
    }

    private static void accepted(AnswerCase given, AnalysisResult result, String repairs) {
        assertThat(result.provenance().repairs())
                .containsExactlyInAnyOrder(repairs.isEmpty() ? new String[0] : repairs.split(" ", -1));
        Map<String, String> labels = labels(given);
        for (AnalysisField field : AnalysisField.values()) {
            assertThat(result.analysis().wireValue(field)).as(field.wireName()).isEqualTo(labels.get(field.wireName()));
        }
        if (given.settings().containsKey("evidence")) {
            assertThat(result.explanation().evidence()).isEqualTo(given.listed("evidence", "\\|"));
        }
        if (given.settings().containsKey("chosen_tags")) {
            assertThat(result.explanation().tags()).isEqualTo(given.listed("chosen_tags", "\\|"));
        }
    }

    private static Map<String, String> labels(AnswerCase given) {
        Map<String, String> labels = Arrays.stream((("intent=billing urgency=high sentiment=negative"
                                        + " escalation_required=true churn_risk=low " + given.setting("labels", ""))
                                .strip())
                        .split(" +", -1))
                .map(label -> label.split("=", 2))
                .collect(Collectors.toMap(label -> label[0], label -> label[1], (standard, other) -> other));
        labels.put("suggested_response", json(given.setting("reply", "\"We are on it.\"")));
        return labels;
    }

    private static List<String> issues(InvalidAnswerException failure) {
        assertThat(failure.attempts())
                .singleElement()
                .extracting(Attempt::number)
                .isEqualTo(1);
        return failure.issues().stream()
                .map(issue -> issue.code() + " " + issue.path())
                .toList();
    }

    private AnalysisResult result(AnswerCase given) {
        return finished(analyzer(given).analyzeAsync(TICKET));
    }

    /** Everything here runs in this thread, so what is not done by now never will be. */
    private static AnalysisResult finished(CompletableFuture<AnalysisResult> analysis) {
        assertThat(analysis).isDone();
        return analysis.join();
    }

    private InvalidAnswerException failure(AnswerCase given, FailureKind kind) {
        try {
            AnalysisResult result = finished(analyzer(given).analyzeAsync(TICKET));
            throw new AssertionError(
                    "Accepted with repairs " + result.provenance().repairs());
        } catch (CompletionException failed) {
            InvalidAnswerException failure = (InvalidAnswerException) failed.getCause();
            assertThat(failure.kind()).isEqualTo(kind);
            return failure;
        }
    }

    private OpenRouterTicketAnalyzer analyzer(AnswerCase given) {
        OpenRouterTicketAnalyzerBuilder builder = OpenRouterTicketAnalyzer.builder()
                .apiKey("sk-test")
                .httpClient(SharedClient.IDLE)
                .model("first/model")
                .maxAnswers(1)
                .maxRetries(0)
                .explain(given.settings().containsKey("explain"))
                .scheduler(new ManualScheduler())
                .exchange(provider);
        if (given.settings().containsKey("tags")) {
            builder.tags(new LinkedHashSet<>(given.listed("tags", ",")));
        }
        return builder.build();
    }

    private static String envelope(AnswerCase given) {
        String finish = given.setting("finish", "stop");
        return "{\"choices\":[{\"finish_reason\":" + (finish.equals("null") ? finish : Json.write(finish))
                + ",\"message\":" + message(given) + "}],\"usage\":{\"prompt_tokens\":1,\"completion_tokens\":1}}";
    }

    private static String message(AnswerCase given) {
        String text = Json.write(given.text());
        return switch (given.setting("in", "content")) {
            case "content" -> "{\"content\":" + text + "}";
            case "reasoning" -> "{\"content\":\"\",\"reasoning\":" + text + "}";
            case "reasoning_content" -> "{\"content\":\"\",\"reasoning_content\":" + text + "}";
            case "tool" -> "{\"content\":null,\"tool_calls\":[{\"function\":{\"arguments\":" + text + "}}]}";
            case "message" -> given.text();
            default -> throw new IllegalArgumentException("in: " + given.setting("in", ""));
        };
    }

    private static String json(String text) {
        try {
            return Json.read(text).textValue();
        } catch (com.fasterxml.jackson.core.JsonProcessingException broken) {
            throw new IllegalArgumentException(text, broken);
        }
    }
}
