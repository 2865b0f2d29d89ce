package io.github.supportops.copilot.app;

import io.github.supportops.copilot.batch.StopSignal;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Turns Ctrl-C and a polite kill into a stop of the running batch: what is under way ends and is kept. The process then
 * ends with the exit code of a stopped run instead of the one of a signal.
 */
final class StopOnSignal implements AutoCloseable {
    /** Longer than any sensible deadline of one analysis. */
    private static final long MOST_SECONDS = 120;

    private final CountDownLatch finished = new CountDownLatch(1);
    private final Thread hook;
    private volatile int exitCode = ExitCode.STOPPED.number();

    private StopOnSignal(StopSignal stop, Surroundings surroundings) {
        this.hook = new Thread(() -> {
            surroundings.err().println();
            surroundings.err().println("copilot: stopping; waiting for the analyses under way");
            stop.finishInFlight();
            awaitEnd();
            Runtime.getRuntime().halt(exitCode);
        });
    }

    static StopOnSignal install(StopSignal stop, Surroundings surroundings) {
        StopOnSignal installed = new StopOnSignal(stop, surroundings);
        Runtime.getRuntime().addShutdownHook(installed.hook);
        return installed;
    }

    /** Remembers how the run ended, for the case that the signal came too late to stop it. */
    int endingWith(int code) {
        exitCode = code;
        return code;
    }

    private void awaitEnd() {
        try {
            finished.await(MOST_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        finished.countDown();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException alreadyStopping) {
            // The hook runs; it has just been told that it may end the process.
        }
    }
}
