package io.github.supportops.copilot.helpdesk.internal;

import io.github.supportops.copilot.helpdesk.HelpdeskSetupException;
import io.github.supportops.copilot.helpdesk.HelpdeskUnavailableException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpConnectTimeoutException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
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
    /** The longest wait a server may ask for, and then the turns of the calls that waited for its end. */
    private static final Duration LONGEST_TURN = LONGEST_WAIT.multipliedBy(2);

    private final Authorization authorization;
    private final Pacer pacer;
    private final Time time;
    private final Transport transport;
    private volatile Consumer<Reply> observer = reply -> {};
    private volatile boolean closed;

    /** Creates it for one account, with a client of its own. */
    public HelpdeskHttp(URI base, Authorization authorization, Pacer pacer, Time time) {
        this(base, authorization, pacer, time, CALL_DEADLINE);
    }

    /** As above, with a deadline for each single try. */
    public HelpdeskHttp(URI base, Authorization authorization, Pacer pacer, Time time, Duration callDeadline) {
        this(authorization, pacer, time, new Transport(base, callDeadline, MOST_BYTES));
    }

    HelpdeskHttp(Authorization authorization, Pacer pacer, Time time, Transport transport) {
        this.authorization = authorization;
        this.pacer = pacer;
        this.time = time;
        this.transport = transport;
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
     * @throws HelpdeskSetupException if the key cannot be sent
     * @throws IllegalStateException if this is closed
     */
    public Reply send(Call call) {
        if (closed) {
            throw new IllegalStateException("The help desk is closed: " + call);
        }
        Progress progress = new Progress(call);
        while (true) {
            progress.tries++;
            String header = authorization.header();
            Reply reply = reply(progress, header);
            if (reply != null && !goesAgain(progress, reply, header)) {
                return reply;
            }
            if (closed) {
                throw progress.unavailable("was given up, the help desk is closed", null, Duration.ZERO);
            }
        }
    }

    /** How far a call has come. */
    private static final class Progress {
        private final Call call;
        private int tries;
        private boolean renewed;
        private boolean mayHaveHappened;

        Progress(Call call) {
            this.call = call;
        }

        /** What is not a GET may have had its effect although nothing says so. */
        void unknown() {
            mayHaveHappened |= !call.method().equals("GET");
        }

        boolean isOver() {
            return tries >= TRIES || (!call.repeatable() && mayHaveHappened);
        }

        HelpdeskUnavailableException unavailable(String what, @Nullable Integer status, Duration asked) {
            return new HelpdeskUnavailableException(
                    call + " " + what, status, asked.isZero() ? null : asked, mayHaveHappened, null);
        }
    }

    /** One try; null when the connection failed and there is another one. */
    private @Nullable Reply reply(Progress progress, String header) {
        boolean sent = false;
        try {
            Optional<Duration> tooLong = turn(progress.call);
            if (tooLong.isPresent()) {
                throw progress.unavailable("has to wait for the limits of the account", null, tooLong.get());
            }
            sent = true;
            Reply reply = transport.exchange(progress.call, header);
            observer.accept(reply);
            return reply;
        } catch (IOException failed) {
            afterFailure(progress, failed);
            return null;
        } catch (InterruptedException interrupted) {
            if (sent) {
                progress.unknown();
            }
            throw interrupted(progress);
        }
    }

    private Optional<Duration> turn(Call call) throws InterruptedException {
        return call.waits() ? pacer.acquire(call.lanes(), LONGEST_TURN) : Optional.empty();
    }

    private void afterFailure(Progress progress, IOException failed) {
        boolean neverSent = failed instanceof ConnectException || failed instanceof HttpConnectTimeoutException;
        if (!neverSent) {
            progress.unknown();
        }
        if (failed instanceof TooLargeException) {
            throw progress.unavailable("was answered with more than can be read; ask for less", null, Duration.ZERO);
        }
        String kind = failed.getClass().getSimpleName();
        if (progress.isOver()) {
            throw progress.unavailable("failed: " + kind, null, Duration.ZERO);
        }
        LOG.debug("{} failed ({}), trying again", progress.call, kind);
        sleep(progress, backoff(progress.tries));
    }

    private boolean goesAgain(Progress progress, Reply reply, String header) {
        int status = reply.status();
        if (status == 401 && !progress.renewed && authorization.renew(header)) {
            progress.renewed = true;
            progress.tries--;
            return true;
        }
        if (status == 429) {
            waitAsAsked(progress, retryAfter(reply));
            return true;
        }
        if (status >= 500 || status == 408) {
            progress.unknown();
            Duration asked = retryAfter(reply);
            if (progress.isOver() || asked.compareTo(LONGEST_WAIT) > 0) {
                throw progress.unavailable("was answered with status " + status, status, asked);
            }
            sleep(progress, backoff(progress.tries).plus(asked));
            return true;
        }
        return false;
    }

    /**
     * A refused call had no effect, so it is always sent again, and not before the time the server names; nor are the other
     * calls of its classes.
     */
    private void waitAsAsked(Progress progress, Duration asked) {
        Duration wait = asked.isZero() ? backoff(progress.tries) : asked.plus(backoff(1));
        progress.call.lanes().forEach(lane -> pacer.pause(lane, wait));
        if (progress.tries >= TRIES || !progress.call.waits() || asked.compareTo(LONGEST_WAIT) > 0) {
            throw progress.unavailable("was refused for too many calls", 429, asked);
        }
        if (progress.call.lanes().isEmpty()) {
            sleep(progress, wait);
        }
    }

    private Duration retryAfter(Reply reply) {
        return reply.retryAfter(time.now()).orElse(Duration.ZERO);
    }

    /** Full jitter between zero and a bound that doubles from half a second to 20 seconds. */
    private static Duration backoff(int attempt) {
        long bound = Math.min(20_000, 500L << Math.min(attempt - 1, 6));
        return Duration.ofMillis(ThreadLocalRandom.current().nextLong(bound) + 1);
    }

    private void sleep(Progress progress, Duration duration) {
        try {
            time.sleep(duration);
        } catch (InterruptedException interrupted) {
            throw interrupted(progress);
        }
    }

    private static HelpdeskUnavailableException interrupted(Progress progress) {
        Thread.currentThread().interrupt();
        return progress.unavailable("was interrupted", null, Duration.ZERO);
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

    /** Lets go of the connections; calls that wait are given up. */
    @Override
    public void close() {
        closed = true;
        transport.close();
    }
}
