package io.github.supportops.copilot.app;

import io.github.supportops.copilot.batch.StopSignal;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Turns Ctrl-C and a polite kill into a stop of what is running: the first lets what is under way end, the second cuts it
 * off, the third ends the process where it stands. What is finished is kept in any case. A hang-up or another reason to end
 * counts as a first one; the process then ends with the exit code of a stopped run.
 */
final class StopOnSignal implements AutoCloseable {
    /** Longer than any sensible deadline of one analysis. */
    private static final long MOST_SECONDS = 120;

    private final Runnable gently;
    private final Runnable now;
    private final String underWay;
    private final Surroundings surroundings;
    private final CountDownLatch finished = new CountDownLatch(1);
    private final Thread hook;
    private final ProcessSignals signals;
    private int heard;
    private volatile int exitCode = ExitCode.STOPPED.number();

    private StopOnSignal(Runnable gently, Runnable now, String underWay, Surroundings surroundings) {
        this.gently = gently;
        this.now = now;
        this.underWay = underWay;
        this.surroundings = surroundings;
        this.hook = new Thread(() -> {
            stop();
            awaitEnd();
            Runtime.getRuntime().halt(exitCode);
        });
        this.signals = ProcessSignals.heard(this::stop);
    }

    static StopOnSignal install(StopSignal stop, Surroundings surroundings) {
        return install(stop::finishInFlight, stop::stopNow, "analyses", surroundings);
    }

    /**
     * Installs it.
     *
     * @param gently what the first signal does
     * @param now what the second one does
     * @param underWay what is waited for, in words
     */
    static StopOnSignal install(Runnable gently, Runnable now, String underWay, Surroundings surroundings) {
        StopOnSignal installed = new StopOnSignal(gently, now, underWay, surroundings);
        Runtime.getRuntime().addShutdownHook(installed.hook);
        return installed;
    }

    /** Remembers how the run ended, for the case that the signal came too late to stop it. */
    int endingWith(int code) {
        exitCode = code;
        return code;
    }

    /** {@return whether a signal has come} */
    synchronized boolean isGiven() {
        return heard > 0;
    }

    private synchronized void stop() {
        heard++;
        switch (heard) {
            case 1 -> {
                say("stopping; waiting for the " + underWay + " under way (again to cut them off)");
                gently.run();
            }
            case 2 -> {
                say("stopping now; what was under way is asked again next time");
                now.run();
            }
            default -> Runtime.getRuntime().halt(exitCode);
        }
    }

    private void say(String what) {
        surroundings.err().println();
        surroundings.err().println("copilot: " + what);
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
        signals.close();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException alreadyStopping) {
            // The hook runs; it has just been told that it may end the process.
        }
    }
}
