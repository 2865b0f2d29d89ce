package io.github.supportops.copilot.benchmarks;

import com.sun.management.GarbageCollectionNotificationInfo;
import com.sun.management.GcInfo;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryUsage;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import javax.management.NotificationEmitter;
import javax.management.openmbean.CompositeData;

/**
 * How much heap has been taken in all. Counted from what collections free, since the counters of JDK 17 forget threads that
 * have ended, and with them the allocation buffers they leave half empty.
 */
final class Heap {
    private static final AtomicLong FREED = new AtomicLong();
    private static final AtomicLong HEARD = new AtomicLong(collections());

    static {
        for (GarbageCollectorMXBean collector : ManagementFactory.getGarbageCollectorMXBeans()) {
            ((NotificationEmitter) collector)
                    .addNotificationListener(
                            (notification, handback) -> {
                                if (notification
                                        .getType()
                                        .equals(GarbageCollectionNotificationInfo.GARBAGE_COLLECTION_NOTIFICATION)) {
                                    GcInfo info = GarbageCollectionNotificationInfo.from(
                                                    (CompositeData) notification.getUserData())
                                            .getGcInfo();
                                    FREED.addAndGet(
                                            used(info.getMemoryUsageBeforeGc()) - used(info.getMemoryUsageAfterGc()));
                                }
                            },
                            null,
                            null);
        }
    }

    private Heap() {}

    static long taken() {
        System.gc();
        long until = System.nanoTime() + 1_000_000_000L;
        while (HEARD.get() < collections() && System.nanoTime() < until) {
            // The collector tells of its work on another thread, a little later.
            Thread.onSpinWait();
        }
        return FREED.get();
    }

    private static long collections() {
        long count = 0;
        for (GarbageCollectorMXBean collector : ManagementFactory.getGarbageCollectorMXBeans()) {
            count += collector.getCollectionCount();
        }
        return count;
    }

    private static long used(Map<String, MemoryUsage> pools) {
        long bytes = 0;
        for (Map.Entry<String, MemoryUsage> pool : pools.entrySet()) {
            if (pool.getKey().startsWith("G1")
                    || pool.getKey().contains("Gen")
                    || pool.getKey().contains("Space")) {
                bytes += pool.getValue().getUsed();
            }
        }
        return bytes;
    }
}
