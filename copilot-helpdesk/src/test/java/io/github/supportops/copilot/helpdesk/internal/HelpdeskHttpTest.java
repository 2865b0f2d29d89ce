package io.github.supportops.copilot.helpdesk.internal;

import static io.github.supportops.copilot.helpdesk.internal.ScriptedServer.cut;
import static io.github.supportops.copilot.helpdesk.internal.ScriptedServer.cutWithinTheBody;
import static io.github.supportops.copilot.helpdesk.internal.ScriptedServer.raw;
import static io.github.supportops.copilot.helpdesk.internal.ScriptedServer.reply;
import static io.github.supportops.copilot.helpdesk.internal.ScriptedServer.silence;
import static io.github.supportops.copilot.helpdesk.internal.ScriptedServer.trickle;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.supportops.copilot.helpdesk.HelpdeskSetupException;
import io.github.supportops.copilot.helpdesk.HelpdeskUnavailableException;
import io.github.supportops.copilot.helpdesk.MovedTime;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One account's calls against a server that does what a test tells it. */
class HelpdeskHttpTest {
    private static final Instant START = Instant.parse("2026-11-22T10:00:00Z");
    private static final Call READ = Call.get("/tickets/7?query=secret-words", List.of("all"));
    private static final Call WRITE = Call.json("PUT", "/tickets/7", "{\"note\":\"secret-words\"}", List.of("all"));
    private static final Call NOTE = Call.json(
                    "POST", "/tickets/7/notes", "{\"note\":\"secret-words\"}", List.of("all"))
            .once();

    private final MovedTime time = new MovedTime(START);
    private final Pacer pacer = new Pacer(time);
    private final ScriptedServer server = new ScriptedServer();
    private Keys keys;
    private HelpdeskHttp http;

    /** A key that changes when it is renewed. */
    private static final class Keys implements Authorization {
        int renewals;

        @Override
        public String header() {
            return "Bearer secret-key-" + renewals;
        }

        @Override
        public boolean renew(String refused) {
            renewals++;
            return true;
        }
    }

    @BeforeEach
    void open() {
        keys = new Keys();
        http = new HelpdeskHttp(server.base(), keys, pacer, time, Duration.ofSeconds(20));
    }

    @AfterEach
    void close() throws IOException {
        http.close();
        server.close();
    }

    private HelpdeskUnavailableException failure(Call call) {
        return catchThrowableOfType(HelpdeskUnavailableException.class, () -> http.send(call));
    }

    @Test
    void aCallGoesOutWithItsKeyHeadersAndBody() {
        Reply reply = http.send(NOTE.header("Idempotency-Key", "k-1"));

        assertThat(reply.isSuccess()).isTrue();
        ScriptedServer.Request request = server.requests().get(0);
        assertThat(request.line()).isEqualTo("POST /tickets/7/notes HTTP/1.1");
        assertThat(request.header("Authorization")).isEqualTo("Bearer secret-key-0");
        assertThat(request.header("Content-Type")).isEqualTo("application/json");
        assertThat(request.header("Idempotency-Key")).isEqualTo("k-1");
        assertThat(request.body()).isEqualTo("{\"note\":\"secret-words\"}");
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 403, 404, 409, 412, 422})
    void whatASystemMeansBy4xxIsLeftToWhoKnowsTheSystem(int status) {
        server.then(reply(status, "{\"error\":1}"));

        Reply reply = http.send(WRITE);

        assertThat(reply.status()).isEqualTo(status);
        assertThat(reply.json().path("error").asInt()).isEqualTo(1);
        assertThat(server.requests()).hasSize(1);
    }

    @Test
    void aCallThatCameTooOftenIsSentAgainNotBeforeTheTimeTheServerNames() {
        server.then(reply(429, "", "Retry-After: 7"), reply(429, "", "Retry-After: 2.5"));

        assertThat(http.send(NOTE).isSuccess()).isTrue();

        assertThat(server.requests()).hasSize(3);
        assertThat(Duration.between(START, time.now())).isBetween(Duration.ofMillis(9500), Duration.ofMillis(10_600));
    }

    @Test
    void theTimeMayBeADate() {
        server.then(reply(429, "", "Retry-After: Sun, 22 Nov 2026 10:00:30 GMT"));

        http.send(READ);

        assertThat(time.now()).isAfter(START.plusSeconds(30));
    }

    @ParameterizedTest
    @ValueSource(strings = {"soon", "-5", "Sun, 22 Nov 2026 09:00:00 GMT", "", "99 seconds"})
    void aTimeThatIsNoneIsReplacedByAShortWait(String header) {
        server.then(reply(429, "", "Retry-After: " + header));

        assertThat(http.send(READ).isSuccess()).isTrue();

        assertThat(Duration.between(START, time.now())).isBetween(Duration.ofMillis(1), Duration.ofMillis(600));
    }

    @Test
    void aCallWithoutAClassWaitsAsWell() {
        server.then(reply(429, "", "Retry-After: 7"));

        http.send(Call.get("/token", List.of()));

        assertThat(time.now()).isAfter(START.plusSeconds(7));
    }

    @Test
    void aServerThatAsksForTooLongAWaitGetsItFromAllCallsOfTheClass() {
        server.then(reply(429, "", "Retry-After: 86000"));

        HelpdeskUnavailableException first = failure(NOTE);
        HelpdeskUnavailableException second = failure(READ);

        assertThat(first.status()).hasValue(429);
        assertThat(first.retryAfter()).contains(Duration.ofSeconds(86_000));
        assertThat(first.mayHaveHappened()).isFalse();
        assertThat(second.retryAfter().orElseThrow()).isBetween(Duration.ofSeconds(86_000), Duration.ofSeconds(86_001));
        assertThat(server.requests()).hasSize(1);
        assertThat(time.now()).isEqualTo(START);
    }

    @Test
    void afterSixRefusalsForTooManyCallsTheCallerHearsOfIt() {
        server.then(9, reply(429, "", "Retry-After: 1"));

        HelpdeskUnavailableException failure = failure(NOTE);

        assertThat(failure).hasMessage("POST /tickets/7/notes was refused for too many calls");
        assertThat(failure.mayHaveHappened()).isFalse();
        assertThat(server.requests()).hasSize(6);
    }

    @ParameterizedTest
    @ValueSource(ints = {408, 500, 502, 503, 504})
    void serverErrorsAreTriedAgainWhereThatIsSafe(int status) {
        server.then(reply(status, "<html>"), reply(status, "<html>"));

        assertThat(http.send(WRITE).isSuccess()).isTrue();

        assertThat(server.requests()).hasSize(3);
        assertThat(time.sleeps()).hasSize(2);
    }

    @Test
    void serverErrorsKeepToRetryAfterToo() {
        server.then(reply(503, "", "Retry-After: 20"));

        http.send(READ);

        assertThat(time.now()).isAfter(START.plusSeconds(20));
    }

    @Test
    void aNoteIsNotSentAgainAfterAServerErrorBecauseItMayBeThere() {
        server.then(reply(502, "<html>"));

        HelpdeskUnavailableException failure = failure(NOTE);

        assertThat(failure).hasMessage("POST /tickets/7/notes was answered with status 502");
        assertThat(failure.status()).hasValue(502);
        assertThat(failure.mayHaveHappened()).isTrue();
        assertThat(server.requests()).hasSize(1);
    }

    @Test
    void aConnectionThatBreaksIsTriedAgainWhereThatIsSafe() {
        server.then(cut(), cutWithinTheBody(), raw("this is not HTTP\r\n\r\n"));

        assertThat(http.send(WRITE).isSuccess()).isTrue();

        assertThat(server.requests()).hasSize(4);
    }

    @Test
    void readingHasNoEffectSoItNeverMayHaveHappened() {
        server.then(20, cut());

        assertThat(failure(READ).mayHaveHappened()).isFalse();
    }

    @Test
    void aNoteIsNotSentAgainWhenTheConnectionBreaks() {
        for (ScriptedServer.Step broken : List.of(cut(), cutWithinTheBody())) {
            server.then(broken);

            HelpdeskUnavailableException failure = failure(NOTE);

            assertThat(failure.mayHaveHappened()).isTrue();
            assertThat(failure).hasMessageStartingWith("POST /tickets/7/notes failed: ");
        }
        assertThat(server.requests()).hasSize(2);
    }

    @Test
    void aNoteIsNotSentAgainOverAConnectionThatWasGoodBefore() {
        server.then(reply(200, "{}"), cut());
        http.send(READ);

        assertThat(failure(NOTE).mayHaveHappened()).isTrue();
        assertThat(server.requests()).hasSize(2);
    }

    @Test
    void whatNobodyListensToIsTriedAgainEvenForANote() throws IOException {
        URI nobody;
        try (ServerSocket closed = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            nobody = URI.create("http://127.0.0.1:" + closed.getLocalPort());
        }
        try (HelpdeskHttp alone = new HelpdeskHttp(nobody, keys, pacer, time)) {
            HelpdeskUnavailableException failure =
                    catchThrowableOfType(HelpdeskUnavailableException.class, () -> alone.send(NOTE));

            assertThat(failure).hasMessage("POST /tickets/7/notes failed: ConnectException");
            assertThat(failure.mayHaveHappened()).isFalse();
            assertThat(time.sleeps()).hasSize(5);
        }
    }

    @Test
    void whatMayHaveHappenedOnceStaysSoWhateverComesLater() {
        server.then(cut()).then(9, reply(429, "", "Retry-After: 1"));

        HelpdeskUnavailableException failure = failure(WRITE);

        assertThat(failure.status()).hasValue(429);
        assertThat(failure.mayHaveHappened()).isTrue();
        assertThat(server.requests()).hasSize(6);
    }

    @Test
    void aNoteThatWasRefusedForTooManyCallsFirstIsStillSentOnceOnly() {
        server.then(reply(429, "", "Retry-After: 1"), cut());

        assertThat(failure(NOTE).mayHaveHappened()).isTrue();
        assertThat(server.requests()).hasSize(2);
    }

    @Test
    void aRefusedTokenIsRenewedAndTheCallSentAgain() {
        server.then(reply(401, "{}"));

        assertThat(http.send(NOTE).isSuccess()).isTrue();

        assertThat(server.requests().get(1).header("Authorization")).isEqualTo("Bearer secret-key-1");
    }

    @Test
    void aTokenIsRenewedOnceOnly() {
        server.then(9, reply(401, "{}"));

        assertThat(http.send(READ).status()).isEqualTo(401);

        assertThat(keys.renewals).isEqualTo(1);
        assertThat(server.requests()).hasSize(2);
    }

    @Test
    void aKeyThatCannotBeRenewedIsRefusedAtOnce() {
        Authorization fixed = Authorization.fixed(Secret.of("key", "Basic secret"));
        try (HelpdeskHttp once = new HelpdeskHttp(server.base(), fixed, pacer, time)) {
            server.then(reply(401, "{}"));

            assertThat(once.send(READ).status()).isEqualTo(401);
            assertThat(server.requests()).hasSize(1);
        }
    }

    @Test
    void redirectsAreNotFollowedSinceTheKeyBelongsToOneAddress() throws IOException {
        try (ScriptedServer elsewhere = new ScriptedServer()) {
            server.then(reply(307, "", "Location: " + elsewhere.base() + "/tickets/7"));

            assertThat(http.send(READ).status()).isEqualTo(307);
            assertThat(elsewhere.requests()).isEmpty();
        }
    }

    @Test
    void aBodyThatIsTooLargeIsNotAskedForAgain() {
        Transport small = new Transport(server.base(), Duration.ofSeconds(20), 1000);
        try (HelpdeskHttp capped = new HelpdeskHttp(keys, pacer, time, small)) {
            server.then(reply(200, "x".repeat(1000)), reply(200, "x".repeat(1001)));
            assertThat(capped.send(READ).isSuccess()).isTrue();

            assertThatThrownBy(() -> capped.send(READ))
                    .isInstanceOf(HelpdeskUnavailableException.class)
                    .hasMessage("GET /tickets/7 was answered with more than can be read; ask for less");
            assertThat(server.requests()).hasSize(2);
        }
    }

    @Test
    void aBodyWithoutALengthIsBoundedToo() {
        Transport small = new Transport(server.base(), Duration.ofSeconds(20), 1000);
        try (HelpdeskHttp capped = new HelpdeskHttp(keys, pacer, time, small)) {
            server.then(raw("HTTP/1.1 200 x\r\nConnection: close\r\n\r\n" + "x".repeat(100_000)));

            assertThatThrownBy(() -> capped.send(READ)).hasMessageContaining("more than can be read");
        }
    }

    @Test
    void theDeadlineCoversABodyThatTrickles() {
        try (HelpdeskHttp hasty = new HelpdeskHttp(server.base(), keys, pacer, time, Duration.ofMillis(300))) {
            server.then(trickle(), silence());

            for (int call = 0; call < 2; call++) {
                long begin = System.nanoTime();
                HelpdeskUnavailableException failure =
                        catchThrowableOfType(HelpdeskUnavailableException.class, () -> hasty.send(NOTE));

                assertThat(failure.mayHaveHappened()).isTrue();
                assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(15));
            }
            assertThat(server.requests()).hasSize(2);
        }
    }

    @Test
    void anInterruptEndsTheWaitForAReply() throws Exception {
        server.then(silence());
        List<HelpdeskUnavailableException> failures = new ArrayList<>();
        List<Boolean> flags = new ArrayList<>();
        Thread caller = new Thread(() -> {
            failures.add(failure(NOTE));
            flags.add(Thread.currentThread().isInterrupted());
        });
        caller.start();
        server.awaitRequest();

        caller.interrupt();
        caller.join(10_000);

        assertThat(failures).hasSize(1);
        assertThat(failures.get(0)).hasMessage("POST /tickets/7/notes was interrupted");
        assertThat(failures.get(0).mayHaveHappened()).isTrue();
        assertThat(flags).containsExactly(true);
    }

    @Test
    void anInterruptBeforeTheCallIsSentSendsNothing() {
        pacer.pause("all", Duration.ofSeconds(5));
        Thread.currentThread().interrupt();

        HelpdeskUnavailableException failure = failure(NOTE);

        assertThat(Thread.interrupted()).isTrue();
        assertThat(failure.mayHaveHappened()).isFalse();
        assertThat(server.requests()).isEmpty();
    }

    @Test
    void everyReplyIsShownToTheObserver() {
        List<Integer> seen = new ArrayList<>();
        http.observe(reply -> seen.add(reply.status()));
        server.then(reply(429, ""), reply(503, ""));

        http.send(READ);

        assertThat(seen).containsExactly(429, 503, 200);
    }

    @Test
    void messagesHoldNeitherQueryNorBodyNorKey() {
        List<Throwable> failures = new ArrayList<>();
        server.then(20, cut());
        failures.add(failure(READ));
        server.then(20, reply(500, "secret-words"));
        failures.add(failure(NOTE));
        Call unencoded = Call.get("/query?q=secret-words and|more", List.of());
        failures.add(catchThrowableOfType(IllegalStateException.class, () -> http.send(unencoded)));
        Call badHeader = READ.header("X-Note", "secret-words\nmore");
        failures.add(catchThrowableOfType(IllegalStateException.class, () -> http.send(badHeader)));
        Authorization unsendable = Authorization.fixed(Secret.of("key", "Bearer secret-key\u200b"));
        try (HelpdeskHttp bad = new HelpdeskHttp(server.base(), unsendable, pacer, time)) {
            failures.add(catchThrowableOfType(HelpdeskSetupException.class, () -> bad.send(READ)));
        }

        for (Throwable failure : failures) {
            for (Throwable each = failure; each != null; each = each.getCause()) {
                assertThat(each.toString()).doesNotContain("secret").containsAnyOf("GET /", "POST /");
            }
        }
        assertThat(failures).doesNotContainNull().hasSize(5);
    }

    @Test
    void anAnswerThatIsNotJsonSaysWhatMayBeInBetween() {
        server.then(reply(200, "<html>Please log in, secret-words</html>"), reply(201, "{} trailing"));

        assertThatThrownBy(() -> http.send(READ).json())
                .isInstanceOf(HelpdeskUnavailableException.class)
                .hasMessage(
                        "GET /tickets/7 was answered with something that is not JSON (status 200); a proxy or a login"
                                + " page may be in between")
                .hasNoCause();
        Reply written = http.send(NOTE);
        assertThatThrownBy(written::json)
                .isInstanceOfSatisfying(
                        HelpdeskUnavailableException.class,
                        failure -> assertThat(failure.mayHaveHappened()).isTrue());
        assertThat(written.jsonIfAny().isMissingNode()).isTrue();
        assertThat(written).hasToString("Reply[201, 11 bytes]");
    }

    @Test
    void nothingIsSentAfterClosing() {
        http.close();

        assertThatThrownBy(() -> http.send(READ))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("The help desk is closed: GET /tickets/7");
        assertThat(server.requests()).isEmpty();
    }

    @Test
    void closingEndsTheTriesOfACallThatIsOnItsWay() throws Exception {
        server.then(silence());
        HelpdeskHttp leaving = new HelpdeskHttp(server.base(), keys, pacer, time, Duration.ofMillis(1500));
        ExecutorService caller = Executors.newSingleThreadExecutor();
        try {
            CompletableFuture<HelpdeskUnavailableException> failure = CompletableFuture.supplyAsync(
                    () -> catchThrowableOfType(HelpdeskUnavailableException.class, () -> leaving.send(WRITE)), caller);
            server.awaitRequest();

            leaving.close();

            assertThat(failure.get(20, TimeUnit.SECONDS))
                    .hasMessage("PUT /tickets/7 was given up, the help desk is closed");
            assertThat(failure.join().mayHaveHappened()).isTrue();
            assertThat(server.requests()).hasSize(1);
        } finally {
            caller.shutdownNow();
        }
    }
}
