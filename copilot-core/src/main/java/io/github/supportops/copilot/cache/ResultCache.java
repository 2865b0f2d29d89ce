package io.github.supportops.copilot.cache;

import io.github.supportops.copilot.AnalysisResult;
import java.util.Optional;

/**
 * Keeps results by {@link CacheKey}. Implementations are thread-safe and bounded, and answer without a long wait, since
 * they are asked on the caller's thread. Whoever creates a cache closes what it holds: several analyzers may share one.
 *
 * <p>A cache may forget at any time. One that fails is treated as one that does not know: it costs a call, never a result.
 */
public interface ResultCache {

    /** {@return the result kept under the key, as it was stored} */
    Optional<AnalysisResult> find(CacheKey key);

    /** Keeps a result, replacing an older one. */
    void store(CacheKey key, AnalysisResult result);

    /**
     * A cache in memory that forgets the result that was used least recently. One result takes about 2 kB.
     *
     * @param mostResults how many it keeps
     * @throws IllegalArgumentException if not positive
     */
    static ResultCache inMemory(int mostResults) {
        return new MemoryResultCache(mostResults);
    }
}
