package io.github.supportops.copilot.csv;

import java.util.concurrent.locks.LockSupport;

/**
 * Syncs a journal again and again beside the run, so that the run never waits for the disk and a power cut costs no more
 * than what ended during the last sync. One thread, which nobody interrupts.
 */
final class SyncThread implements AutoCloseable {
    private static final long PAUSE_NANOS = 5_000_000;

    private final Thread thread;
    private volatile boolean closed;

    SyncThread(Journal journal) {
        this.thread = new Thread(() -> syncUntilClosed(journal), "copilot-journal-sync");
        this.thread.setDaemon(true);
        this.thread.start();
    }

    private void syncUntilClosed(Journal journal) {
        while (!closed) {
            journal.sync();
            LockSupport.parkNanos(this, PAUSE_NANOS);
        }
    }

    @Override
    public void close() {
        closed = true;
        LockSupport.unpark(thread);
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException wait) {
                // It ends after the sync under way; leaving earlier would close the journal beneath it.
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
