package io.github.supportops.copilot.helpdesk.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.github.supportops.copilot.helpdesk.HelpdeskUnavailableException;
import java.io.IOException;
import java.net.http.HttpHeaders;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Optional;

/** A complete reply. {@code toString()} shows status and size. */
public final class Reply {
    private final Call call;
    private final int status;
    private final HttpHeaders headers;
    private final byte[] body;

    Reply(Call call, int status, HttpHeaders headers, byte[] body) {
        this.call = call;
        this.status = status;
        this.headers = headers;
        this.body = body;
    }

    /** {@return the status} */
    public int status() {
        return status;
    }

    /** {@return whether the status is 2xx} */
    public boolean isSuccess() {
        return status >= 200 && status < 300;
    }

    /** {@return the first value of a header} */
    public Optional<String> header(String name) {
        return headers.firstValue(name);
    }

    /** {@return a header that is a number} */
    public Optional<Double> number(String name) {
        return header(name)
                .filter(text -> text.strip().matches("[0-9]{1,12}(\\.[0-9]{1,9})?"))
                .map(text -> Double.valueOf(text.strip()));
    }

    /** {@return how long the server asks to wait, in seconds or until a date; absent when it does not say} */
    Optional<Duration> retryAfter(Instant now) {
        return number("Retry-After")
                .map(seconds -> Duration.ofMillis((long) Math.ceil(1000 * seconds)))
                .or(() -> header("Retry-After").flatMap(text -> until(text, now)));
    }

    private static Optional<Duration> until(String date, Instant now) {
        try {
            Instant end = DateTimeFormatter.RFC_1123_DATE_TIME.parse(date.strip(), Instant::from);
            return Optional.of(end.isAfter(now) ? Duration.between(now, end) : Duration.ZERO);
        } catch (DateTimeParseException neither) {
            return Optional.empty();
        }
    }

    /**
     * {@return the body as JSON}
     *
     * @throws HelpdeskUnavailableException if it is not JSON: something other than the help desk has answered
     */
    public JsonNode json() {
        try {
            return HelpdeskJson.read(body);
        } catch (IOException broken) {
            throw new HelpdeskUnavailableException(
                    call + " was answered with something that is not JSON (status " + status
                            + "); a proxy or a login page may be in between",
                    status,
                    null,
                    !call.method().equals("GET"),
                    null);
        }
    }

    /** {@return the body as JSON, or a missing node if it is empty or anything else; for error bodies} */
    public JsonNode jsonIfAny() {
        try {
            return HelpdeskJson.read(body);
        } catch (IOException notJson) {
            return MissingNode.getInstance();
        }
    }

    @Override
    public String toString() {
        return "Reply[" + status + ", " + body.length + " bytes]";
    }
}
