package io.github.supportops.copilot.testkit;

import io.github.supportops.copilot.TicketAnalysis;
import io.github.supportops.copilot.testkit.Completion.Form;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * One scripted reply: what the stub sends, and what goes wrong on the way. Immutable; every method returns a changed copy.
 *
 * <pre>{@code
 * StubReply.answer(Samples.analysis());
 * StubReply.text("not JSON").usage(900, 12);
 * StubReply.error(429).retryAfter(Duration.ofSeconds(2));
 * StubReply.answer(Samples.analysis()).after(Duration.ofMillis(50));
 * StubReply.stallAfterHeaders();
 * }</pre>
 *
 * <p>A completion reports 100 prompt tokens, 20 completion tokens and no cost unless told otherwise, and names the model
 * that was asked for.
 */
public final class StubReply {
    private final int status;
    private final Map<String, String> headers;
    private final @Nullable Completion completion;
    private final String body;
    private final Fault fault;
    private final Duration latency;
    private final Duration pause;

    private StubReply(
            int status,
            Map<String, String> headers,
            @Nullable Completion completion,
            String body,
            Fault fault,
            Duration latency,
            Duration pause) {
        this.status = status;
        this.headers = headers;
        this.completion = completion;
        this.body = body;
        this.fault = fault;
        this.latency = latency;
        this.pause = pause;
    }

    /** {@return a completion whose text is the JSON of an analysis} */
    public static StubReply answer(TicketAnalysis analysis) {
        return text(json(analysis));
    }

    /** {@return a completion whose text is anything at all} */
    public static StubReply text(String content) {
        return completion(Completion.of(content, Form.TEXT, "stop"));
    }

    /** {@return a completion that calls the function of the request with these arguments} */
    public static StubReply toolCall(String arguments) {
        return completion(Completion.of(arguments, Form.TOOL_CALL, "tool_calls"));
    }

    /** {@return a completion that was cut by its length limit after this text} */
    public static StubReply truncated(String content) {
        return completion(Completion.of(content, Form.TEXT, "length"));
    }

    /** {@return a completion in which the model declines in these words} */
    public static StubReply refusal(String words) {
        return completion(Completion.of(words, Form.REFUSAL, "stop"));
    }

    /** {@return a response with status 200 and exactly this body} */
    public static StubReply body(String body) {
        return new StubReply(200, Map.of(), null, body, Fault.NONE, Duration.ZERO, Duration.ZERO);
    }

    /** {@return an error response in the provider's shape} */
    public static StubReply error(int status) {
        return error(status, "scripted error " + status);
    }

    /** {@return an error response in the provider's shape with these words} */
    public static StubReply error(int status, String message) {
        return body(JsonText.error(status, message)).status(status);
    }

    /** {@return a response with status 200 whose body is an error, as providers send once they have begun to answer} */
    public static StubReply errorInsideOk(int code, String message) {
        return body(JsonText.error(code, message));
    }

    /** {@return a reply that never sends anything; the connection stays open until the client or the stub closes it} */
    public static StubReply stallBeforeHeaders() {
        return body("").with(Fault.STALL_BEFORE_HEADERS);
    }

    /** {@return status 200 and headers, then nothing; the connection stays open} */
    public static StubReply stallAfterHeaders() {
        return body("").with(Fault.STALL_AFTER_HEADERS);
    }

    /** {@return the first half of an answer, then nothing; the connection stays open} */
    public static StubReply stallInBody() {
        return answer(Samples.analysis()).with(Fault.STALL_IN_BODY);
    }

    /** {@return a connection that is closed without an answer} */
    public static StubReply disconnectBeforeHeaders() {
        return body("").with(Fault.DISCONNECT_BEFORE_HEADERS);
    }

    /** {@return the first half of an answer, then a closed connection} */
    public static StubReply disconnectInBody() {
        return answer(Samples.analysis()).with(Fault.DISCONNECT_IN_BODY);
    }

    /** {@return this with another HTTP status} */
    public StubReply status(int newStatus) {
        return new StubReply(newStatus, headers, completion, body, fault, latency, pause);
    }

    /** {@return this with one more header} */
    public StubReply header(String name, String value) {
        Map<String, String> changed = new LinkedHashMap<>(headers);
        changed.put(Objects.requireNonNull(name, "name"), Objects.requireNonNull(value, "value"));
        return new StubReply(status, changed, completion, body, fault, latency, pause);
    }

    /** {@return this with a Retry-After in whole seconds, rounded up} */
    public StubReply retryAfter(Duration wait) {
        return header("Retry-After", String.valueOf(wait.plusNanos(999_999_999).toSeconds()));
    }

    /** {@return this, sent only after some time} */
    public StubReply after(Duration wait) {
        return new StubReply(status, headers, completion, body, fault, wait, pause);
    }

    /** {@return this, its body sent byte by byte with a pause before each} */
    public StubReply trickling(Duration pauseBeforeEachByte) {
        return new StubReply(status, headers, completion, body, fault, latency, pauseBeforeEachByte);
    }

    /** {@return this completion with other token counts} */
    public StubReply usage(long promptTokens, long completionTokens) {
        return changed(old -> old.withUsage(promptTokens, completionTokens, old.costUsd()));
    }

    /** {@return this completion with a cost in US dollars, for example {@code "0.00012"}} */
    public StubReply cost(String usd) {
        return changed(old -> old.withUsage(old.promptTokens(), old.completionTokens(), new BigDecimal(usd)));
    }

    /** {@return this completion, answered by a certain model} */
    public StubReply model(String answering) {
        return changed(old -> old.withModel(answering));
    }

    /** {@return this completion with another finish reason} */
    public StubReply finishReason(String reason) {
        return changed(old -> old.withFinishReason(reason));
    }

    /** {@return the JSON text a model would answer for an analysis: the six fields and nothing else} */
    public static String json(TicketAnalysis analysis) {
        return JsonText.analysis(analysis);
    }

    @Override
    public String toString() {
        return "StubReply[status=" + status + ", fault=" + fault + ", latency=" + latency + "]";
    }

    int status() {
        return status;
    }

    Map<String, String> headers() {
        return headers;
    }

    Fault fault() {
        return fault;
    }

    Duration latency() {
        return latency;
    }

    Duration pause() {
        return pause;
    }

    String bodyFor(StubRequest request) {
        return completion == null ? body : completion.bodyFor(request);
    }

    private static StubReply completion(Completion completion) {
        return new StubReply(200, Map.of(), completion, "", Fault.NONE, Duration.ZERO, Duration.ZERO);
    }

    private StubReply with(Fault newFault) {
        return new StubReply(status, headers, completion, body, newFault, latency, pause);
    }

    private StubReply changed(UnaryOperator<Completion> change) {
        if (completion == null) {
            throw new IllegalStateException(
                    "Only a completion has usage, cost, model and finish reason; this is " + this);
        }
        return new StubReply(status, headers, change.apply(completion), body, fault, latency, pause);
    }

    /** What goes wrong on the way. */
    enum Fault {
        NONE,
        STALL_BEFORE_HEADERS,
        STALL_AFTER_HEADERS,
        STALL_IN_BODY,
        DISCONNECT_BEFORE_HEADERS,
        DISCONNECT_IN_BODY
    }
}
