package io.github.supportops.copilot.cache;

import java.util.Arrays;

/**
 * Where in a file the result of a key lies: two numbers for each, 32 bytes at the most, so that half a million results take
 * 16 MB. Keys are told apart by 64 bits only; whoever reads the place compares the rest. Not thread-safe.
 */
final class ResultPlaces {
    private static final int SMALLEST = 1 << 10;

    private long[] hashes = new long[SMALLEST];
    /** One more than the place; 0 where there is none. */
    private long[] places = new long[SMALLEST];

    private int size;

    int size() {
        return size;
    }

    /** {@return the place, or -1} */
    long find(CacheKey key) {
        return places[slot(hash(key))] - 1;
    }

    /** Remembers a place instead of an older one. */
    void put(CacheKey key, long place) {
        put(hash(key), place + 1);
        if (size > hashes.length / 2) {
            grow();
        }
    }

    /** {@return all places in ascending order, which is from the oldest to the newest} */
    long[] ascending() {
        return Arrays.stream(places)
                .filter(place -> place > 0)
                .map(place -> place - 1)
                .sorted()
                .toArray();
    }

    private void put(long hash, long placed) {
        int slot = slot(hash);
        size += places[slot] == 0 ? 1 : 0;
        hashes[slot] = hash;
        places[slot] = placed;
    }

    private void grow() {
        long[] oldHashes = hashes;
        long[] oldPlaces = places;
        hashes = new long[2 * oldHashes.length];
        places = new long[hashes.length];
        size = 0;
        for (int slot = 0; slot < oldHashes.length; slot++) {
            if (oldPlaces[slot] != 0) {
                put(oldHashes[slot], oldPlaces[slot]);
            }
        }
    }

    private int slot(long hash) {
        int slot = (int) (hash & (hashes.length - 1));
        while (places[slot] != 0 && hashes[slot] != hash) {
            slot = (slot + 1) & (hashes.length - 1);
        }
        return slot;
    }

    /** The key is a hash already, so some of its bits are as good as any others. */
    private static long hash(CacheKey key) {
        return Long.parseUnsignedLong(key.value(), 0, 16, 16);
    }
}
