package io.github.supportops.copilot.batch;

import io.github.supportops.copilot.AnalysisResult;
import java.util.Optional;

/**
 * Keeps results by the key of what they answer, so that nothing is paid for twice. Implementations are thread-safe and
 * quick. Keys come from {@link TicketContent#key}.
 */
public interface ResultCache {
    /** {@return the result stored last under the key} */
    Optional<AnalysisResult> find(String key);

    /** Stores a result; it may be forgotten again at any time. */
    void store(String key, AnalysisResult result);

    /**
     * {@return a cache in memory that forgets what was not used for the longest time}
     *
     * @param most the most results it holds
     * @throws IllegalArgumentException if below 1
     */
    static ResultCache inMemory(int most) {
        return new MemoryResultCache(most);
    }
}
