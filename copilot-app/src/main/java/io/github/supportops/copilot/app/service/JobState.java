package io.github.supportops.copilot.app.service;

import java.util.Locale;

/** Where a job stands. */
enum JobState {
    /** Waits for a free thread. */
    QUEUED,
    /** Is being worked on. */
    RUNNING,
    /** Every row has its outcome and the result is there. */
    COMPLETED,
    /** Cannot be done, because of its file. */
    FAILED,
    /** Ended early, because of a failure that would hit every ticket; goes on when the service is started again. */
    STOPPED;

    String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    static JobState of(String wireName) {
        return valueOf(wireName.toUpperCase(Locale.ROOT));
    }

    boolean isOver() {
        return this == COMPLETED || this == FAILED || this == STOPPED;
    }
}
