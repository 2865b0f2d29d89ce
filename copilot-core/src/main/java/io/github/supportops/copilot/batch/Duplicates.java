package io.github.supportops.copilot.batch;

import io.github.supportops.copilot.AnalysisResult;
import io.github.supportops.copilot.Ticket;
import io.github.supportops.copilot.cache.CacheKey;
import io.github.supportops.copilot.cache.ResultCache;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Sees to it that tickets with the same content are asked once: the first is, the others wait for it. */
final class Duplicates<E> {
    private final @Nullable ResultCache results;
    private final Map<CacheKey, List<BatchEntry<E>>> waiting = new HashMap<>();

    Duplicates(BatchSettings settings) {
        this.results = settings.remembered() == 0 ? null : ResultCache.inMemory(settings.remembered());
    }

    /** Takes in a ticket that is about to be asked about; its key is kept with the entry. */
    Optional<AnalysisResult> known(BatchEntry<E> entry, Ticket ticket) {
        if (results == null) {
            return Optional.empty();
        }
        entry.key = CacheKey.of("", ticket);
        return results.find(entry.key).map(known -> AdoptedResult.of(known, ticket));
    }

    /** {@return whether the entry now waits for an identical one; otherwise it is the first and is to be asked} */
    boolean waits(BatchEntry<E> entry) {
        if (entry.key == null) {
            return false;
        }
        List<BatchEntry<E>> others = waiting.putIfAbsent(entry.key, new ArrayList<>(0));
        if (others != null) {
            others.add(entry);
        }
        return others != null;
    }

    /** Keeps the result, and gives back those that waited for it. */
    List<BatchEntry<E>> succeeded(BatchEntry<E> first, AnalysisResult result) {
        if (results != null && first.key != null) {
            results.store(first.key, result);
        }
        return ended(first);
    }

    /** {@return those that waited for an entry that got no result; a failure is not handed on} */
    List<BatchEntry<E>> ended(BatchEntry<E> first) {
        List<BatchEntry<E>> others = first.key == null ? null : waiting.remove(first.key);
        return others == null ? List.of() : others;
    }
}
