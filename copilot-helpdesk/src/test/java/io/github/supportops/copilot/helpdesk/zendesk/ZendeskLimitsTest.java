package io.github.supportops.copilot.helpdesk.zendesk;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ZendeskLimitsTest {
    private final ZendeskBench bench = new ZendeskBench();
    private final String id = bench.fake.customerOpens("Invoices", "Where is my invoice?");

    @AfterEach
    void close() {
        bench.close();
    }

    @Test
    void exportsKeepToHalfOfTenAMinute() {
        Instant since = bench.time.now().minus(Duration.ofHours(1));
        for (int number = 0; number < 6; number++) {
            bench.helpdesk().changesSince(since);
        }

        assertThat(bench.time.waited()).isBetween(Duration.ofSeconds(60), Duration.ofSeconds(62));
    }

    @Test
    void updatesKeepToHalfOfAHundredAMinute() {
        for (int number = 0; number < 11; number++) {
            String ticket = bench.fake.customerOpens("Invoices", "Where is my invoice?");
            bench.helpdesk().write(bench.update(ticket));
        }

        // Ten spaces of 1.2 s between updates, in which the reads find their places too.
        assertThat(bench.time.waited()).isBetween(Duration.ofSeconds(12), Duration.ofSeconds(16));
    }

    @Test
    void limitInTheHeadersTakesThePlaceOfTheSetting() {
        bench.fake.limits(60, 100_000, 100_000);

        for (int number = 0; number < 11; number++) {
            bench.read(id);
        }

        // 60 calls a minute, of which we take half: two seconds for each of 22 calls.
        assertThat(bench.time.waited()).isBetween(Duration.ofSeconds(38), Duration.ofSeconds(48));
    }

    @Test
    void theRestOfTheMinuteIsLeftToOtherToolsWhenNearlyNothingIsLeft() {
        bench.fake.limits(20, 100_000, 100_000);
        bench.with(settings -> settings.share(1).requestsPerMinute(100_000));
        for (int number = 0; number < 9; number++) {
            bench.read(id);
        }
        Duration before = bench.time.waited();

        bench.helpdesk().read("999999");

        assertThat(bench.time.waited().minus(before)).isGreaterThan(Duration.ofSeconds(50));
        assertThat(bench.fake.limitViolations()).isZero();
    }

    @Test
    void pageSizesAndLimitsOfThePlanDecideWhenExportsAreCheaper() {
        assertThat(bench.builder().readsPerExport()).isEqualTo(20);
        assertThat(bench.builder().requestsPerMinute(700).readsPerExport()).isEqualTo(70);
        assertThat(bench.builder().exportsPerMinute(1_000).readsPerExport()).isEqualTo(1);
    }
}
