package io.github.supportops.copilot.internal.reply;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.github.supportops.copilot.FailureKind;
import io.github.supportops.copilot.TokenUsage;
import io.github.supportops.copilot.internal.exchange.HttpReply;
import io.github.supportops.copilot.internal.json.Json;
import io.github.supportops.copilot.internal.reply.ProviderFailure.Action;
import io.github.supportops.copilot.internal.retry.RetryAfter;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Decides what an HTTP reply is: a response in which a model spoke, or a failure of a known kind. Thread-safe. */
public final class ReplyClassifier {
    /** The first value of a body: a proxy may glue more to its end. Servers written in Python send NaN as a log-probability. */
    private static final ObjectReader ENVELOPE = Json.mapper()
            .reader()
            .without(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .with(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS);

    private final int maxBodyBytes;

    /** Creates it with the cap for unpacked bodies. */
    public ReplyClassifier(int maxBodyBytes) {
        this.maxBodyBytes = maxBodyBytes;
    }

    /**
     * What a reply is: one of the two, never both.
     *
     * @param response the response, or null
     * @param failure the failure, or null
     */
    public record Classified(
            @Nullable ChatResponse response, @Nullable ProviderFailure failure) {
        static Classified of(ProviderFailure failure) {
            return new Classified(null, failure);
        }
    }

    /** Looks at a reply that arrived at the given time. */
    public Classified classify(HttpReply reply, Instant now) {
        String text;
        try {
            text = BodyText.of(reply, maxBodyBytes);
        } catch (IOException unreadable) {
            return isSuccess(reply)
                    ? Classified.of(garbled("The provider's reply is not readable UTF-8 text"))
                    : Classified.of(failure(reply, reply.status(), ErrorBody.of(MissingNode.getInstance()), now));
        }
        return isSuccess(reply)
                ? success(reply, text, now)
                : Classified.of(failure(reply, reply.status(), ErrorBody.of(root(text)), now));
    }

    /** An error may come as an event too, after comments that kept the stream alive, or in an array of one. */
    private static JsonNode root(String text) {
        Optional<JsonNode> body = EventStream.looksLike(text) ? EventStream.assembled(text) : value(text);
        JsonNode root = body.orElse(MissingNode.getInstance());
        return root.isArray() && root.size() == 1 ? root.get(0) : root;
    }

    private static boolean isSuccess(HttpReply reply) {
        return reply.status() >= 200 && reply.status() <= 299;
    }

    private static Classified success(HttpReply reply, String text, Instant now) {
        if (text.isEmpty()) {
            return Classified.of(garbled("The provider's reply is empty"));
        }
        if (text.startsWith("<")) {
            return Classified.of(new ProviderFailure(
                    FailureKind.REQUEST,
                    Action.STOP,
                    200,
                    "A web page answered instead of the API. Check the base URL.",
                    null,
                    false,
                    false,
                    TokenUsage.none(),
                    ""));
        }
        boolean events = EventStream.looksLike(text);
        Optional<JsonNode> body = events ? EventStream.assembled(text) : parsed(text);
        return body.map(root -> inside(reply, root, events, now))
                .orElseGet(() -> Classified.of(garbled("The provider's reply is cut off or is not JSON")));
    }

    private static Optional<JsonNode> parsed(String text) {
        return value(text).filter(JsonNode::isObject);
    }

    private static Optional<JsonNode> value(String text) {
        try {
            return Optional.of(Json.read(ENVELOPE, text));
        } catch (JsonProcessingException notJson) {
            return Optional.empty();
        }
    }

    private static Classified inside(HttpReply reply, JsonNode root, boolean events, Instant now) {
        JsonNode choiceError = root.path("choices").path(0).path("error");
        ErrorBody error =
                ErrorBody.of(choiceError.isObject() ? root.path("choices").path(0) : root);
        Optional<ChatResponse> response = ChatResponseReader.read(root, events);
        boolean failed =
                error.isPresent() || response.isEmpty() || response.get().finish() == ChatResponse.Finish.ERROR;
        if (failed) {
            JsonNode nested = root.path("provider");
            if (!error.isPresent() && nested.isObject() && nested.has("choices")) {
                return inside(reply, nested, events, now);
            }
            return Classified.of(failure(reply, codeInside(error), error, now));
        }
        return new Classified(response.get(), null);
    }

    /** The status an error inside a 200 stands for; 502 when it names none, because then the upstream failed. */
    private static int codeInside(ErrorBody error) {
        int code = error.numericCode().orElse(502);
        return code >= 300 && code <= 599 ? code : 502;
    }

    private static ProviderFailure failure(HttpReply reply, int status, ErrorBody error, Instant now) {
        int effective = status >= 300 && status <= 599 ? status : 502;
        ErrorTable.Row row = ErrorTable.row(effective, error);
        Duration wait = RetryAfter.from(name -> reply.headers().firstValue(name).or(() -> error.header(name)), now)
                .orElse(null);
        Action action = action(row, error);
        boolean retryAfterMatters = action == Action.RETRY || row.kind() == FailureKind.QUOTA_EXHAUSTED;
        boolean workWasCutOff = effective == 408 || effective == 504 || effective == 524;
        return new ProviderFailure(
                row.kind(),
                action,
                status,
                message(row, status, error),
                retryAfterMatters ? wait : null,
                row.kind() == FailureKind.RATE_LIMITED,
                workWasCutOff,
                ChatResponseReader.usage(error.usage()),
                error.words());
    }

    /** The provider's own word on whether to retry wins, but only among things that can be retried at all. */
    private static Action action(ErrorTable.Row row, ErrorBody error) {
        Optional<Boolean> retryable = error.retryable();
        if (retryable.isEmpty()) {
            return row.action();
        }
        if (retryable.get() && (row.action() == Action.NEXT_MODEL || row.action() == Action.RETRY)) {
            return Action.RETRY;
        }
        return !retryable.get() && row.action() == Action.RETRY ? Action.NEXT_MODEL : row.action();
    }

    private static String message(ErrorTable.Row row, int status, ErrorBody error) {
        String name = error.safeName().map(safe -> ", " + safe).orElse("");
        return "The provider answered with status " + status + " (" + row.kind().wireName() + name + "). "
                + row.advice() + ".";
    }

    private static ProviderFailure garbled(String what) {
        return new ProviderFailure(
                FailureKind.PROVIDER_ERROR, Action.RETRY, 200, what + ".", null, false, true, TokenUsage.none(), "");
    }
}
