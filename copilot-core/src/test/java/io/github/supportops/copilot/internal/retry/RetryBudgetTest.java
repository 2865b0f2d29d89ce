package io.github.supportops.copilot.internal.retry;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RetryBudgetTest {
    private final RetryBudget budget = new RetryBudget();

    @Test
    void aGoodDaySavesNothingUpForABadOne() {
        for (int answer = 0; answer < 10_000; answer++) {
            budget.succeeded(0, 0);
        }

        assertThat(retriesLeft()).isEqualTo(35);
    }

    @Test
    void anAnswerGivesBackWhatItsRetriesTook() {
        assertThat(budget.tryTake(false)).isTrue();
        assertThat(budget.tryTake(true)).isTrue();
        budget.succeeded(1, 1);

        assertThat(retriesLeft()).isEqualTo(35);
    }

    @Test
    void anEmptyBudgetFillsAnswerByAnswer() {
        assertThat(retriesLeft()).isEqualTo(35);
        for (int answer = 0; answer < 3; answer++) {
            budget.succeeded(0, 0);
        }
        assertThat(budget.tryTake(false)).as("13 of 14 tokens").isFalse();

        budget.succeeded(0, 0);

        assertThat(budget.tryTake(false)).as("14 of 14 tokens").isTrue();
    }

    private int retriesLeft() {
        int retries = 0;
        while (budget.tryTake(false)) {
            retries++;
        }
        return retries;
    }
}
