package io.github.supportops.copilot.internal.reply;

import io.github.supportops.copilot.FailureKind;
import io.github.supportops.copilot.TokenUsage;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A call that brought no answer.
 *
 * @param kind what happened
 * @param action what to do about it
 * @param status the status, or the code inside a 200; null when no response came
 * @param message what happened and what to do next, in words of this library
 * @param retryAfter what the server asked to wait, or null
 * @param throttled whether the server said "too many"
 * @param possiblyBilled whether it may have been billed all the same
 * @param usage what the response said about tokens and cost
 * @param words what the error said, in lower case; to be searched, never shown
 */
public record ProviderFailure(
        FailureKind kind,
        Action action,
        @Nullable Integer status,
        String message,
        @Nullable Duration retryAfter,
        boolean throttled,
        boolean possiblyBilled,
        TokenUsage usage,
        String words) {

    /** What to do about a failure. */
    public enum Action {
        /** Wait and call again, as long as retries, budget and deadline allow; then the next model. */
        RETRY,
        /** As {@link #RETRY}, but the first time without the wait: most likely an idle connection had gone stale. */
        RETRY_AT_ONCE,
        /** The request never got through; send it again without counting it. */
        RESEND,
        /**
         * The server ended the connection in good order and may have worked on the call: an attempt, repeated at once, and
         * not at the expense of the shared budget, since nothing is failing.
         */
        RECONNECT,
        /** Ask in another way if the error names what it did not like; otherwise stop. */
        NEGOTIATE,
        /** This model will not do; the next one may. */
        NEXT_MODEL,
        /** The model produced something its provider would not hand out; ask again. */
        ASK_AGAIN,
        /** Nothing will help but a person. */
        STOP
    }

    @Override
    public String toString() {
        return "ProviderFailure[kind=" + kind + ", action=" + action + ", status=" + status + "]";
    }
}
