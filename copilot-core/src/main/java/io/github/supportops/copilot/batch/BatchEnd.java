package io.github.supportops.copilot.batch;

/** Why a batch ended. Unless it is {@link #COMPLETED}, tickets remain that have no outcome. */
public enum BatchEnd {
    /** Every ticket has its outcome. */
    COMPLETED,
    /** A failure that would have hit every ticket: key, credits, model, a request setting. */
    SETUP,
    /** The budget in calls or money is used up. */
    BUDGET,
    /** Somebody asked for it, or the thread was interrupted. */
    CANCELLED
}
