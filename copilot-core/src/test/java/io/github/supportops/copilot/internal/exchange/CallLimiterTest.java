package io.github.supportops.copilot.internal.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.supportops.copilot.internal.exchange.CallLimiter.Permit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;

class CallLimiterTest {

    @Test
    void thoseWhoWaitAreServedInOrder() throws Exception {
        CallLimiter limiter = new CallLimiter(1, 10);
        Permit first = limiter.acquire().get();
        CompletableFuture<Permit> second = limiter.acquire();
        CompletableFuture<Permit> third = limiter.acquire();

        first.release();
        assertThat(second).isCompleted();
        assertThat(third).isNotDone();
        second.get().release();
        assertThat(third).isCompleted();
    }

    @Test
    void whoeverLeavesTheQueueTakesNoPermitAlong() throws Exception {
        CallLimiter limiter = new CallLimiter(1, 10);
        Permit first = limiter.acquire().get();
        CompletableFuture<Permit> leaving = limiter.acquire();
        CompletableFuture<Permit> staying = limiter.acquire();
        leaving.cancel(false);

        first.release();

        assertThat(staying).isCompleted();
        staying.get().release();
        assertThat(limiter.inUse()).isZero();
    }

    @Test
    void aPermitComesBackOnce() throws Exception {
        CallLimiter limiter = new CallLimiter(2, 10);
        Permit permit = limiter.acquire().get();
        limiter.acquire();

        permit.release();
        permit.release();

        assertThat(limiter.inUse()).isEqualTo(1);
    }

    @Test
    void aFullQueueRefusesUntilSomebodyLeaves() {
        CallLimiter limiter = new CallLimiter(1, 1);
        limiter.acquire();
        CompletableFuture<Permit> waiting = limiter.acquire();

        assertThat(limiter.acquire())
                .failsWithin(java.time.Duration.ZERO)
                .withThrowableOfType(java.util.concurrent.ExecutionException.class)
                .withCauseInstanceOf(RejectedExecutionException.class);
        waiting.cancel(false);
        assertThat(limiter.acquire()).isNotDone();
    }

    @Test
    void aLongQueueOfCallsThatEndAtOnceDoesNotDeepenTheStack() throws Exception {
        CallLimiter limiter = new CallLimiter(1, 100_000);
        Permit first = limiter.acquire().get();
        List<CompletableFuture<Void>> calls = new ArrayList<>();
        for (int i = 0; i < 100_000; i++) {
            calls.add(limiter.acquire().thenAccept(Permit::release));
        }

        first.release();

        assertThat(calls).allMatch(CompletableFuture::isDone).noneMatch(CompletableFuture::isCompletedExceptionally);
        assertThat(limiter.inUse()).isZero();
    }
}
