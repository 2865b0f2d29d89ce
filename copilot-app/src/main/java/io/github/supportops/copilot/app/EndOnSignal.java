package io.github.supportops.copilot.app;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Turns Ctrl-C and a polite kill into the orderly end of a sync: the tickets under way are finished first. */
final class EndOnSignal implements AutoCloseable {
    private static final long MOST_SECONDS = 60;

    private final CountDownLatch finished = new CountDownLatch(1);
    private final Thread hook;
    private volatile boolean given;
    private volatile int exitCode = ExitCode.STOPPED.number();

    private EndOnSignal(Runnable stop, Surroundings surroundings) {
        this.hook = new Thread(() -> {
            given = true;
            surroundings.err().println();
            surroundings.err().println("copilot: stopping; waiting for the tickets under way");
            stop.run();
            awaitEnd();
            Runtime.getRuntime().halt(exitCode);
        });
    }

    static EndOnSignal install(Runnable stop, Surroundings surroundings) {
        EndOnSignal installed = new EndOnSignal(stop, surroundings);
        Runtime.getRuntime().addShutdownHook(installed.hook);
        return installed;
    }

    boolean isGiven() {
        return given;
    }

    /** Remembers how the run ended, for the case that the signal came too late to stop it. */
    int endingWith(int code) {
        exitCode = code;
        return code;
    }

    private void awaitEnd() {
        try {
            if (!finished.await(MOST_SECONDS, TimeUnit.SECONDS)) {
                exitCode = ExitCode.STOPPED.number();
            }
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
