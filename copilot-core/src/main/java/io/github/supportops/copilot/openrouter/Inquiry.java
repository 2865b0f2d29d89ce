package io.github.supportops.copilot.openrouter;

import io.github.supportops.copilot.AnalysisException;
import io.github.supportops.copilot.AnalysisListener;
import io.github.supportops.copilot.internal.reply.ChatResponse;
import io.github.supportops.copilot.prompt.Prompt;

/** What a run asks for, and what it makes of an answer. Immutable. */
interface Inquiry<T> {

    /** {@return the ticket it is about; of several the first} */
    String ticketId();

    /** {@return how many tickets it is about} */
    int tickets();

    /** {@return what is said to the model} */
    Prompt prompt();

    /** {@return what makes a request of it} */
    ChatRequestWriter writer();

    /** {@return how long an answer may be at first, in tokens} */
    int maxTokens();

    /** {@return what the answer is worth} */
    Finding<T> find(ChatResponse response);

    /** Tells of the result. */
    void completed(AnalysisListener listener, T result);

    /** Tells of the failure. */
    void failed(AnalysisListener listener, AnalysisException failure);
}
