package io.github.supportops.copilot.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.supportops.copilot.AnalysisResult;
import io.github.supportops.copilot.ChurnRisk;
import io.github.supportops.copilot.Intent;
import io.github.supportops.copilot.Provenance;
import io.github.supportops.copilot.Sentiment;
import io.github.supportops.copilot.TicketAnalysis;
import io.github.supportops.copilot.Urgency;
import org.junit.jupiter.api.Test;

class MemoryResultCacheTest {
    private static final CacheKey A = new CacheKey("a");
    private static final CacheKey B = new CacheKey("b");
    private static final CacheKey C = new CacheKey("c");

    @Test
    void theLeastRecentlyUsedResultGoesFirst() {
        ResultCache cache = ResultCache.inMemory(2);
        cache.store(A, result("1"));
        cache.store(B, result("2"));
        cache.find(A);
        cache.store(C, result("3"));

        assertThat(cache.find(A)).contains(result("1"));
        assertThat(cache.find(B)).isEmpty();
        assertThat(cache.find(C)).contains(result("3"));
    }

    @Test
    void aNewerResultReplacesAnOlderOne() {
        ResultCache cache = ResultCache.inMemory(2);
        cache.store(A, result("1"));
        cache.store(A, result("2"));

        assertThat(cache.find(A)).contains(result("2"));
    }

    @Test
    void aCacheForNothingIsRefused() {
        assertThatThrownBy(() -> ResultCache.inMemory(0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("mostResults must be positive: 0");
    }

    private static AnalysisResult result(String id) {
        TicketAnalysis analysis =
                new TicketAnalysis(Intent.BILLING, Urgency.LOW, Sentiment.NEUTRAL, false, ChurnRisk.LOW, "Thank you.");
        return AnalysisResult.builder(id, analysis, Provenance.builder("test").build())
                .build();
    }
}
