package io.github.supportops.copilot.helpdesk.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.supportops.copilot.helpdesk.HelpdeskSetupException;
import io.github.supportops.copilot.helpdesk.MovedTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** One token for all calls of an account. */
class BearerTokensTest {
    private static final Instant START = Instant.parse("2026-11-22T10:00:00Z");

    private final MovedTime time = new MovedTime(START);
    private final AtomicInteger fetched = new AtomicInteger();
    private final BearerTokens tokens = new BearerTokens(this::next, time);

    private Token next() {
        return new Token(
                Secret.of("token", "t" + fetched.incrementAndGet()), time.now().plus(Duration.ofMinutes(9)));
    }

    @Test
    void manyThreadsShareOneFetch() throws Exception {
        assertThat(together(tokens::header)).containsOnly("Bearer t1");
        assertThat(fetched).hasValue(1);
    }

    @Test
    void manyRefusalsOfOneTokenGetOneNewToken() throws Exception {
        String refused = tokens.header();

        assertThat(together(() -> {
                    boolean again = tokens.renew(refused);
                    return again + " " + tokens.header();
                }))
                .containsOnly("true Bearer t2");
        assertThat(fetched).hasValue(2);
    }

    @Test
    void aTokenIsRenewedBeforeItExpires() {
        tokens.header();
        time.pass(Duration.ofMinutes(9).minusNanos(1));
        assertThat(tokens.header()).isEqualTo("Bearer t1");

        time.pass(Duration.ofNanos(1));
        assertThat(tokens.header()).isEqualTo("Bearer t2");
    }

    @Test
    void aTokenWithoutAnEndLastsUntilItIsRefused() {
        BearerTokens lasting =
                new BearerTokens(() -> new Token(Secret.of("token", "t" + fetched.incrementAndGet()), null), time);
        lasting.header();
        time.pass(Duration.ofDays(400));

        assertThat(lasting.header()).isEqualTo("Bearer t1");
        assertThat(lasting.renew("Bearer t1")).isTrue();
        assertThat(lasting.header()).isEqualTo("Bearer t2");
    }

    @Test
    void whatTheAuthorizationServerRefusesIsAskedForAgainNextTime() {
        BearerTokens failing = new BearerTokens(
                () -> {
                    if (fetched.incrementAndGet() == 1) {
                        throw new HelpdeskSetupException("The client is unknown");
                    }
                    return new Token(Secret.of("token", "good"), null);
                },
                time);

        assertThatThrownBy(failing::header).isInstanceOf(HelpdeskSetupException.class);
        assertThat(failing.header()).isEqualTo("Bearer good");
    }

    private static List<String> together(Callable<String> task) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            List<String> values = new ArrayList<>();
            for (Future<String> future : threads.invokeAll(List.of(task, task, task, task, task, task, task, task))) {
                values.add(future.get());
            }
            return values;
        } finally {
            threads.shutdownNow();
        }
    }
}
