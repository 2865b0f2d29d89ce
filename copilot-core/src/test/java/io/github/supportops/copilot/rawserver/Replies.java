package io.github.supportops.copilot.rawserver;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPOutputStream;

/** Bodies and whole responses, as text or bytes. */
public final class Replies {
    private static final Pattern ECHO = Pattern.compile("echo-\\d+");

    private Replies() {}

    /** {@return the body of a valid answer with characters of one to four bytes} */
    public static String body() {
        return body("Wir kümmern uns darum — 日本語 😀.", "stop");
    }

    /** {@return the body of an answer with this reply text and finish reason} */
    public static String body(String suggestedResponse, String finish) {
        String answer =
                "{\\\"intent\\\":\\\"billing\\\",\\\"urgency\\\":\\\"high\\\",\\\"sentiment\\\":\\\"negative\\\","
                        + "\\\"escalation_required\\\":true,\\\"churn_risk\\\":\\\"low\\\",\\\"suggested_response\\\":\\\""
                        + suggestedResponse + "\\\"}";
        return "{\"id\":\"gen-1\",\"model\":\"served/model\",\"choices\":[{\"index\":0,\"finish_reason\":\"" + finish
                + "\",\"message\":{\"role\":\"assistant\",\"content\":\"" + answer + "\"}}],"
                + "\"usage\":{\"prompt_tokens\":100,\"completion_tokens\":10,\"cost\":0.001}}";
    }

    /** {@return the body of an error as OpenRouter writes it} */
    public static String error(int code) {
        return "{\"error\":{\"code\":" + code + ",\"message\":\"scripted\"}}";
    }

    /** {@return a whole response that keeps the connection open} */
    public static byte[] response(int status, String body, String... headers) {
        return response(status, body.getBytes(StandardCharsets.UTF_8), headers);
    }

    /** {@return a whole response that keeps the connection open} */
    public static byte[] response(int status, byte[] body, String... headers) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes(head(status, "Content-Length: " + body.length, headers));
        bytes.writeBytes(body);
        return bytes.toByteArray();
    }

    /** {@return the status line and headers} */
    public static byte[] head(int status, String framing, String... headers) {
        StringBuilder head =
                new StringBuilder("HTTP/1.1 " + status + " Scripted\r\nContent-Type: application/json\r\n");
        for (String header : headers) {
            head.append(header).append("\r\n");
        }
        return head.append(framing).append("\r\n\r\n").toString().getBytes(StandardCharsets.ISO_8859_1);
    }

    /** {@return the body as chunks of a size, without the last chunk that ends it} */
    public static byte[] chunks(byte[] body, int size) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int at = 0; at < body.length; at += size) {
            int length = Math.min(size, body.length - at);
            bytes.writeBytes((Integer.toHexString(length) + "\r\n").getBytes(StandardCharsets.US_ASCII));
            bytes.write(body, at, length);
            bytes.writeBytes(new byte[] {'\r', '\n'});
        }
        return bytes.toByteArray();
    }

    /** {@return it packed} */
    public static byte[] gzip(byte[] body) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream packed = new GZIPOutputStream(bytes)) {
            packed.write(body);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }

    /** Serves a valid answer and keeps the connection. */
    public static boolean good(RawConnection connection) throws IOException {
        connection.readRequest();
        connection.send(response(200, body()));
        return true;
    }

    /** Serves an answer whose reply text is the word {@code echo-…} of the ticket, and keeps the connection. */
    public static boolean echo(RawConnection connection) throws IOException {
        Matcher word = ECHO.matcher(connection.readRequest());
        if (!word.find()) {
            connection.send(response(400, error(400)));
            return true;
        }
        connection.send(response(200, body(word.group(), "stop")));
        return true;
    }
}
