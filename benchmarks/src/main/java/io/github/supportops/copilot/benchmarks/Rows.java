package io.github.supportops.copilot.benchmarks;

import com.sun.management.GarbageCollectionNotificationInfo;
import io.github.supportops.copilot.AnalysisResult;
import io.github.supportops.copilot.ChurnRisk;
import io.github.supportops.copilot.Intent;
import io.github.supportops.copilot.Provenance;
import io.github.supportops.copilot.Sentiment;
import io.github.supportops.copilot.Ticket;
import io.github.supportops.copilot.TicketAnalysis;
import io.github.supportops.copilot.TicketAnalyzer;
import io.github.supportops.copilot.Urgency;
import io.github.supportops.copilot.batch.TicketBatch;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryUsage;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;
import javax.management.NotificationEmitter;
import javax.management.openmbean.CompositeData;

/** The heap that a batch of ten million rows holds on to, against one of ten thousand: no network, no latency. */
final class Rows {
    private static final TicketAnalysis ANALYSIS =
            new TicketAnalysis(Intent.BILLING, Urgency.HIGH, Sentiment.NEGATIVE, true, ChurnRisk.LOW, "We are on it.");
    private static final Provenance PROVENANCE = Provenance.builder("synthetic").build();
    private static final AtomicLong MOST_LIVE = new AtomicLong();

    private Rows() {}

    static void run() {
        ManagementFactory.getGarbageCollectorMXBeans().forEach(Rows::listen);
        batch(20_000);
        long few = live(10_000);
        long start = System.nanoTime();
        long many = live(10_000_000);
        System.out.printf(
                "10,000,000 rows: %.1f MB live at most, 10,000 rows: %.1f MB; ratio %.3f (goal 1.10); %.0f rows/s%n",
                many / 1e6, few / 1e6, (double) many / few, 10_000_000 / ((System.nanoTime() - start) / 1e9));
    }

    /** The 10,000 rows are few for a collector, so they are run again and again while it looks. */
    private static long live(long rows) {
        System.gc();
        MOST_LIVE.set(0);
        if (rows < 100_000) {
            for (int run = 0; run < 200; run++) {
                batch(rows);
            }
        } else {
            batch(rows);
        }
        return MOST_LIVE.get();
    }

    private static void batch(long rows) {
        TicketAnalyzer instant = ticket -> CompletableFuture.completedFuture(
                AnalysisResult.builder(ticket.id(), ANALYSIS, PROVENANCE).build());
        TicketBatch.builder(instant)
                .concurrency(64)
                .build()
                .run(
                        LongStream.range(0, rows)
                                .mapToObj(row -> Ticket.of("T-" + row, "Please look at invoice " + row)),
                        outcome -> {});
    }

    private static void listen(GarbageCollectorMXBean collector) {
        ((NotificationEmitter) collector)
                .addNotificationListener(
                        (notification, handback) -> {
                            if (notification
                                    .getType()
                                    .equals(GarbageCollectionNotificationInfo.GARBAGE_COLLECTION_NOTIFICATION)) {
                                long live = GarbageCollectionNotificationInfo.from(
                                                (CompositeData) notification.getUserData())
                                        .getGcInfo()
                                        .getMemoryUsageAfterGc()
                                        .entrySet()
                                        .stream()
                                        .filter(pool -> pool.getKey().contains("Gen")
                                                || pool.getKey().contains("Space")
                                                || pool.getKey().startsWith("G1"))
                                        .mapToLong(pool -> used(pool.getValue()))
                                        .sum();
                                MOST_LIVE.accumulateAndGet(live, Math::max);
                            }
                        },
                        null,
                        null);
    }

    private static long used(MemoryUsage pool) {
        return pool.getUsed();
    }
}
