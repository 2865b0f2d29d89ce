package io.github.supportops.copilot.batch;

/**
 * Hears how a batch goes on. It is called by the thread that runs the batch, after each outcome, and should return
 * quickly: the batch waits for it. What it throws ends the batch.
 */
@FunctionalInterface
public interface BatchListener {
    /** Called after a ticket got its outcome. */
    void onProgress(BatchProgress progress);

    /** {@return a listener that does nothing} */
    static BatchListener silent() {
        return progress -> {};
    }
}
