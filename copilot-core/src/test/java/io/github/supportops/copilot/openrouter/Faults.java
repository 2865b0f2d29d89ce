package io.github.supportops.copilot.openrouter;

import static io.github.supportops.copilot.FailureKind.API_KEY;
import static io.github.supportops.copilot.FailureKind.BLOCKED_CONTENT;
import static io.github.supportops.copilot.FailureKind.CONNECTION;
import static io.github.supportops.copilot.FailureKind.CREDITS;
import static io.github.supportops.copilot.FailureKind.MODEL;
import static io.github.supportops.copilot.FailureKind.PERMISSION;
import static io.github.supportops.copilot.FailureKind.PROVIDER_ERROR;
import static io.github.supportops.copilot.FailureKind.RATE_LIMITED;
import static io.github.supportops.copilot.FailureKind.REFUSAL;
import static io.github.supportops.copilot.FailureKind.REQUEST;
import static io.github.supportops.copilot.FailureKind.TICKET_TOO_LONG;
import static io.github.supportops.copilot.FailureKind.TRUNCATED_ANSWER;
import static io.github.supportops.copilot.openrouter.Fault.finalOne;
import static io.github.supportops.copilot.openrouter.Fault.harmless;
import static io.github.supportops.copilot.openrouter.Fault.late;
import static io.github.supportops.copilot.openrouter.Fault.triedAgain;

import io.github.supportops.copilot.FailureKind;
import io.github.supportops.copilot.rawserver.RawConnection;
import io.github.supportops.copilot.rawserver.Replies;
import io.github.supportops.copilot.rawserver.Script;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The faults of the faulty-server suite. */
final class Faults {
    private static final byte[] BODY = Replies.body().getBytes(StandardCharsets.UTF_8);
    private static final byte[] WHOLE = Replies.response(200, BODY);
    private static final Duration TICK = Duration.ofMillis(5);
    private static final int MANY = 64 * 1024 * 1024;

    private Faults() {}

    static List<Fault> all() {
        List<Fault> all = new ArrayList<>();
        all.addAll(connections());
        all.addAll(stalls());
        all.addAll(protocol());
        all.addAll(bodies());
        all.addAll(harmlessOddities());
        all.addAll(statuses());
        return all;
    }

    private static List<Fault> connections() {
        return List.of(
                triedAgain("closes on accept", CONNECTION, connection -> false),
                triedAgain("resets at the first byte", CONNECTION, connection -> {
                    connection.readByte();
                    return connection.reset();
                }),
                triedAgain("closes in the request body", CONNECTION, connection -> {
                    connection.readHeaders();
                    return false;
                }),
                triedAgain("closes after the request", CONNECTION, afterRequest(connection -> false)),
                triedAgain("resets after the request", CONNECTION, afterRequest(RawConnection::reset)),
                triedAgain("closes in the status line", CONNECTION, sends("HTTP/1.1 20")),
                triedAgain("closes in the headers", CONNECTION, sends("HTTP/1.1 200 OK\r\nContent-Ty")),
                triedAgain("closes in the body", CONNECTION, sends(Arrays.copyOf(WHOLE, WHOLE.length - 20))),
                triedAgain("closes before the last byte", CONNECTION, sends(Arrays.copyOf(WHOLE, WHOLE.length - 1))),
                triedAgain("resets in the body", CONNECTION, afterRequest(connection -> {
                    connection.send(Arrays.copyOf(WHOLE, WHOLE.length - 20));
                    return connection.reset();
                })),
                triedAgain("closes between chunks", CONNECTION, chunked(Replies.chunks(BODY, 50), "")),
                triedAgain("closes in a chunk", CONNECTION, chunked(new byte[0], "100\r\n{\"id\"")));
    }

    private static List<Fault> stalls() {
        Script silent = RawConnection::holdUntilTheClientHangsUp;
        return List.of(
                late("never reads", silent),
                late("never answers", afterRequest(silent)),
                late("stalls in the status line", stallsAfter("HTTP/1.1 2".getBytes(StandardCharsets.US_ASCII))),
                late("stalls in the headers", stallsAfter(Arrays.copyOf(WHOLE, 30))),
                late("stalls before the body", stallsAfter(Arrays.copyOf(WHOLE, WHOLE.length - BODY.length))),
                late("stalls in the body", stallsAfter(Arrays.copyOf(WHOLE, WHOLE.length - 20))),
                late("stalls between chunks", afterRequest(connection -> {
                    connection.send(Replies.head(200, "Transfer-Encoding: chunked"));
                    connection.send(Replies.chunks(BODY, 50));
                    return connection.holdUntilTheClientHangsUp();
                })),
                late("drips headers", drips(0, 1)),
                late("drips the body byte by byte", drips(WHOLE.length - BODY.length, 1)),
                late("keeps alive with white space for ever", afterRequest(connection -> {
                    connection.send(Replies.head(200, "Connection: close"));
                    connection.drip(" ".repeat(100_000).getBytes(StandardCharsets.US_ASCII), 1, TICK);
                    return false;
                })),
                late("interim responses for ever", afterRequest(connection -> {
                    connection.drip(
                            "HTTP/1.1 102 Processing\r\n\r\n".repeat(7).getBytes(StandardCharsets.US_ASCII), 27, TICK);
                    return connection.holdUntilTheClientHangsUp();
                })));
    }

    private static List<Fault> protocol() {
        return List.of(
                triedAgain("garbage instead of a status line", CONNECTION, sends("\u0000\u0001garbage\r\n\r\n")),
                triedAgain("another protocol", CONNECTION, sends("SSH-2.0-OpenSSH_9.2\r\n")),
                triedAgain("garbage instead of a chunk size", CONNECTION, chunked(new byte[0], "zz\r\n{}\r\n")),
                triedAgain("chunk longer than it says", CONNECTION, chunked(new byte[0], "2\r\n{\"id\"\r\n0\r\n\r\n")),
                triedAgain("length of twenty digits", CONNECTION, afterRequest(connection -> {
                    connection.send(Replies.head(200, "Content-Length: 99999999999999999999"));
                    connection.send(BODY);
                    return false;
                })),
                triedAgain("header flood", CONNECTION, afterRequest(connection -> {
                    connection.send("HTTP/1.1 200 OK\r\n");
                    connection.send("X-Flood: 0123456789012345678901234567890123456789\r\n".repeat(20_000));
                    return connection.holdUntilTheClientHangsUp();
                })),
                triedAgain("header without end", CONNECTION, afterRequest(connection -> {
                    connection.send("HTTP/1.1 200 OK\r\nX-Endless: " + "0".repeat(1_000_000));
                    return connection.holdUntilTheClientHangsUp();
                })),
                triedAgain("status 999", PROVIDER_ERROR, answers(999, "{}")),
                triedAgain(
                        "status 204",
                        PROVIDER_ERROR,
                        answers("HTTP/1.1 204 No Content\r\n\r\n".getBytes(StandardCharsets.US_ASCII))));
    }

    private static List<Fault> bodies() {
        byte[] bomb = Replies.gzip(new byte[8 * 1024 * 1024]);
        byte[] latin = Replies.body().getBytes(StandardCharsets.ISO_8859_1);
        return List.of(
                finalOne("endless body with a length", PROVIDER_ERROR, afterRequest(connection -> {
                    connection.send(Replies.head(200, "Content-Length: 2000000000"));
                    return floods(connection);
                })),
                finalOne("endless body without a length", PROVIDER_ERROR, afterRequest(connection -> {
                    connection.send(Replies.head(200, "Connection: close"));
                    return floods(connection);
                })),
                finalOne("endless chunks", PROVIDER_ERROR, afterRequest(connection -> {
                    connection.send(Replies.head(200, "Transfer-Encoding: chunked"));
                    byte[] chunk = Replies.chunks(new byte[1_000], 1_000);
                    for (int sent = 0; sent < MANY; sent += 1_000) {
                        connection.send(chunk);
                    }
                    return false;
                })),
                triedAgain("empty body", PROVIDER_ERROR, answers(200, "")),
                triedAgain("white space only", PROVIDER_ERROR, answers(200, "  \n \t\n ")),
                triedAgain("cut JSON without a length", PROVIDER_ERROR, afterRequest(connection -> {
                    connection.send(Replies.head(200, "Connection: close"));
                    connection.send(Arrays.copyOf(BODY, BODY.length - 20));
                    return false;
                })),
                triedAgain("not UTF-8", PROVIDER_ERROR, answers(Replies.response(200, latin))),
                triedAgain(
                        "UTF-16",
                        PROVIDER_ERROR,
                        answers(Replies.response(200, "{}".getBytes(StandardCharsets.UTF_16)))),
                triedAgain("gzip bomb", PROVIDER_ERROR, answers(Replies.response(200, bomb, "Content-Encoding: gzip"))),
                triedAgain(
                        "gzip cut off",
                        PROVIDER_ERROR,
                        answers(Replies.response(
                                200, Arrays.copyOf(Replies.gzip(BODY), 100), "Content-Encoding: gzip"))),
                triedAgain(
                        "plain body called gzip",
                        PROVIDER_ERROR,
                        answers(Replies.response(200, BODY, "Content-Encoding: gzip"))),
                triedAgain(
                        "unknown content coding",
                        PROVIDER_ERROR,
                        answers(Replies.response(200, BODY, "Content-Encoding: br"))),
                finalOne("web page", REQUEST, answers(200, "<!doctype html><html>Sign in</html>")),
                triedAgain("error 503 inside a 200", PROVIDER_ERROR, answers(200, Replies.error(503))),
                triedAgain("error 429 inside a 200", RATE_LIMITED, answers(200, Replies.error(429))),
                triedAgain("answer cut by its length", TRUNCATED_ANSWER, answers(200, cutAnswer())),
                finalOne("answer filtered", REFUSAL, answers(200, filteredAnswer())),
                triedAgain("answer ended in an error", PROVIDER_ERROR, answers(200, Replies.body("x", "error"))));
    }

    private static List<Fault> harmlessOddities() {
        return List.of(
                harmless("closes after the response and says so", afterRequest(connection -> {
                    connection.send(Replies.response(200, BODY, "Connection: close"));
                    return false;
                })),
                harmless("half-closes after the response", afterRequest(connection -> {
                    connection.send(WHOLE);
                    connection.closeOutput();
                    return connection.holdUntilTheClientHangsUp();
                })),
                harmless("answers before the request is read", connection -> {
                    connection.readHeaders();
                    connection.send(Replies.response(200, BODY, "Connection: close"));
                    return connection.holdUntilTheClientHangsUp();
                }),
                harmless("body without a length", afterRequest(connection -> {
                    connection.send(Replies.head(200, "Connection: close"));
                    connection.send(BODY);
                    return false;
                })),
                harmless("chunks of one byte", afterRequest(connection -> {
                    connection.send(Replies.head(200, "Transfer-Encoding: chunked"));
                    connection.send(Replies.chunks(BODY, 1));
                    connection.send("0\r\n\r\n");
                    return true;
                })),
                harmless("sliced in the middle of characters and line ends", afterRequest(connection -> {
                    connection.drip(WHOLE, 7, Duration.ZERO);
                    return true;
                })),
                harmless("slow headers", afterRequest(connection -> {
                    connection.hold(Duration.ofMillis(100));
                    connection.send(WHOLE);
                    return true;
                })),
                harmless("slow body", afterRequest(connection -> {
                    connection.drip(WHOLE, WHOLE.length / 3, Duration.ofMillis(30));
                    return true;
                })),
                harmless("white space for a while, then the answer", answers(200, " \n".repeat(500) + Replies.body())),
                harmless("byte order mark", answers(200, "\ufeff" + Replies.body())),
                harmless("interim responses", afterRequest(connection -> {
                    connection.send("HTTP/1.1 102 Processing\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\n");
                    connection.send(WHOLE);
                    return true;
                })),
                harmless("gzip unasked", answers(Replies.response(200, Replies.gzip(BODY), "Content-Encoding: gzip"))),
                harmless("bytes after the body", afterRequest(connection -> {
                    byte[] more = Arrays.copyOf(WHOLE, WHOLE.length + 100);
                    connection.send(more);
                    return true;
                })));
    }

    private static List<Fault> statuses() {
        List<Fault> faults = new ArrayList<>();
        for (int status : new int[] {301, 302, 303, 307, 308}) {
            faults.add(finalOne("redirect " + status, REQUEST, redirects(status)));
        }
        faults.add(status(400, REQUEST));
        faults.add(status(401, API_KEY));
        faults.add(status(402, CREDITS));
        faults.add(status(403, PERMISSION));
        faults.add(finalOne("moderation 403", BLOCKED_CONTENT, answers(403, moderation())));
        faults.add(status(404, MODEL));
        faults.add(status(405, REQUEST));
        faults.add(status(407, REQUEST));
        faults.add(status(413, TICKET_TOO_LONG));
        faults.add(status(422, REQUEST));
        for (int status : new int[] {408, 409, 425, 500, 502, 503, 504, 520, 522, 524, 529}) {
            faults.add(triedAgain("status " + status, PROVIDER_ERROR, answers(status, Replies.error(status))));
        }
        faults.add(triedAgain("status 429", RATE_LIMITED, answers(429, Replies.error(429))));
        for (String wait : new String[] {"-5", "0", "abc", "Thu, 01 Jan 1970 00:00:00 GMT", "0\r\nRetry-After: 1"}) {
            faults.add(triedAgain(
                    "status 429, Retry-After " + wait.replaceAll("\\s+", " "),
                    RATE_LIMITED,
                    answers(Replies.response(429, Replies.error(429), "Retry-After: " + wait))));
        }
        for (String wait : new String[] {"1.5", "99999999999", "Thu, 01 Jan 2099 00:00:00 GMT"}) {
            faults.add(finalOne(
                    "status 429, Retry-After " + wait + ", beyond the deadline",
                    RATE_LIMITED,
                    answers(Replies.response(429, Replies.error(429), "Retry-After: " + wait))));
        }
        return faults;
    }

    // -- What scripts are made of -------------------------------------------------------------------------------------

    private static Fault status(int status, FailureKind kind) {
        return finalOne("status " + status, kind, answers(status, Replies.error(status)));
    }

    private static Script afterRequest(Script then) {
        return connection -> {
            connection.readRequest();
            return then.serve(connection);
        };
    }

    private static Script answers(int status, String body) {
        return answers(Replies.response(status, body));
    }

    private static Script answers(byte[] response) {
        return afterRequest(connection -> {
            connection.send(response);
            return true;
        });
    }

    private static Script sends(String bytes) {
        return sends(bytes.getBytes(StandardCharsets.ISO_8859_1));
    }

    private static Script sends(byte[] bytes) {
        return afterRequest(connection -> {
            connection.send(bytes);
            return false;
        });
    }

    private static Script chunked(byte[] chunks, String then) {
        return afterRequest(connection -> {
            connection.send(Replies.head(200, "Transfer-Encoding: chunked"));
            connection.send(chunks);
            connection.send(then);
            return false;
        });
    }

    private static Script stallsAfter(byte[] bytes) {
        return afterRequest(connection -> {
            connection.send(bytes);
            return connection.holdUntilTheClientHangsUp();
        });
    }

    private static Script drips(int atOnce, int portion) {
        return afterRequest(connection -> {
            connection.send(Arrays.copyOf(WHOLE, atOnce));
            connection.drip(Arrays.copyOfRange(WHOLE, atOnce, WHOLE.length), portion, TICK);
            return true;
        });
    }

    private static boolean floods(RawConnection connection) throws IOException {
        byte[] zeros = new byte[64 * 1024];
        for (int sent = 0; sent < MANY; sent += zeros.length) {
            connection.send(zeros);
        }
        return false;
    }

    private static Script redirects(int status) {
        return answers(Replies.response(status, "", "Location: http://169.254.169.254/latest/meta-data"));
    }

    private static String cutAnswer() {
        return Replies.body("x", "length").replace("\\\"}\"}", "\"}");
    }

    private static String filteredAnswer() {
        return "{\"choices\":[{\"finish_reason\":\"content_filter\",\"message\":{\"content\":\"\"}}]}";
    }

    private static String moderation() {
        return "{\"error\":{\"code\":403,\"message\":\"Your input was flagged\","
                + "\"metadata\":{\"reasons\":[\"violence\"],\"flagged_input\":\"x\"}}}";
    }
}
