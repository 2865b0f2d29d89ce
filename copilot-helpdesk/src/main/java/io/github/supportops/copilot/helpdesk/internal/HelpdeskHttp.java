package io.github.supportops.copilot.helpdesk.internal;

import io.github.supportops.copilot.helpdesk.HelpdeskException;
import io.github.supportops.copilot.helpdesk.HelpdeskSetupException;
import io.github.supportops.copilot.helpdesk.HelpdeskUnavailableException;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends calls to one account: within its limits, with a deadline over headers and body, again where that is safe, with a
 * fresh token when one is refused. Redirects are not followed: a key belongs to one address. Thread-safe.
 *
 * <p>What comes back is a success or an error of the 4xx kind, which means something else in every system. 429, 5xx and
 * broken connections end here: after the last try they are a {@link HelpdeskUnavailableException}.
 */
public final class HelpdeskHttp implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(HelpdeskHttp.class);
    private static final int MOST_BYTES = 64 * 1024 * 1024;
    private static final int TRIES = 6;
    private static final Duration CALL_DEADLINE = Duration.ofSeconds(60);
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(10);

    private final URI base;
    private final Authorization authorization;
    private final Pacer pacer;
    private final Time time;
    private final Duration callDeadline;
    private final ExecutorService executor;
    private final HttpClient client;
    private volatile Consumer<Reply> observer = reply -> {};

    /** Creates it for one account, with a client of its own. */
    public HelpdeskHttp(URI base, Authorization authorization, Pacer pacer, Time time) {
        this(base, authorization, pacer, time, CALL_DEADLINE);
    }

    /** As above, with a deadline for each single try. */
    public HelpdeskHttp(URI base, Authorization authorization, Pacer pacer, Time time, Duration callDeadline) {
        this.base = base;
        this.authorization = authorization;
        this.pacer = pacer;
        this.time = time;
        this.callDeadline = callDeadline;
        this.executor = Executors.newFixedThreadPool(2, task -> {
            Thread thread = new Thread(task, "copilot-helpdesk-http");
            thread.setDaemon(true);
            return thread;
        });
        this.client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(Duration.ofSeconds(10))
                .executor(executor)
                .build();
    }

    /** Looks at every reply, for limits that stand in headers. */
    public void observe(Consumer<Reply> newObserver) {
        this.observer = newObserver;
    }

    /**
     * Sends a call.
     *
     * @return a reply of the 2xx, 3xx or 4xx kind, but neither 401 that a fresh token cures nor 429
     * @throws HelpdeskUnavailableException after the last try, or when it is not known whether a call had an effect that
     *     must not happen twice
     */
    public Reply send(Call call) {
        boolean renewed = false;
        for (int attempt = 1; ; attempt++) {
            String header = authorization.header();
            Reply reply = exchanged(call, header, attempt);
            if (reply == null) {
                continue;
            }
            if (reply.status() == 401 && !renewed && authorization.renew(header)) {
                renewed = true;
                attempt--;
                continue;
            }
            if (reply.status() == 429) {
                waitAsAsked(call, reply, attempt);
                continue;
            }
            if (reply.status() >= 500 || reply.status() == 408) {
                Duration asked = retryAfter(reply);
                if (attempt >= TRIES || !call.repeatable() || asked.compareTo(LONGEST_WAIT) > 0) {
                    throw unavailable(
                            call, reply.status(), asked, call + " was answered with status " + reply.status());
                }
                sleep(call, backoff(attempt).plus(asked));
                continue;
            }
            return reply;
        }
    }

    /** One try; null when the connection failed and there is another one. */
    private @Nullable Reply exchanged(Call call, String header, int attempt) {
        try {
            pacer.acquire(call.lanes());
            Reply reply = exchange(call, header);
            observer.accept(reply);
            return reply;
        } catch (IOException failed) {
            boolean neverSent = failed instanceof ConnectException || failed instanceof HttpConnectTimeoutException;
            if (attempt >= TRIES || (!call.repeatable() && !neverSent)) {
                throw new HelpdeskUnavailableException(
                        call + " failed: " + failed.getClass().getSimpleName(),
                        null,
                        null,
                        !call.method().equals("GET") && !neverSent,
                        null);
            }
            LOG.debug("{} failed ({}), trying again", call, failed.getClass().getSimpleName());
            sleep(call, backoff(attempt));
            return null;
        } catch (InterruptedException interrupted) {
            throw interrupted(call);
        }
    }

    private Reply exchange(Call call, String header) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base + call.path()))
                .timeout(callDeadline)
                .header("Accept", "application/json")
                .header("User-Agent", "ai-support-ops-copilot");
        if (!header.isEmpty()) {
            request.header("Authorization", header);
        }
        call.headers().forEach(request::setHeader);
        String body = call.body();
        if (body == null) {
            request.method(call.method(), HttpRequest.BodyPublishers.noBody());
        } else {
            request.setHeader("Content-Type", call.contentType());
            request.method(
                    call.method(), HttpRequest.BodyPublishers.ofByteArray(body.getBytes(StandardCharsets.UTF_8)));
        }
        CompletableFuture<HttpResponse<byte[]>> sending =
                client.sendAsync(request.build(), info -> new CappedBody(MOST_BYTES));
        try {
            HttpResponse<byte[]> response = sending.get(callDeadline.toNanos(), TimeUnit.NANOSECONDS);
            return new Reply(call, response.statusCode(), response.headers(), response.body());
        } catch (TimeoutException late) {
            throw new IOException("No complete reply within " + callDeadline.toSeconds() + " s");
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof IOException transport) {
                throw transport;
            }
            throw new IOException("The call could not be sent", failed.getCause());
        } finally {
            sending.cancel(true);
        }
    }

    /** A refused call had no effect, so it is always sent again, and not before the time the server names. */
    private void waitAsAsked(Call call, Reply reply, int attempt) {
        Duration asked = retryAfter(reply);
        if (attempt >= TRIES || asked.compareTo(LONGEST_WAIT) > 0) {
            throw new HelpdeskUnavailableException(
                    call + " was refused for too many calls", 429, asked.isZero() ? null : asked, false, null);
        }
        Duration wait = asked.isZero() ? backoff(attempt) : asked.plus(backoff(1));
        call.lanes().forEach(lane -> pacer.pause(lane, wait));
        if (call.lanes().isEmpty()) {
            sleep(call, wait);
        }
    }

    private HelpdeskUnavailableException unavailable(Call call, int status, Duration asked, String message) {
        return new HelpdeskUnavailableException(
                message, status, asked.isZero() ? null : asked, !call.method().equals("GET"), null);
    }

    private static Duration retryAfter(Reply reply) {
        return reply.number("Retry-After")
                .map(seconds -> Duration.ofMillis((long) Math.ceil(1000 * seconds)))
                .orElse(Duration.ZERO);
    }

    /** Full jitter between zero and a bound that doubles from half a second to 20 seconds. */
    private static Duration backoff(int attempt) {
        long bound = Math.min(20_000, 500L << Math.min(attempt - 1, 6));
        return Duration.ofMillis(ThreadLocalRandom.current().nextLong(bound) + 1);
    }

    private void sleep(Call call, Duration duration) {
        try {
            time.sleep(duration);
        } catch (InterruptedException interrupted) {
            throw interrupted(call);
        }
    }

    private static HelpdeskException interrupted(Call call) {
        Thread.currentThread().interrupt();
        return new HelpdeskUnavailableException(
                call + " was interrupted", null, null, !call.method().equals("GET"), null);
    }

    /** {@return what a refused key means, with the place where to fix it} */
    public static HelpdeskSetupException refusedKey(Call call, Reply reply, String whatToDo) {
        return new HelpdeskSetupException(
                call + " was refused with status " + reply.status() + ": " + whatToDo, reply.status());
    }

    /** {@return the time of day, for checking stamps} */
    public Instant now() {
        return time.now();
    }

    @Override
    public void close() {
        if (client instanceof AutoCloseable) {
            try {
                HttpClient.class.getMethod("shutdownNow").invoke(client);
            } catch (NoSuchMethodException | IllegalAccessException | InvocationTargetException unexpected) {
                LOG.warn(
                        "The HTTP client could not be shut down: {}",
                        unexpected.getClass().getName());
            }
        }
        executor.shutdown();
    }
}
