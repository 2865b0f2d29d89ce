package io.github.supportops.copilot.openrouter;

import io.github.supportops.copilot.prompt.Prompt;
import io.github.supportops.copilot.prompt.PromptMessage;
import io.github.supportops.copilot.schema.ValidationIssue;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** The messages that ask again: everything of the first time, the bad answer, and what was wrong with it by JSON path. */
final class ReAsk {
    private static final int LONGEST_QUOTED_ANSWER = 8_000;

    private ReAsk() {}

    static List<PromptMessage> messages(Prompt prompt, String badAnswer, List<ValidationIssue> issues) {
        List<PromptMessage> messages = new ArrayList<>(prompt.messages());
        messages.add(new PromptMessage(PromptMessage.Role.ASSISTANT, quoted(badAnswer)));
        messages.add(new PromptMessage(PromptMessage.Role.USER, complaint(issues)));
        return List.copyOf(messages);
    }

    private static String quoted(String badAnswer) {
        if (badAnswer.isBlank()) {
            return "(no answer)";
        }
        return badAnswer.length() <= LONGEST_QUOTED_ANSWER ? badAnswer : badAnswer.substring(0, LONGEST_QUOTED_ANSWER);
    }

    private static String complaint(List<ValidationIssue> issues) {
        return "That answer cannot be used:\n"
                + issues.stream().map(issue -> "- " + issue).collect(Collectors.joining("\n"))
                + "\nAnswer for the same ticket again, with one complete and corrected JSON object and nothing else.";
    }
}
