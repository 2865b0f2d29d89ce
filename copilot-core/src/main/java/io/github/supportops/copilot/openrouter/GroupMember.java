package io.github.supportops.copilot.openrouter;

import io.github.supportops.copilot.Ticket;
import io.github.supportops.copilot.prompt.Prompt;
import io.github.supportops.copilot.prompt.PromptMessage;
import java.util.List;

/**
 * A ticket that shares a call.
 *
 * @param id what it is called in this call; random, so that no ticket can speak for another
 * @param ticket the ticket
 * @param prompt what would be said about it alone
 * @param future the result to come
 */
record GroupMember(String id, Ticket ticket, Prompt prompt, AnalysisFuture future) {

    /** {@return what is said before the ticket: the instructions, and examples where there are some} */
    List<PromptMessage> front() {
        return prompt.messages().subList(0, prompt.messages().size() - 1);
    }

    /** {@return the message with the ticket} */
    String text() {
        return prompt.messages().get(prompt.messages().size() - 1).content();
    }

    @Override
    public String toString() {
        return "GroupMember[" + id + "]";
    }
}
