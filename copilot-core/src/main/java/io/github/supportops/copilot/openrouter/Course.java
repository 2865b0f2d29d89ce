package io.github.supportops.copilot.openrouter;

import io.github.supportops.copilot.prompt.PromptMessage;
import io.github.supportops.copilot.schema.ValidationIssue;
import java.util.List;

/** Where one analysis stands: which model is asked for what, and what it has left of retries and answers. */
final class Course {
    private final RunLimits limits;
    private final Inquiry<?> inquiry;
    private List<PromptMessage> messages;
    private int maxTokens;
    private int modelIndex;
    private int answers;
    private int retries;

    Course(RunLimits limits, Inquiry<?> inquiry) {
        this.limits = limits;
        this.inquiry = inquiry;
        this.messages = inquiry.prompt().messages();
        this.maxTokens = inquiry.maxTokens();
    }

    String model() {
        return limits.models().get(modelIndex);
    }

    List<PromptMessage> messages() {
        return messages;
    }

    int maxTokens() {
        return maxTokens;
    }

    /** Counts a retry. {@return its number, from 1} */
    int retry() {
        return ++retries;
    }

    /** {@return whether the retries counted so far are not too many for this model} */
    boolean mayRetry() {
        return retries <= limits.maxRetries();
    }

    /** Counts an answer that was not valid. {@return whether the model may give another one} */
    boolean mayAnswerAgain() {
        answers++;
        return answers < limits.maxAnswers();
    }

    /** Asks for the same with more room, after an answer that was cut off. */
    void giveMoreRoom() {
        maxTokens = Math.min(maxTokens * 2, inquiry.maxTokens() * RunLimits.MOST_ROOM);
    }

    /** Asks again and says what was wrong. */
    void complain(String badAnswer, List<ValidationIssue> issues) {
        messages = ReAsk.messages(inquiry.prompt(), badAnswer, issues);
    }

    boolean hasNextModel() {
        return modelIndex + 1 < limits.models().size();
    }

    /** Begins anew with the next model. */
    void nextModel() {
        modelIndex++;
        answers = 0;
        retries = 0;
        messages = inquiry.prompt().messages();
        maxTokens = inquiry.maxTokens();
    }
}
