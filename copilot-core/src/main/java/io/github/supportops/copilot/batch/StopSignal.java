package io.github.supportops.copilot.batch;

/**
 * Ends a running batch from another thread, for example on Ctrl-C: gently first, at once when asked again. Thread-safe;
 * once given, a signal stays.
 */
public final class StopSignal {
    private volatile Level level = Level.GO_ON;

    private volatile Runnable wakeUp = () -> {};

    /** Creates a signal that is not given yet. */
    public StopSignal() {}

    /** Sends no more tickets; analyses under way end, and their outcomes are handed over. */
    public void finishInFlight() {
        raise(Level.FINISH_IN_FLIGHT);
    }

    /** Cancels the analyses under way as well; outcomes that are already there are still handed over. */
    public void stopNow() {
        raise(Level.STOP_NOW);
    }

    /** {@return whether the batch was asked to end, gently or at once} */
    public boolean isGiven() {
        return level != Level.GO_ON;
    }

    boolean isStopNow() {
        return level == Level.STOP_NOW;
    }

    /** The one running batch is told of a signal by this, so that it need not look again and again. */
    void onSignal(Runnable newWakeUp) {
        this.wakeUp = newWakeUp;
    }

    private synchronized void raise(Level wanted) {
        if (wanted.compareTo(level) > 0) {
            level = wanted;
            wakeUp.run();
        }
    }

    private enum Level {
        GO_ON,
        FINISH_IN_FLIGHT,
        STOP_NOW
    }
}
