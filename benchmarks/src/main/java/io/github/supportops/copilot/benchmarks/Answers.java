package io.github.supportops.copilot.benchmarks;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a {@link Stub} says: always the same valid answer, or one that fits what was asked. */
final class Answers {
    private static final String ANSWER = "\\\"intent\\\":\\\"billing\\\",\\\"urgency\\\":\\\"high\\\","
            + "\\\"sentiment\\\":\\\"negative\\\",\\\"escalation_required\\\":true,\\\"churn_risk\\\":\\\"low\\\","
            + "\\\"suggested_response\\\":\\\"Thank you for telling us. We have looked at the invoice%s, found the"
            + " line that was billed twice, and will send a corrected invoice today. The refund reaches your account"
            + " within three working days.\\\"}";
    private static final byte[] ALWAYS = response(String.format("{" + ANSWER, " of June"), 812, 74);
    private static final byte[] REFUSAL = ("HTTP/1.1 429 Too Many Requests\r\nRetry-After: 1\r\n"
                    + "Content-Type: application/json\r\nContent-Length: 52\r\n\r\n"
                    + "{\"error\":{\"code\":429,\"message\":\"too many requests\"}}")
            .getBytes(StandardCharsets.US_ASCII);
    private static final Pattern ID = Pattern.compile("ticket_id: ([0-9a-f]{8})\\\\n");
    private static final Pattern NUMBER = Pattern.compile("invoice ([0-9]+)");
    /** As in English prose; what a tokenizer really makes of it differs by model, the ratio hardly does. */
    private static final int CHARACTERS_PER_TOKEN = 4;

    private final boolean fitting;
    private final AtomicLong given = new AtomicLong();
    private final AtomicLong refused = new AtomicLong();

    private Answers(boolean fitting) {
        this.fitting = fitting;
    }

    /** {@return always the same but for the mark of {@link PairedAnswer}, which costs the stub next to nothing} */
    static Answers always() {
        return new Answers(false);
    }

    /** {@return one for each ticket of the call, naming the invoice the ticket names; tokens by the number of characters} */
    static Answers fitting() {
        return new Answers(true);
    }

    long given() {
        return given.get();
    }

    long refused() {
        return refused.get();
    }

    byte[] refusal() {
        refused.incrementAndGet();
        return REFUSAL;
    }

    byte[] to(byte[] request, int length) {
        given.incrementAndGet();
        return fitting
                ? fitting(new String(request, 0, length, StandardCharsets.UTF_8))
                : PairedAnswer.to(request, length, ALWAYS);
    }

    private static byte[] fitting(String request) {
        String body = request.substring(request.indexOf("\r\n\r\n") + 4);
        Matcher numbers = NUMBER.matcher(body);
        List<String> answers = new ArrayList<>();
        Matcher ids = ID.matcher(body);
        boolean several = false;
        while (ids.find()) {
            several = true;
            numbers.find(ids.end());
            answers.add(
                    "{\\\"ticket_id\\\":\\\"" + ids.group(1) + "\\\"," + String.format(ANSWER, " " + numbers.group(1)));
        }
        String content = several
                ? "{\\\"analyses\\\":[" + String.join(",", answers) + "]}"
                : "{" + String.format(ANSWER, numbers.find() ? " " + numbers.group(1) : "");
        return response(content, body.length() / CHARACTERS_PER_TOKEN, content.length() / CHARACTERS_PER_TOKEN);
    }

    private static byte[] response(String content, int promptTokens, int completionTokens) {
        String body = "{\"id\":\"gen-1732270000-abcdefghijklmnop\",\"provider\":\"Stub\","
                + "\"model\":\"openai/gpt-4o-mini\",\"object\":\"chat.completion\",\"created\":1732270000,\"choices\":[{"
                + "\"logprobs\":null,\"finish_reason\":\"stop\",\"native_finish_reason\":\"stop\",\"index\":0,"
                + "\"message\":{\"role\":\"assistant\",\"content\":\"" + content + "\",\"refusal\":null}}],"
                + "\"usage\":{\"prompt_tokens\":" + promptTokens + ",\"completion_tokens\":" + completionTokens
                + ",\"total_tokens\":" + (promptTokens + completionTokens) + ",\"cost\":0.000166}}";
        return ("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: " + body.length() + "\r\n\r\n"
                        + body)
                .getBytes(StandardCharsets.US_ASCII);
    }
}
