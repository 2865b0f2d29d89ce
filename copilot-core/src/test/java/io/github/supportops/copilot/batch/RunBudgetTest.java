package io.github.supportops.copilot.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.supportops.copilot.Attempt;
import io.github.supportops.copilot.AttemptOutcome;
import io.github.supportops.copilot.CallBudget.CallEstimate;
import io.github.supportops.copilot.CallBudget.Reservation;
import io.github.supportops.copilot.TokenUsage;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RunBudgetTest {
    /** Worst case: 1,000 bytes and 1,000 tokens at a dollar a million each, so 0.002 dollars. */
    private static final CallEstimate CALL = new CallEstimate("a/b", 1_000, 1_000);

    @Test
    void aCallIsRefusedWhenItsWorstCaseWouldPassTheLimit() {
        RunBudget budget = dollars("0.005");

        assertThat(budget.tryReserve(CALL)).isPresent();
        assertThat(budget.tryReserve(CALL)).isPresent();
        assertThat(budget.tryReserve(CALL)).isEmpty();
        assertThat(budget.committedUsd()).isEqualByComparingTo("0.004");
    }

    @Test
    void settlingGivesBackWhatWasNotUsed() {
        RunBudget budget = dollars("0.002");
        budget.tryReserve(CALL).orElseThrow().settle(paid("0.0005"));

        assertThat(budget.spentUsd()).isEqualByComparingTo("0.0005");
        assertThat(budget.tryReserve(CALL)).isEmpty();
        assertThat(budget.tryReserve(new CallEstimate("a/b", 500, 1_000))).isPresent();
    }

    @Test
    void aCallThatMayHaveBeenBilledKeepsItsWorstCase() {
        RunBudget budget = dollars("1");
        budget.tryReserve(CALL)
                .orElseThrow()
                .settle(Attempt.builder(1, "a/b", AttemptOutcome.TIMED_OUT)
                        .possiblyBilled(true)
                        .build());

        assertThat(budget.spentUsd()).isEqualByComparingTo("0.002");
        assertThat(budget.calls()).isEqualTo(1);
    }

    @Test
    void tokensWithoutACostArePricedByTheirModel() {
        RunBudget budget = dollars("1");
        budget.tryReserve(CALL)
                .orElseThrow()
                .settle(Attempt.builder(1, "a/b", AttemptOutcome.VALID)
                        .status(200)
                        .usage(new TokenUsage(100, 50, 0, 0, null))
                        .build());

        assertThat(budget.spentUsd()).isEqualByComparingTo("0.00015");
    }

    @Test
    void callsThatReachedNobodyAreNotCounted() {
        RunBudget budget = RunBudget.builder().maxCalls(1).build();
        budget.tryReserve(CALL)
                .orElseThrow()
                .settle(Attempt.builder(1, "a/b", AttemptOutcome.FAILED).build());
        budget.tryReserve(CALL).orElseThrow().settle(paid("0"));

        assertThat(budget.calls()).isEqualTo(1);
        assertThat(budget.tryReserve(CALL)).isEmpty();
    }

    @Test
    void aModelWithoutAPriceIsNotCalledUnderALimitInMoney() {
        assertThat(dollars("1").tryReserve(new CallEstimate("c/d", 1, 1))).isEmpty();
        assertThatThrownBy(() -> RunBudget.builder().maxCostUsd(BigDecimal.ONE).build())
                .hasMessage("maxCostUsd needs prices; set price or priceOfOtherModels");
    }

    @Test
    void whatAnEarlierRunUsedCounts() {
        RunBudget budget = RunBudget.builder().maxCalls(3).build();
        budget.countEarlier(2, BigDecimal.ZERO);

        assertThat(budget.tryReserve(CALL)).isPresent();
        assertThat(budget.tryReserve(CALL)).isEmpty();
    }

    @Test
    void tenThousandRandomSchedulesNeverPassEitherLimit() {
        for (int seed = 0; seed < 10_000; seed++) {
            Random random = new Random(seed);
            BigDecimal limit = BigDecimal.valueOf(random.nextInt(20_000), 6);
            int maxCalls = random.nextInt(20);
            RunBudget budget = RunBudget.builder()
                    .maxCalls(maxCalls)
                    .maxCostUsd(limit)
                    .price("a/b", ModelPrice.perMillionTokens("1", "1"))
                    .build();
            BigDecimal billed = billedBySomeSchedule(random, budget);

            assertThat(billed).as("seed %d", seed).isLessThanOrEqualTo(limit);
            assertThat(budget.calls()).as("seed %d", seed).isLessThanOrEqualTo(maxCalls);
        }
    }

    /** Plays a provider: what it bills is known to it alone when the call times out. */
    private static BigDecimal billedBySomeSchedule(Random random, RunBudget budget) {
        BigDecimal billed = BigDecimal.ZERO;
        List<Reservation> underWay = new ArrayList<>();
        for (int step = 0; step < 60; step++) {
            if (random.nextBoolean() || underWay.isEmpty()) {
                Optional<Reservation> reservation = budget.tryReserve(CALL);
                reservation.ifPresent(underWay::add);
            } else {
                Reservation ended = underWay.remove(random.nextInt(underWay.size()));
                BigDecimal cost = BigDecimal.valueOf(random.nextInt(2_001), 6);
                billed = billed.add(cost);
                boolean lost = random.nextInt(4) == 0;
                ended.settle(lost ? lost() : paid(cost.toPlainString()));
            }
        }
        return billed;
    }

    private static Attempt lost() {
        return Attempt.builder(1, "a/b", AttemptOutcome.TIMED_OUT)
                .possiblyBilled(true)
                .build();
    }

    private static RunBudget dollars(String limit) {
        return RunBudget.builder()
                .maxCostUsd(new BigDecimal(limit))
                .price("a/b", ModelPrice.perMillionTokens("1", "1"))
                .build();
    }

    private static Attempt paid(String cost) {
        return Attempt.builder(1, "a/b", AttemptOutcome.VALID)
                .status(200)
                .usage(new TokenUsage(1, 1, 0, 0, new BigDecimal(cost)))
                .build();
    }
}
